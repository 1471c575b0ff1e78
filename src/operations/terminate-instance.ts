import type { CallOptions } from '../model/call-options.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import { changeState } from './change-instance.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** How to terminate an instance. */
export interface TerminateInstanceOptions extends CallOptions {
  /** Terminates it as if the power were cut: for an instance that hangs. Default `false`. */
  readonly force?: boolean | undefined;
  /** Skips the operating system's own shutdown. Default `false`. */
  readonly skipOsShutdown?: boolean | undefined;
}

/** Terminates an instance for good. */
export function terminateInstance(
  context: WorkerContext,
  call: InstanceCall,
  { force, skipOsShutdown }: TerminateInstanceOptions,
): Promise<InstanceStateChange> {
  const options = { force, skipOsShutdown };
  return changeState(context, call, (instanceIds) => context.ec2.terminate(instanceIds, options, call));
}
