import type { Logger } from 'ec2-worker-client';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from './worker-simulation.js';

const REGION = 'us-east-1';
const AMI = 'ami-0123456789abcdef0';

/** A client with settings, whose warnings are kept. */
function prepare(worker: object = {}) {
  const warnings: unknown[][] = [];
  const nothing = (): void => undefined;
  const warn = (...content: unknown[]): void => {
    warnings.push(content);
  };
  const logger: Logger = { debug: nothing, info: nothing, warn, error: nothing };
  const settings = defineWorkerSettings({
    worker: { ami: { [REGION]: { amiId: AMI, amiName: 'cml' } }, ...worker },
  });
  return { simulation: new WorkerSimulation({ settings, logger }), warnings };
}

const codesOf = (warnings: readonly unknown[][]): unknown[] =>
  warnings.map(([, details]) => (details as { readonly code?: string }).code);

describe('several launches by settings', () => {
  it('need a name and a number, and are completed like one', async () => {
    const { simulation } = prepare({
      keyPairs: { [REGION]: 'cml-worker-keypair-use1' },
      defaultTags: { ManagedBy: 'CML-Cloud-Manager' },
    });

    const { instances } = await simulation.client.createInstances({ name: 'worker', count: 2 });

    expect(instances).toHaveLength(2);
    for (const instance of instances) {
      expect(instance).toMatchObject({
        amiId: AMI,
        amiName: 'cml',
        instanceType: 'c5.2xlarge',
        keyName: 'cml-worker-keypair-use1',
        tags: { ManagedBy: 'CML-Cloud-Manager' },
      });
    }
  });

  it.each([
    ['a type', { instanceType: 'm5zn.metal' }, undefined, 'instanceType'],
    [
      'the type of a choice',
      { choices: [{ instanceType: 't3.xlarge' }, { instanceType: 'm5zn.metal' }] },
      undefined,
      'choices.1.instanceType',
    ],
    ['a region', {}, 'eu-central-1', 'region'],
    ['a region without an image', {}, 'eu-west-1', 'amiId'],
  ])('refuse %s that the settings do not have, and send nothing', async (_, input, region, parameter) => {
    const { simulation } = prepare();

    const error = await failure(
      simulation.client.createInstances({ name: 'worker', count: 2, ...input }, { region }),
    );

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter, operation: 'createInstances' });
    expect(simulation.actions).toEqual([]);
  });

  it('fall back on the allowed types alone', async () => {
    const { simulation } = prepare();
    simulation.aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 1 });

    const { instances, complete } = await simulation.client.createInstances({
      name: 'worker',
      count: 2,
      launchKey: 'lab-7',
      choices: [{}, { instanceType: 'c5.4xlarge' }],
    });

    expect(complete).toBe(true);
    expect(instances.map(({ instanceType }) => instanceType)).toEqual(['c5.2xlarge', 'c5.4xlarge']);
  });
});

describe('another type for a worker, by settings', () => {
  it('has to be an allowed one', async () => {
    const { simulation } = prepare();
    const { client } = simulation;
    const worker = await client.createInstance({ name: 'worker' });
    await client.waitUntilRunning(worker);
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);
    simulation.aws.clearRequests();

    const error = await failure(client.changeInstanceType(worker, 'c5.2xlrge'));
    await client.changeInstanceType(worker, 'c5.4xlarge');

    expect(error).toMatchObject({
      kind: 'invalid-parameter',
      operation: 'changeInstanceType',
      parameter: 'instanceType',
    });
    expect(error.message).toContain('Did you mean "c5.2xlarge"?');
    expect(simulation.actions).toEqual(['ModifyInstanceAttribute']);
    expect((await client.getInstanceDetails(worker)).instanceType).toBe('c5.4xlarge');
  });
});

describe('the fitness of launches by settings', () => {
  it.each(['t3.xlarge', 'c5.2xlarge', 'c5.4xlarge'])(
    'on %s, which cannot run nodes of Cisco Modeling Labs, is a warning, to the logger and in the result',
    async (instanceType) => {
      const { simulation, warnings } = prepare();

      await simulation.client.createInstance({ name: 'worker', instanceType });
      const result = await simulation.client.createInstances({ name: 'worker', count: 1, instanceType });

      expect(codesOf(warnings)).toEqual(['NO_HARDWARE_VIRTUALIZATION', 'NO_HARDWARE_VIRTUALIZATION']);
      expect(result.warnings).toMatchObject([{ code: 'NO_HARDWARE_VIRTUALIZATION' }]);
    },
  );

  it('reads a type once', async () => {
    const { simulation } = prepare();

    await simulation.client.createInstance({ name: 'worker-1' });
    await simulation.client.createInstance({ name: 'worker-2' });

    expect(simulation.actions.toSorted()).toEqual([
      'DescribeInstanceTypeOfferings',
      'DescribeInstanceTypes',
      'RunInstances',
      'RunInstances',
    ]);
  });

  it('lets CML run without a word where the type can: nested virtualisation is switched on', async () => {
    const { simulation, warnings } = prepare({
      defaultInstanceType: 'm8i.4xlarge',
      allowedInstanceTypes: ['m8i.4xlarge'],
    });

    await simulation.client.createInstance({ name: 'worker' });

    const launch = simulation.aws.requests.find(({ action }) => action === 'RunInstances');
    expect(launch?.parameters['CpuOptions']).toEqual({ NestedVirtualization: 'enabled' });
    expect(warnings).toEqual([]);
  });

  it('is left alone where a launch says so', async () => {
    const { simulation, warnings } = prepare();

    await simulation.client.createInstance({ name: 'worker', checkFitness: false });

    expect(simulation.actions).toEqual(['RunInstances']);
    expect(warnings).toEqual([]);
  });

  it('never keeps a launch from being made that may not be looked at', async () => {
    const { simulation, warnings } = prepare();
    simulation.aws.iam.deny({ action: 'ec2:Describe*' });

    await simulation.client.createInstance({ name: 'worker' });

    expect(codesOf(warnings)).toEqual(['NOT_CHECKED', 'NOT_CHECKED']);
  });
});
