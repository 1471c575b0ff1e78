import type { WorkerInstance } from '../../model/worker-instance.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';

/** Puts the name of its image on a worker. */
export async function withImageName(
  context: WorkerContext,
  call: OperationCall,
  worker: WorkerInstance,
): Promise<WorkerInstance> {
  const [named = worker] = await withImageNames(context, call, [worker]);
  return named;
}

/** Puts the names of their images on workers, asking EC2 for those that are not known yet. */
export async function withImageNames(
  context: WorkerContext,
  call: OperationCall,
  workers: readonly WorkerInstance[],
): Promise<readonly WorkerInstance[]> {
  await context.images.load(
    workers.map(({ amiId }) => amiId),
    call,
  );
  return workers.map((worker) => withKnownImageName(context, worker));
}

/** Puts the name of its image on a worker if it is known, and asks nobody. */
export function withKnownImageName({ images }: WorkerContext, worker: WorkerInstance): WorkerInstance {
  return { ...worker, amiName: worker.amiName ?? images.nameOf(worker.amiId) };
}
