import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { answerFor } from './answer-for.js';
import { withImageName } from './images/image-names.js';
import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Reads an instance and its image's name; a missing one is an error, once its launch grace is over. */
export async function getInstanceDetails(
  context: WorkerContext,
  call: InstanceCall,
): Promise<WorkerInstance> {
  return await withImageName(context, call, await readInstance(context, call));
}

/** Reads an instance, for those who do not ask for its image; a missing one is an error, after its grace. */
export function readInstance(context: WorkerContext, call: InstanceCall): Promise<WorkerInstance> {
  return withLaunchGrace(context, call, () => readNow(context, call));
}

/** Reads an instance; one that is missing is `undefined`, at once. */
export async function findInstance(
  context: WorkerContext,
  call: InstanceCall,
): Promise<WorkerInstance | undefined> {
  try {
    return await describeNow(context, call);
  } catch (error) {
    if (InstanceNotFoundError.isInstance(error)) return undefined;
    throw error;
  }
}

/** Reads an instance and its image's name as EC2 has them now; a missing one is an error at once. */
export async function describeNow(context: WorkerContext, call: InstanceCall): Promise<WorkerInstance> {
  return await withImageName(context, call, await readNow(context, call));
}

async function readNow(context: WorkerContext, call: InstanceCall): Promise<WorkerInstance> {
  const answers = await context.ec2.describe([call.instanceId], call);
  return answerFor(answers, call);
}
