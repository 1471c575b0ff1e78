import { getEventListeners } from 'node:events';
import {
  type CreateInstanceInput,
  Ec2WorkerClient,
  type Ec2WorkerClientOptions,
  Ec2WorkerError,
  type WaitOptions,
  type WorkerInstance,
} from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';

type AwsOptions = NonNullable<ConstructorParameters<typeof SimulatedAws>[0]>;

/** The least that a launch needs, with the image's name, so that nobody has to ask for it. */
export const LAUNCH: CreateInstanceInput = {
  name: 'worker-1',
  amiId: 'ami-0123456789abcdef0',
  amiName: 'CML-2.7.0-Ubuntu-22.04',
  instanceType: 'c5.2xlarge',
};

/** An id that is well-formed and that no simulation launches. */
export const STRANGER = 'i-0123456789abcdef0';

/** A simulated AWS, the clock that it shares with a client, and that client. */
export class WorkerSimulation {
  readonly clock: ManualClock;
  readonly aws: SimulatedAws;
  readonly client: Ec2WorkerClient;

  constructor(
    clientOptions: Ec2WorkerClientOptions = {},
    awsOptions: AwsOptions & { readonly autoAdvance?: boolean } = {},
  ) {
    const { autoAdvance = true, ...others } = awsOptions;
    this.clock = new ManualClock({ autoAdvance });
    this.aws = new SimulatedAws({ clock: this.clock, ...others });
    this.client = this.connect(clientOptions);
  }

  /** Another client of the same AWS. */
  connect(options: Ec2WorkerClientOptions = {}): Ec2WorkerClient {
    return new Ec2WorkerClient({
      region: 'us-east-1',
      requestHandler: this.aws.requestHandler,
      credentials: this.aws.credentialsProvider,
      clock: this.clock,
      ...options,
    });
  }

  /** The actions received so far, in order. */
  get actions(): string[] {
    return this.aws.requests.map(({ action }) => action);
  }

  /** Launches a worker and forgets the request. */
  async launch(input: Partial<CreateInstanceInput> = {}): Promise<WorkerInstance> {
    const worker = await this.client.createInstance({ ...LAUNCH, ...input });
    this.aws.clearRequests();
    return worker;
  }

  /** Launches a worker, waits until its checks pass, and forgets the requests. */
  async launchHealthy(
    input: Partial<CreateInstanceInput> = {},
    options: WaitOptions = {},
  ): Promise<WorkerInstance> {
    const worker = await this.launch(input);
    const healthy = await this.client.waitUntilHealthy(worker, options);
    this.aws.clearRequests();
    return healthy;
  }
}

/** The error of this package that a promise is rejected with; anything else fails the test. */
export async function failure(promise: Promise<unknown>): Promise<Ec2WorkerError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Ec2WorkerError) return error;
    throw error;
  }
  throw new Error('Expected a rejection.');
}

/** How many still listen to a signal. */
export function listenersOf(signal: AbortSignal): number {
  return getEventListeners(signal, 'abort').length;
}

/** Lets everything run on that needs no time to pass. */
export async function turns(count = 30): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
