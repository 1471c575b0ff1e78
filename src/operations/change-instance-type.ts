import type { Ec2InstanceType } from '../model/ec2-instance-type.js';
import { checkInstanceType } from './check-launch.js';
import { refuseForbiddenType } from './refuse-forbidden.js';
import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Gives a stopped instance another type. EC2 takes one instance at a time. */
export function changeInstanceType(
  context: WorkerContext,
  call: InstanceCall,
  instanceType: Ec2InstanceType,
): Promise<void> {
  const { instanceId, operation, abortSignal } = call;
  checkInstanceType(instanceType, operation);
  const { settings, region } = context;
  if (settings !== undefined)
    refuseForbiddenType({ settings, region, operation }, 'instanceType', instanceType);
  return context.ledger.change(instanceId, { affectsState: false, abortSignal }, () =>
    withLaunchGrace(context, call, () => context.instanceTypes.change(instanceId, instanceType, call)),
  );
}
