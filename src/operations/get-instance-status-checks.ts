import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import { answerFor } from './answer-for.js';
import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Reads the status checks of an instance, in whatever state it is. */
export function getInstanceStatusChecks(
  context: WorkerContext,
  call: InstanceCall,
): Promise<InstanceStatusChecks> {
  return withLaunchGrace(context, call, () => getInstanceStatusChecksNow(context, call));
}

/** Reads the status checks as EC2 has them now; a missing instance is an error at once. */
export async function getInstanceStatusChecksNow(
  context: WorkerContext,
  call: InstanceCall,
): Promise<InstanceStatusChecks> {
  const answers = await context.ec2.readStatusChecks([call.instanceId], call);
  return answerFor(answers, call);
}
