import { changeState } from './change-instance.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Reboots a running instance. */
export function rebootInstance(context: WorkerContext, call: InstanceCall): Promise<void> {
  return changeState(context, call, (instanceIds) => context.ec2.reboot(instanceIds, call));
}
