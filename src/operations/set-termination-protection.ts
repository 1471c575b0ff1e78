import { describeType } from '../errors/describe-type.js';
import { InputCheck } from '../errors/input-check.js';
import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Switches termination protection on or off. EC2 takes one instance at a time. */
export function setTerminationProtection(
  context: WorkerContext,
  call: InstanceCall,
  protect: boolean,
): Promise<void> {
  const { instanceId, operation, abortSignal } = call;
  const isFlag = typeof protect === 'boolean';
  new InputCheck(operation).about(isFlag, 'protect', 'true or false', describeType(protect));
  return context.ledger.change(instanceId, { affectsState: false, abortSignal }, () =>
    withLaunchGrace(context, call, () => context.ec2.setTerminationProtection(instanceId, protect, call)),
  );
}
