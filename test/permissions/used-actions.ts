import {
  type CreateInstanceInput,
  type Ec2WorkerClient,
  LaunchFailedError,
  PermissionDeniedError,
  type WorkerFeature,
  type WorkerInstance,
  workerMetrics,
} from 'ec2-worker-client';
import { failure, LAUNCH, type WorkerSimulation } from '../client/worker-simulation.js';

/** What a use is made with. */
export interface UseParts extends Pick<WorkerSimulation, 'aws' | 'clock'> {
  readonly client: Ec2WorkerClient;
  /** One that runs, and one that is stopped. */
  readonly running: WorkerInstance;
  readonly stopped: WorkerInstance;
}

/** A way to use the client, and what it needs. */
export interface Use {
  /** The public method. */
  readonly method: string;
  readonly what?: string;
  /** The features without which it fails. */
  readonly features: readonly WorkerFeature[];
  /** The features that it can do without. */
  readonly optional?: readonly WorkerFeature[];
  readonly run: (parts: UseParts) => Promise<unknown>;
}

const ROLE = 'arn:aws:iam::111122223333:role/workers';
const several: CreateInstanceInput & { count: number } = { ...LAUNCH, count: 2 };
const { amiName: _, ...unnamed } = LAUNCH;

const NETWORK = { subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] } as const;
/** The launch template that there is from the start. */
export const TEMPLATE_NAME = 'cml-worker';

const TEMPLATE = { launchTemplate: { name: TEMPLATE_NAME } } as const;

/** Every method of the client, in each way that asks AWS for other actions. */
export const USES: readonly Use[] = [
  { method: 'createInstance', features: ['launch'], run: ({ client }) => client.createInstance(LAUNCH) },
  {
    method: 'createInstance',
    what: 'after a lost reply',
    features: ['launch'],
    run: ({ client, aws }) => {
      aws.fail({ action: 'RunInstances', effect: 'lost-reply', times: 4 });
      return client.createInstance(LAUNCH);
    },
  },
  {
    method: 'createInstance',
    what: 'of an image whose root volume is sized',
    features: ['launch', 'images'],
    run: ({ client }) => client.createInstance({ ...unnamed, rootVolume: { sizeGiB: 20 } }),
  },
  {
    method: 'createInstance',
    what: 'of an image by a parameter',
    features: ['launch', 'image-parameters'],
    run: ({ client, aws }) => {
      aws.putParameter({ name: '/workers/ami', value: 'ami-0123456789abcdef0' });
      return client.createInstance({ ...LAUNCH, amiId: 'resolve:ssm:/workers/ami' });
    },
  },
  {
    method: 'createInstance',
    what: 'with an instance profile',
    features: ['launch', 'instance-profiles'],
    run: ({ client }) => client.createInstance({ ...LAUNCH, instanceProfile: 'agent' }),
  },
  {
    method: 'createInstance',
    what: 'with a check of its fitness',
    features: ['launch'],
    optional: ['fitness'],
    run: ({ client }) => client.createInstance({ ...LAUNCH, ...NETWORK, checkFitness: true }),
  },
  {
    method: 'createInstance',
    what: 'from a template, with a check of its fitness',
    features: ['launch'],
    optional: ['fitness', 'launch-templates'],
    run: ({ client }) => client.createInstance({ ...LAUNCH, ...TEMPLATE, checkFitness: true }),
  },
  {
    method: 'createInstance',
    what: 'from a template whose root volume is sized',
    features: ['launch', 'launch-templates', 'images'],
    run: ({ client }) =>
      client.createInstance({ ...LAUNCH, ...TEMPLATE, amiId: undefined, rootVolume: { sizeGiB: 20 } }),
  },
  { method: 'createInstances', features: ['launch'], run: ({ client }) => client.createInstances(several) },
  {
    method: 'createInstances',
    what: 'with a key',
    features: ['launch'],
    run: ({ client }) => client.createInstances({ ...several, launchKey: 'lab-7' }),
  },
  {
    method: 'createInstances',
    what: 'that roll back',
    features: ['launch', 'rollback'],
    run: async ({ client, aws }) => {
      // One worker runs already.
      aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });
      const error = await failure(client.createInstances({ ...several, minCount: 2, rollback: true }));
      const rolledBack = LaunchFailedError.isInstance(error) ? error.result.rolledBack : undefined;
      if (rolledBack?.length !== 1) throw error;
    },
  },
  {
    method: 'checkFitness',
    features: ['fitness'],
    run: async ({ client }) => {
      const { findings } = await client.checkFitness({ instanceType: 'm5.metal', ...NETWORK });
      if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join());
    },
  },
  { method: 'images.find', features: ['images'], run: ({ client }) => client.images.find({}) },
  { method: 'images.get', features: ['images'], run: ({ client }) => client.images.get(LAUNCH.amiId ?? '') },
  {
    method: 'startInstance',
    features: ['start'],
    run: ({ client, stopped }) => client.startInstance(stopped),
  },
  { method: 'stopInstance', features: ['stop'], run: ({ client, running }) => client.stopInstance(running) },
  {
    method: 'rebootInstance',
    features: ['reboot'],
    run: ({ client, running }) => client.rebootInstance(running),
  },
  {
    method: 'terminateInstance',
    features: ['terminate'],
    run: ({ client, running }) => client.terminateInstance(running),
  },
  {
    method: 'setTerminationProtection',
    features: ['protection'],
    run: ({ client, running }) => client.setTerminationProtection(running, true),
  },
  {
    method: 'changeInstanceType',
    features: ['type-changes'],
    run: ({ client, stopped }) => client.changeInstanceType(stopped, 'c5.4xlarge'),
  },
  ...(['getInstanceDetails', 'findInstance'] as const).map(
    (method): Use => ({
      method,
      features: ['information'],
      optional: ['images'],
      run: ({ client, running }) => client[method](running),
    }),
  ),
  {
    method: 'getTags',
    features: ['information'],
    run: ({ client, running }) => client.getTags(running),
  },
  {
    method: 'readTags',
    features: ['tag-reads'],
    run: ({ client, running }) => client.readTags(running),
  },
  {
    method: 'listInstances',
    features: ['information'],
    optional: ['images'],
    run: ({ client }) => client.listInstances(),
  },
  {
    method: 'iterateInstances',
    features: ['information'],
    optional: ['images'],
    run: ({ client }) => readAll(client.iterateInstances()),
  },
  {
    method: 'getInstanceStatusChecks',
    features: ['waits'],
    run: ({ client, running }) => client.getInstanceStatusChecks(running),
  },
  {
    method: 'watch',
    features: ['waits'],
    run: ({ client, running }) => readFirst(client.watch([running])),
  },
  ...(['waitUntilRunning', 'waitUntilHealthy'] as const).map(
    (method): Use => ({
      method,
      features: ['waits'],
      optional: ['images'],
      run: ({ client, running }) => client[method](running),
    }),
  ),
  {
    method: 'waitUntilStopped',
    features: ['waits'],
    optional: ['images'],
    run: ({ client, stopped }) => client.waitUntilStopped(stopped),
  },
  {
    method: 'waitUntilTerminated',
    features: ['terminate', 'waits'],
    optional: ['images'],
    run: async ({ client, running }) => {
      await client.terminateInstance(running);
      await client.waitUntilTerminated(running);
    },
  },
  {
    method: 'addTags',
    features: ['tags'],
    run: ({ client, running }) => client.addTags(running, { Team: 'labs' }),
  },
  {
    method: 'removeTags',
    features: ['tags'],
    run: ({ client, running }) => client.removeTags(running, ['Team']),
  },
  {
    method: 'getInstanceResourcesUtilization',
    features: ['utilization'],
    run: ({ client, running }) => client.getInstanceResourcesUtilization(running),
  },
  {
    method: 'metrics.publish',
    features: ['metrics'],
    run: ({ client, running }) =>
      client.metrics.publish('CML/Workers', workerMetrics({ worker: running, activeLabs: 2 })),
  },
  {
    method: 'getConsoleOutput',
    features: ['console'],
    run: ({ client, running }) => client.getConsoleOutput(running),
  },
  { method: 'checkRegion', features: ['regions'], run: ({ client }) => client.checkRegion('us-east-1') },
  {
    method: 'checkAccess',
    features: ['regions'],
    run: ({ client }) => client.checkAccess({ features: ['regions'] }),
  },
  {
    method: 'forAccount',
    features: ['accounts', 'information'],
    run: ({ client }) => client.forAccount({ roleArn: ROLE }).listInstances(),
  },
  {
    method: 'stopInstance',
    what: 'that is refused',
    features: ['denial-details', 'stop'],
    run: async ({ client, aws, running }) => {
      aws.iam.deny({ action: 'ec2:StopInstances' });
      const error = await failure(client.stopInstance(running));
      if (!PermissionDeniedError.isInstance(error) || error.decoded === undefined) throw error;
    },
  },
];

async function readAll(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

async function readFirst(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items) return;
}
