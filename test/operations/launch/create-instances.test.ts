import {
  InsufficientCapacityError,
  launchChoices,
  PermissionDeniedError,
  QuotaExceededError,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';
import { input, launchFailure, requestsOf, simulate, ZONES } from './launch-simulation.js';

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
