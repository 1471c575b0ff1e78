import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Switches termination protection on or off. EC2 takes one instance at a time. */
export function setTerminationProtection(
  context: WorkerContext,
  call: InstanceCall,
  protect: boolean,
): Promise<void> {
  const { instanceId, operation, abortSignal } = call;
  if (typeof protect !== 'boolean') {
    const received = typeof protect;
    throw new InvalidParameterError({ operation, parameter: 'protect', expected: 'true or false', received });
  }
  return context.ledger.change(instanceId, { affectsState: false, abortSignal }, () =>
    withLaunchGrace(context, call, () => context.ec2.setTerminationProtection(instanceId, protect, call)),
  );
}
