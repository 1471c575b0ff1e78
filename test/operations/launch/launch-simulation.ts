import { type CreateInstancesInput, LaunchFailedError } from 'ec2-worker-client';
import { failure, LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';

/** The zones of the region. */
export const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'] as const;

/** A simulation with a subnet in each zone. */
export function simulate(options: ConstructorParameters<typeof WorkerSimulation>[1] = {}): {
  readonly simulation: WorkerSimulation;
  readonly subnetIds: readonly string[];
} {
  const simulation = new WorkerSimulation({}, options);
  const subnetIds = ZONES.map((availabilityZone) => simulation.aws.putSubnet({ availabilityZone }));
  return { simulation, subnetIds };
}

/** A request to launch, by what varies. */
interface LaunchRequest {
  readonly type: unknown;
  readonly subnet: unknown;
  readonly spot: boolean;
  readonly count: unknown;
  readonly token: string;
}

/** The requests to launch, in order. */
export function requestsOf({ aws }: WorkerSimulation): readonly LaunchRequest[] {
  return aws.requests
    .filter(({ action }) => action === 'RunInstances')
    .map(({ parameters }) => ({
      type: parameters['InstanceType'],
      subnet: parameters['SubnetId'],
      spot: parameters['InstanceMarketOptions'] !== undefined,
      count: parameters['MaxCount'],
      token: parameters['ClientToken'] as string,
    }));
}

/** The error of a launch that stayed below its `minCount`; anything else fails the test. */
export async function launchFailure(promise: Promise<unknown>): Promise<LaunchFailedError> {
  const error = await failure(promise);
  if (!LaunchFailedError.isInstance(error)) throw error;
  return error;
}

/** The least that a launch of several needs. */
export const input = (more: Partial<CreateInstancesInput>): CreateInstancesInput => ({
  ...LAUNCH,
  count: 1,
  ...more,
});
