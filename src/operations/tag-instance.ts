import type { Tags } from '../model/tags.js';
import { checkTagKeys, checkTags } from '../tags/tag-rules.js';
import { answerFor } from './answer-for.js';
import { changeRecord } from './change-instance.js';
import { readInstance } from './get-instance-details.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Reads the tags with the instance, so that a missing instance is an error and not "no tags". */
export async function getTags(context: WorkerContext, call: InstanceCall): Promise<Tags> {
  const { tags } = await readInstance(context, call);
  return tags;
}

/** Reads the tags from where EC2 keeps them, past the instance. */
export async function readTags(context: WorkerContext, call: InstanceCall): Promise<Tags> {
  return answerFor(await context.ec2.readTags([call.instanceId], call), call);
}

/** Adds tags, and overwrites those that are there. */
export async function addTags(context: WorkerContext, call: InstanceCall, tags: Tags): Promise<void> {
  checkTags(tags, call.operation);
  // A copy: the caller may go on to change the object while the request waits for its turn.
  const copy = { ...tags };
  await changeRecord(context, call, (instanceIds) => context.ec2.addTags(instanceIds, copy, call));
}

/** Removes tags by key, whatever their values are; keys that are not there do not matter. */
export async function removeTags(
  context: WorkerContext,
  call: InstanceCall,
  tagKeys: readonly string[],
): Promise<void> {
  checkTagKeys(tagKeys, call.operation);
  const copy = [...new Set(tagKeys)];
  await changeRecord(context, call, (instanceIds) => context.ec2.removeTags(instanceIds, copy, call));
}
