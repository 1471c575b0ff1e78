import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { Tags } from '../model/tags.js';

/** The tag that keeps who asked for a worker. */
const CREATED_BY_TAG = 'CreatedBy';

/** Every tag of a launch: the caller's own, the name, and who asked for it. */
export function launchTags(input: Pick<CreateInstanceInput, 'name' | 'tags' | 'createdBy'>): Tags {
  return {
    ...input.tags,
    Name: input.name,
    ...(input.createdBy === undefined ? {} : { [CREATED_BY_TAG]: input.createdBy }),
  };
}
