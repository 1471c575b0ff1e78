import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { answerFor } from './answer-for.js';
import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Reads an instance; one that is missing is an error, once its launch grace is over. */
export function getInstanceDetails(context: WorkerContext, call: InstanceCall): Promise<WorkerInstance> {
  return withLaunchGrace(context, call, () => describeNow(context, call));
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

/** Reads an instance as EC2 has it now; one that is missing is an error at once. */
export async function describeNow(context: WorkerContext, call: InstanceCall): Promise<WorkerInstance> {
  const answers = await context.ec2.describe([call.instanceId], call);
  return answerFor(answers, call);
}
