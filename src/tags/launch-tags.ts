import type { CreateInstancesInput } from '../model/create-instances-input.js';
import type { Tags } from '../model/tags.js';

/** The tag that keeps who asked for a worker. */
export const CREATED_BY_TAG = 'CreatedBy';

/** The tag by which a launch with a key finds what an earlier one with the same key has launched. */
export const LAUNCH_KEY_TAG = 'ec2-worker-client:launch-key';

/** What of a launch becomes tags. */
type TagSources = Pick<CreateInstancesInput, 'name' | 'tags' | 'createdBy' | 'launchKey'>;

/** Every tag of a launch: the caller's own, the name, who asked for it, and the key that it goes by. */
export function launchTags({ name, tags, createdBy, launchKey }: TagSources): Tags {
  return {
    ...tags,
    Name: name,
    ...(createdBy === undefined ? {} : { [CREATED_BY_TAG]: createdBy }),
    ...(launchKey === undefined ? {} : { [LAUNCH_KEY_TAG]: launchKey }),
  };
}
