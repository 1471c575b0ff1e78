import type { WorkerVolume } from '../../model/worker-volume.js';
import { isEnding } from '../discovery/is-ending.js';
import type { CostedWorker, CostInput } from './cost-estimate.js';

/** What an estimate is told of the volumes of a worker: none that EC2 shows are not taken for none that there were. */
export function volumesOf(
  { instanceState, region }: CostedWorker,
  attached: readonly WorkerVolume[],
): Pick<CostInput, 'volumes' | 'missing'> {
  if (attached.length > 0) return { volumes: attached };
  const volumes = isEnding(instanceState)
    ? 'its volumes went with it, or are attached to it no more'
    : `EC2 shows no volume that is attached to it in ${region}`;
  return { volumes: undefined, missing: { volumes } };
}
