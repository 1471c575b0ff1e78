import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { terminateInstance } from '../terminate-instance.js';
import type { InstanceCall, OperationCall, WorkerContext } from '../worker-context.js';

/** Terminates what a launch has launched. @returns The ids that are gone; those that could not go are logged. */
export async function rollBack(
  context: WorkerContext,
  call: OperationCall,
  instanceIds: ReadonlySet<string>,
): Promise<readonly string[]> {
  const ids = [...instanceIds];
  const terminated = await Promise.all(ids.map((instanceId) => terminate(context, { ...call, instanceId })));
  return ids.filter((_, index) => terminated[index] === true);
}

async function terminate(context: WorkerContext, call: InstanceCall): Promise<boolean> {
  try {
    await terminateInstance(context, call, {});
    return true;
  } catch (error) {
    const reason = Ec2WorkerError.isInstance(error) ? error.message : String(error);
    context.logger?.warn(`The rollback could not terminate ${call.instanceId}`, { reason });
    return false;
  }
}
