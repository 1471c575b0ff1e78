import type { CallOptions } from '../model/call-options.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import { changeState } from './change-instance.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** How to stop an instance. */
export interface StopInstanceOptions extends CallOptions {
  /** Stops it as if the power were cut: for an instance that hangs in `stopping`. Default `false`. */
  readonly force?: boolean | undefined;
  /** Keeps the memory on the root volume; the instance must have been launched for it. Default `false`. */
  readonly hibernate?: boolean | undefined;
  /** Skips the operating system's own shutdown. Default `false`. */
  readonly skipOsShutdown?: boolean | undefined;
}

/** Stops a running instance; one that is stopped is left alone. */
export function stopInstance(
  context: WorkerContext,
  call: InstanceCall,
  { force, hibernate, skipOsShutdown }: StopInstanceOptions,
): Promise<InstanceStateChange> {
  const options = { force, hibernate, skipOsShutdown };
  return changeState(context, call, (instanceIds) => context.ec2.stop(instanceIds, options, call));
}
