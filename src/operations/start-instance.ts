import type { InstanceStateChange } from '../model/instance-state-change.js';
import { changeState } from './change-instance.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Starts a stopped instance; one that runs is left alone. */
export function startInstance(context: WorkerContext, call: InstanceCall): Promise<InstanceStateChange> {
  return changeState(context, call, (instanceIds) => context.ec2.start(instanceIds, call));
}
