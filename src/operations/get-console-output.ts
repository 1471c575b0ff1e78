import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Reads what EC2 has kept of an instance's serial console. */
export function getConsoleOutput(context: WorkerContext, call: InstanceCall): Promise<string | undefined> {
  return withLaunchGrace(context, call, () => context.ec2.readConsoleOutput(call.instanceId, call));
}
