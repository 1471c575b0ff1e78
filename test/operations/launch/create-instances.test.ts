import {
  type CreateInstancesInput,
  InsufficientCapacityError,
  LaunchFailedError,
  launchChoices,
  PermissionDeniedError,
  QuotaExceededError,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';
import { watchedHandler } from './watched-handler.js';

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'] as const;

/** A simulation with a subnet in each zone. */
function simulate(options: ConstructorParameters<typeof WorkerSimulation>[1] = {}) {
  const simulation = new WorkerSimulation({}, options);
  const subnetIds = ZONES.map((availabilityZone) => simulation.aws.putSubnet({ availabilityZone }));
  return { simulation, subnetIds };
}

/** The requests to launch, by what varies. */
function requestsOf({ aws }: WorkerSimulation) {
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

async function launchFailure(promise: Promise<unknown>): Promise<LaunchFailedError> {
  const error = await failure(promise);
  if (!LaunchFailedError.isInstance(error)) throw error;
  return error;
}

const input = (more: Partial<CreateInstancesInput>): CreateInstancesInput => ({
  ...LAUNCH,
  count: 1,
  ...more,
});

describe('createInstances', () => {
  it('launches as many as are asked for, in one request', async () => {
    const { client, aws, actions } = new WorkerSimulation();

    const result = await client.createInstances(input({ count: 3, tags: { Team: 'labs' } }));

    expect(result).toMatchObject({ complete: true, failures: [], warnings: [], rolledBack: undefined });
    expect(new Set(result.instances.map(({ instanceId }) => instanceId)).size).toBe(3);
    expect(result.instances[0]).toMatchObject({
      name: 'worker-1',
      amiName: LAUNCH.amiName,
      tags: { Name: 'worker-1', Team: 'labs' },
    });
    expect(result.attempts).toEqual([
      {
        instanceType: 'c5.2xlarge',
        subnetId: undefined,
        market: 'on-demand',
        clientToken: expect.any(String) as string,
        requested: 3,
        launched: 3,
        error: undefined,
      },
    ]);
    expect(actions).toEqual([]);
    expect(aws.requests.map(({ action }) => action)).toEqual(['RunInstances']);
  });

  it('tries the choices in order, each once, when AWS has no capacity', async () => {
    const { simulation, subnetIds } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ market: 'spot', instances: 0 });
    aws.setCapacity({ instanceType: 'c5.metal', instances: 0 });
    const choices = launchChoices({
      markets: ['spot', 'on-demand'],
      instanceTypes: ['c5.metal', 'm5.metal'],
      subnetIds: subnetIds.slice(0, 2),
    });

    const result = await client.createInstances(input({ choices }));

    const requests = requestsOf(simulation);
    expect(result).toMatchObject({ complete: true, failures: [] });
    expect(result.instances[0]).toMatchObject({ instanceType: 'm5.metal', subnetId: subnetIds[0] });
    expect(requests.map(({ type, subnet, spot }) => [type, subnet, spot])).toEqual([
      ['c5.metal', subnetIds[0], true],
      ['c5.metal', subnetIds[1], true],
      ['m5.metal', subnetIds[0], true],
      ['m5.metal', subnetIds[1], true],
      ['c5.metal', subnetIds[0], false],
      ['c5.metal', subnetIds[1], false],
      ['m5.metal', subnetIds[0], false],
    ]);
    expect(new Set(requests.map(({ token }) => token)).size).toBe(7);
    expect(result.attempts.map(({ error }) => error?.constructor)).toEqual([
      ...Array.from({ length: 6 }, () => InsufficientCapacityError),
      undefined,
    ]);
    expect(result.attempts.map(({ clientToken }) => clientToken)).toEqual(requests.map(({ token }) => token));
  });

  it('takes what a choice has, and the rest from the next one', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.metal', instances: 2 });
    const choices = launchChoices({ instanceTypes: ['c5.metal', 'm5.metal'] });

    const result = await client.createInstances(input({ count: 5, choices }));

    expect(result.complete).toBe(true);
    expect(result.instances.map(({ instanceType }) => instanceType)).toEqual([
      ...['c5.metal', 'c5.metal'],
      ...['m5.metal', 'm5.metal', 'm5.metal'],
    ]);
    expect(result.attempts).toMatchObject([
      { requested: 5, launched: 2, error: undefined },
      { requested: 3, launched: 3, error: undefined },
    ]);
  });

  it('gives what there is, and asks the last choice once more to learn why there is no more', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setQuota({ vcpus: 16 });

    const result = await client.createInstances(input({ count: 5 }));

    expect(result).toMatchObject({ complete: false, failures: [{ count: 3 }] });
    expect(result.instances).toHaveLength(2);
    expect(result.failures[0]?.error).toBeInstanceOf(QuotaExceededError);
    expect(result.attempts).toMatchObject([
      { requested: 5, launched: 2 },
      { requested: 3, launched: 0 },
    ]);
  });

  it('leaves out what draws on a pool that has refused already', async () => {
    const { simulation, subnetIds } = simulate();
    const { aws, client } = simulation;
    const twin = aws.putSubnet({ availabilityZone: ZONES[0] });
    const full = aws.putSubnet({ availabilityZone: ZONES[1], addresses: 0 });
    aws.setCapacity({ instanceType: 'c5.metal', availabilityZone: ZONES[0], instances: 0 });
    const [first = ''] = subnetIds;
    // AWS names the zone of the first subnet, and an instance that of its twin.
    await client.createInstance({ ...LAUNCH, subnetId: twin });
    aws.clearRequests();

    const result = await client.createInstances(
      input({
        choices: [
          { instanceType: 'c5.metal', subnetId: first },
          { instanceType: 'c5.metal', subnetId: twin },
          { instanceType: 'c5.metal', subnetId: full },
          { instanceType: 'm5.metal', subnetId: full },
          { instanceType: 'm5.metal', subnetId: first },
        ],
      }),
    );

    expect(requestsOf(simulation).map(({ type, subnet }) => [type, subnet])).toEqual([
      ['c5.metal', first],
      ['c5.metal', full],
      ['m5.metal', first],
    ]);
    expect(result.complete).toBe(true);
  });

  it('goes on to the next zone when one does not offer the type', async () => {
    const { simulation, subnetIds } = simulate();
    const { aws, client } = simulation;
    aws.setOffering({ instanceType: 'c5.metal', availabilityZones: [ZONES[1]] });
    const choices = launchChoices({ instanceTypes: ['c5.metal'], subnetIds });

    const result = await client.createInstances(input({ choices }));

    expect(result.instances[0]?.availabilityZone).toBe(ZONES[1]);
    expect(result.attempts[0]?.error).toMatchObject({ kind: 'unsupported', fallbackScope: 'zone' });
  });

  it('chooses among zones by name as well', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ availabilityZone: ZONES[0], instances: 0 });
    const choices = ZONES.map((availabilityZone) => ({ availabilityZone }));

    const result = await client.createInstances(input({ subnetId: 'subnet-0123456789abcdef0', choices }));

    expect(result.instances[0]?.availabilityZone).toBe(ZONES[1]);
    expect(result.attempts).toMatchObject([{ availabilityZone: ZONES[0] }, { availabilityZone: ZONES[1] }]);
  });

  it.each([
    ['VcpuLimitExceeded', 'quota-exceeded', QuotaExceededError],
    ['MaxSpotInstanceCountExceeded', 'quota-exceeded', QuotaExceededError],
    ['UnauthorizedOperation', 'permission-denied', PermissionDeniedError],
    ['InvalidParameterValue', 'invalid-parameter', undefined],
    ['InvalidAMIID.NotFound', 'resource-not-found', undefined],
    ['AuthFailure', 'authentication', undefined],
  ])('stops at %s, and tells every attempt', async (code, kind, causeClass) => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.metal', instances: 0 });
    aws.setCapacity({ instanceType: 'm5.metal', instances: 0 });
    const instanceTypes = ['c5.metal', 'm5.metal', 'r5.metal', 'm5zn.metal'];
    const choices = launchChoices({ instanceTypes });
    aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity', times: 2 });
    aws.fail({ action: 'RunInstances', code, times: Infinity });

    const error = await launchFailure(client.createInstances(input({ count: 2, choices })));

    expect(error.result.attempts.map(({ instanceType }) => instanceType)).toEqual(instanceTypes.slice(0, 3));
    expect(error.cause).toMatchObject({ kind, code });
    if (causeClass !== undefined) expect(error.cause).toBeInstanceOf(causeClass);
    expect(error).toMatchObject({
      code,
      retryable: false,
      operation: 'createInstances',
      region: 'us-east-1',
    });
    expect(error.message).toContain(
      `in 3 attempts (c5.metal: InsufficientInstanceCapacity; m5.metal: InsufficientInstanceCapacity; r5.metal: ${code})`,
    );
  });

  it('stops at a throttled launch after its retries, which may be tried again', async () => {
    const { simulation } = simulate();
    simulation.aws.fail({ action: 'RunInstances', code: 'RequestLimitExceeded', times: Infinity });
    const choices = launchChoices({ instanceTypes: ['c5.metal', 'm5.metal'] });

    const error = await launchFailure(simulation.client.createInstances(input({ choices })));

    expect(error).toMatchObject({ retryable: true, code: 'RequestLimitExceeded' });
    expect(error.result.attempts).toHaveLength(1);
    expect(requestsOf(simulation)).toHaveLength(4);
  });

  it('tells what exists when a quota ends it half way', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 1 });
    aws.setQuota({ vcpus: 16 });
    const choices = launchChoices({ instanceTypes: ['c5.2xlarge', 'm5.4xlarge'] });

    const result = await client.createInstances(input({ count: 3, choices }));

    expect(result).toMatchObject({ complete: false, failures: [{ count: 2 }] });
    expect(result.instances).toHaveLength(1);
    expect(result.failures[0]?.error).toMatchObject({ kind: 'quota-exceeded' });
  });
});

describe('minCount', () => {
  it('not reached is an error that has the instances and the attempts', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });

    const error = await launchFailure(client.createInstances(input({ count: 4, minCount: 3 })));

    const ids = error.result.instances.map(({ instanceId }) => instanceId);
    expect(ids).toHaveLength(2);
    expect(error).toMatchObject({
      kind: 'launch-failed',
      instanceIds: ids,
      code: 'InsufficientInstanceCapacity',
      fallbackScope: 'type',
      retryable: true,
    });
    expect(error.message).toContain('2 of 4 instances were launched');
    expect(await client.listInstances()).toHaveLength(2);
  });

  it('not reached takes back what was launched, if told to', async () => {
    const { simulation } = simulate({ timing: { visibleAfterMs: 3_000 } });
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });

    const error = await launchFailure(
      client.createInstances(input({ count: 4, minCount: 3, rollback: true })),
    );

    expect(error.result).toMatchObject({ instances: [], complete: false, failures: [{ count: 2 }] });
    expect(error.result.rolledBack).toHaveLength(2);
    expect(error.message).toContain('The rollback has terminated 2 of them.');
    await aws.advance(60_000);
    const left = await client.listInstances({ includeTerminated: true });
    expect(left.map(({ instanceState }) => instanceState)).toEqual(['terminated', 'terminated']);
  });

  it('tells what the rollback could not take back', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });

    const error = await launchFailure(
      client.createInstances(input({ count: 4, minCount: 3, rollback: true, terminationProtection: true })),
    );

    expect(error.result.instances).toHaveLength(2);
    expect(error.result.rolledBack).toEqual([]);
    expect(error.instanceIds).toHaveLength(2);
  });

  it('of 0 makes even nothing a result', async () => {
    const { simulation } = simulate();
    simulation.aws.setCapacity({ instances: 0 });

    const result = await simulation.client.createInstances(input({ count: 2, minCount: 0 }));

    expect(result).toMatchObject({ instances: [], complete: false, failures: [{ count: 2 }] });
  });

  it('is 1 by default', async () => {
    const { simulation } = simulate();
    simulation.aws.setCapacity({ instances: 0 });

    const error = await launchFailure(simulation.client.createInstances(input({ count: 2 })));

    expect(error.cause).toBeInstanceOf(InsufficientCapacityError);
    expect(requestsOf(simulation)).toHaveLength(1);
  });
});

describe('a launch that nobody knows the outcome of', () => {
  it('is not followed by another choice, which might launch once too often', async () => {
    const { simulation } = simulate();
    simulation.aws.fail({ action: 'RunInstances', effect: 'html-502', times: Infinity });
    const choices = launchChoices({ instanceTypes: ['c5.metal', 'm5.metal'] });

    const error = await launchFailure(simulation.client.createInstances(input({ choices })));

    expect(error.result.attempts).toHaveLength(1);
    expect(error.clientToken).toBe(error.result.attempts[0]?.clientToken);
    expect(error.message).toContain('Launch again with clientToken');
  });

  it('is found whole by its token, although EC2 shows its instances one after the other', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.fail({ action: 'RunInstances', effect: 'lost-reply', times: 4 });
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });
    const choices = launchChoices({ instanceTypes: ['c5.2xlarge', 'm5.2xlarge'] });

    const result = await client.createInstances(input({ count: 3, choices }));

    expect(result.complete).toBe(true);
    expect(await client.listInstances()).toHaveLength(3);
    // Two were found, which need not be all: the token was asked for once more, and told that they are.
    expect(requestsOf(simulation).map(({ type, count }) => [type, count])).toEqual([
      ...Array.from({ length: 5 }, () => ['c5.2xlarge', 3]),
      ['m5.2xlarge', 1],
    ]);
  });
});

describe('an aborted launch', () => {
  it('tells what it has launched, and sends nothing more', async () => {
    const { simulation } = simulate({ autoAdvance: false });
    const { aws } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 1 });
    // The second request is throttled, and waits when the abort comes.
    const client = simulation.connect({
      requestHandler: watchedHandler(aws.requestHandler, async (send) => {
        const reply = await send();
        aws.fail({ action: 'RunInstances', code: 'RequestLimitExceeded' });
        return reply;
      }),
    });
    const controller = new AbortController();
    const choices = launchChoices({ instanceTypes: ['c5.2xlarge', 'm5.2xlarge'] });
    const launch = failure(
      client.createInstances(input({ count: 2, choices, rollback: true }), {
        abortSignal: controller.signal,
      }),
    );
    await aws.advance(0);

    controller.abort(new Error('enough'));

    const error = await launch;
    const [worker] = await simulation.client.listInstances();
    expect(error).toMatchObject({ kind: 'aborted', instanceIds: [worker?.instanceId] });
    expect(error.message).toContain(worker?.instanceId);
    expect(requestsOf(simulation)).toHaveLength(2);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });
});
