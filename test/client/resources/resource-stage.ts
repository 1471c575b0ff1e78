import type { CreateInstanceInput, WorkerInstance } from 'ec2-worker-client';
import { WorkerSimulation } from '../worker-simulation.js';

/** A worker with a root volume and two data volumes, and what it stands on. */
export const VOLUMES: Partial<CreateInstanceInput> = {
  rootVolume: { deviceName: '/dev/xvda', sizeGiB: 64, type: 'gp3', iops: 6_000, throughput: 250 },
  dataVolumes: [
    { deviceName: '/dev/sdf', sizeGiB: 200, type: 'io2', iops: 9_000 },
    { deviceName: '/dev/sdg', sizeGiB: 50, type: 'gp2', encrypted: true },
  ],
  tags: { Team: 'labs' },
};

export interface ResourceStage {
  readonly simulation: WorkerSimulation;
  readonly worker: WorkerInstance;
}

export async function stageWorker(
  options: ConstructorParameters<typeof WorkerSimulation>[1] = {},
  input: Partial<CreateInstanceInput> = {},
): Promise<ResourceStage> {
  const simulation = new WorkerSimulation({}, options);
  const worker = await simulation.launch({ ...VOLUMES, ...input });
  await simulation.aws.advance(20_000);
  simulation.aws.clearRequests();
  return { simulation, worker };
}
