import type { WorkerRef } from '../../model/worker-ref.js';
import type { WorkerVolume } from '../../model/worker-volume.js';
import { instanceIdOf } from '../snapshots/check-snapshot-inputs.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';

/** Lists the volumes of a worker, or all there are. */
export async function listVolumes(
  context: WorkerContext,
  call: OperationCall,
  of: WorkerRef | undefined,
): Promise<WorkerVolume[]> {
  // What is left out is none of both: it must not mean all.
  const instanceId = of === 'all' ? undefined : instanceIdOf(of ?? '', call.operation);
  const { volumes } = context.resources;
  return [...(await volumes.list(instanceId, call))];
}
