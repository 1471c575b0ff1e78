import { launchChoices } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';

const choices = launchChoices({ instanceTypes: ['c5.metal', 'm5.metal'] });
const INPUT = { ...LAUNCH, count: 1, choices };

/** The types that were asked for since the last time, in order. */
function takeTypes({ aws }: WorkerSimulation): unknown[] {
  const types = aws.requests
    .filter(({ action }) => action === 'RunInstances')
    .map(({ parameters }) => parameters['InstanceType']);
  aws.clearRequests();
  return types;
}

describe('a pool without capacity', () => {
  it('is remembered for three minutes, in which the other choices go first', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.metal', instances: 0 });

    await client.createInstances(INPUT);
    const first = takeTypes(simulation);
    await aws.advance(179_000);
    await client.createInstances(INPUT);
    const meanwhile = takeTypes(simulation);
    await aws.advance(2_000);
    await client.createInstances(INPUT);

    expect(first).toEqual(['c5.metal', 'm5.metal']);
    expect(meanwhile).toEqual(['m5.metal']);
    expect(takeTypes(simulation)).toEqual(['c5.metal', 'm5.metal']);
  });

  it('is asked all the same when nothing else has any, since it may have some again', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.metal', instances: 0 });
    await client.createInstances(INPUT);
    takeTypes(simulation);
    aws.setCapacity({ instanceType: 'c5.metal', instances: 1 });
    aws.setCapacity({ instanceType: 'm5.metal', instances: 0 });

    const result = await client.createInstances(INPUT);

    expect(takeTypes(simulation)).toEqual(['m5.metal', 'c5.metal']);
    expect(result.instances[0]?.instanceType).toBe('c5.metal');
  });

  it('never keeps a single launch from being tried', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    aws.setCapacity({ instances: 0 });
    await expect(client.createInstance(LAUNCH)).rejects.toMatchObject({ kind: 'insufficient-capacity' });
    aws.setCapacity({ instances: 1 });

    await expect(client.createInstance(LAUNCH)).resolves.toBeDefined();
  });

  it('is another one for the other market, and in another zone', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    const [a, b] = ['us-east-1a', 'us-east-1b'].map((availabilityZone) =>
      aws.putSubnet({ availabilityZone }),
    );
    const pool = { instanceType: 'c5.metal', availabilityZone: 'us-east-1a', market: 'spot' } as const;
    aws.setCapacity({ ...pool, instances: 0 });
    await client
      .createInstance({ ...LAUNCH, instanceType: 'c5.metal', subnetId: a, market: 'spot' })
      .catch(() => undefined);
    aws.clearRequests();

    await client.createInstances({
      ...LAUNCH,
      count: 1,
      choices: [
        { instanceType: 'c5.metal', subnetId: a, market: 'spot' },
        { instanceType: 'c5.metal', subnetId: b, market: 'spot' },
        { instanceType: 'c5.metal', subnetId: a },
      ],
    });

    const [request] = aws.requests;
    expect(request?.parameters['SubnetId']).toBe(b);
    expect(request?.parameters['InstanceMarketOptions']).toBeDefined();
  });

  it('is forgotten as soon as it gives something again', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.metal', instances: 0 });
    await client.createInstances(INPUT);
    aws.setCapacity({ instanceType: 'c5.metal', instances: 9 });
    await client.createInstance({ ...LAUNCH, instanceType: 'c5.metal' });
    takeTypes(simulation);

    await client.createInstances(INPUT);

    expect(takeTypes(simulation)).toEqual(['c5.metal']);
  });

  it('is no matter of another client, or of another region', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.metal', instances: 0 });
    await client.createInstances(INPUT);
    takeTypes(simulation);

    await client.createInstances(INPUT, { region: 'eu-west-1' });
    const abroad = takeTypes(simulation);
    await simulation.connect().createInstances(INPUT);

    expect(abroad).toEqual(['c5.metal']);
    expect(takeTypes(simulation)).toEqual(['c5.metal', 'm5.metal']);
  });

  it('is asked once per choice: the retries leave capacity errors alone', async () => {
    const simulation = new WorkerSimulation({ maxAttempts: 5 });
    simulation.aws.setCapacity({ instances: 0 });

    await simulation.client.createInstances({ ...INPUT, minCount: 0 });

    expect(takeTypes(simulation)).toEqual(['c5.metal', 'm5.metal']);
  });
});
