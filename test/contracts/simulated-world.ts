import type { Ec2WorkerClientOptions } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { type ContractWorld, HOME, type SeededMetric } from './contract-world.js';

/** Times that a test can wait for, each longer than a request on a busy machine is likely to take. */
const SHORT_TIMING = {
  pendingMs: 150,
  initializingMs: 150,
  stoppingMs: 60,
  shuttingDownMs: 60,
  snapshotMs: 100,
};

/** A simulated AWS in this process, whose minutes pass at once, under EC2's rates. */
export function makeInProcessWorld(options: Ec2WorkerClientOptions = {}): Promise<ContractWorld> {
  const aws = new SimulatedAws({
    clock: new ManualClock({ autoAdvance: true }),
    limits: { requests: 'documented' },
  });
  const { requestHandler, credentials, clock } = aws;
  return Promise.resolve({
    clientOptions: { region: HOME, requestHandler, credentials, clock, ...options },
    waitOptions: {},
    ...controlsOf(aws),
  });
}

/** A simulated AWS behind sockets, in real time, with the SDK's own HTTP. */
export async function makeHttpWorld(): Promise<ContractWorld> {
  const aws = new SimulatedAws({ timing: SHORT_TIMING });
  const { url } = await aws.listen();
  return {
    clientOptions: { region: HOME, endpoint: url, credentials: aws.credentials },
    waitOptions: { minDelay: 0.01, maxDelay: 0.05 },
    ...controlsOf(aws),
  };
}

/** Every well-formed id stands for something in the simulated AWS. */
const NETWORK = { subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] };

function controlsOf(aws: SimulatedAws): Omit<ContractWorld, 'clientOptions' | 'waitOptions'> {
  return {
    network: NETWORK,
    now: () => aws.clock.now(),
    putImage: (name) => Promise.resolve(aws.putImage({ name })),
    seedMetric: (metric: SeededMetric) => {
      aws.putMetric(metric);
      return Promise.resolve();
    },
    close: () => aws.close(),
  };
}
