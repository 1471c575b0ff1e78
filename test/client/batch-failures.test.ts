import type { WorkerInstance } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { Crowd, countFulfilled } from './crowd.js';
import { LAUNCH, STRANGER, WorkerSimulation } from './worker-simulation.js';

const OTHER_STRANGER = 'i-0123456789abcdef1';

describe('a shared request that is throttled', () => {
  it('is sent again as a whole, and never as many', async () => {
    const crowd = await Crowd.gather(90);
    crowd.simulation.aws.fail({ action: 'StopInstances', code: 'RequestLimitExceeded', times: 2 });

    const outcomes = await crowd.all((id) => crowd.client.stopInstance(id));

    expect(countFulfilled(outcomes)).toBe(90);
    expect(crowd.requests).toEqual({ 'StopInstances RequestLimitExceeded': 2, StopInstances: 1 });
  });

  it('fails for every caller when attempts run out, with the words of each', async () => {
    const crowd = await Crowd.gather(40, { maxAttempts: 2 });
    crowd.simulation.aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded', times: Infinity });

    const outcomes = await crowd.all((id) => crowd.client.getTags(id));

    expect(outcomes[11]).toMatchObject({
      reason: {
        kind: 'throttled',
        operation: 'getTags',
        instanceIds: [crowd.ids[11]],
        requestId: expect.any(String),
        message: expect.stringContaining(`getTags ${crowd.ids[11]} in us-east-1 failed`),
      },
    });
    expect(crowd.requests).toEqual({ 'DescribeInstances RequestLimitExceeded': 2 });
  });

  it.each([
    ['a lost reply', { effect: 'lost-reply' }],
    ['an error page', { effect: 'html-502' }],
    ['an error of the service', { code: 'InternalError' }],
  ] as const)('is sent again as a whole after %s', async (_, fault) => {
    const crowd = await Crowd.gather(20);
    crowd.simulation.aws.fail({ action: 'CreateTags', ...fault });

    const outcomes = await crowd.all((id) => crowd.client.addTags(id, { a: 'b' }));

    expect(countFulfilled(outcomes)).toBe(20);
    expect(crowd.simulation.actions).toEqual(['CreateTags', 'CreateTags']);
  });

  it('is not sent again if it may have been a reboot', async () => {
    const crowd = await Crowd.gather(3);
    crowd.simulation.aws.fail({ action: 'RebootInstances', effect: 'lost-reply' });

    const outcomes = await crowd.all((id) => crowd.client.rebootInstance(id));

    expect(outcomes).toMatchObject(
      crowd.ids.map((id) => ({ reason: { kind: 'network', instanceIds: [id] } })),
    );
    expect(crowd.simulation.actions).toHaveLength(1);
  });

  it('gets fresh credentials once', async () => {
    const crowd = await Crowd.gather(20);
    crowd.simulation.aws.expireCredentials();

    const outcomes = await crowd.all((id) => crowd.client.stopInstance(id));

    expect(countFulfilled(outcomes)).toBe(20);
    expect(crowd.simulation.actions).toHaveLength(2);
  });
});

describe('a shared change that EC2 refuses for the sake of some', () => {
  it('goes on without those that it does not know', async () => {
    const crowd = await Crowd.gather(50);
    const { client } = crowd;

    const [strangers, outcomes] = await Promise.all([
      Promise.allSettled([STRANGER, OTHER_STRANGER].map((id) => client.startInstance(id))),
      crowd.all((id) => client.startInstance(id)),
    ]);

    expect(countFulfilled(outcomes)).toBe(50);
    expect(strangers).toMatchObject([
      { reason: { kind: 'instance-not-found', operation: 'startInstance', instanceIds: [STRANGER] } },
      { reason: { kind: 'instance-not-found', operation: 'startInstance', instanceIds: [OTHER_STRANGER] } },
    ]);
    expect(crowd.simulation.actions).toEqual(['StartInstances', 'StartInstances']);
  });

  it('goes on without those whose state does not fit', async () => {
    const crowd = await Crowd.gather(20);
    const { client, simulation } = crowd;
    const [gone = '', ...others] = crowd.ids;
    await client.terminateInstance(gone);
    await simulation.aws.advance(60_000);
    simulation.aws.clearRequests();

    const outcomes = await crowd.all((id) => client.stopInstance(id));

    expect(outcomes[0]).toMatchObject({ reason: { kind: 'incorrect-state', instanceIds: [gone] } });
    expect(countFulfilled(outcomes)).toBe(others.length);
    expect(simulation.actions).toEqual(['StopInstances', 'StopInstances']);
  });

  it('finds out by halves whom an error means that names nobody', async () => {
    const crowd = await Crowd.gather(64);
    const { client, simulation } = crowd;
    const full = crowd.ids[37] ?? '';
    simulation.aws.fail({
      action: 'CreateTags',
      code: 'TagLimitExceeded',
      message: 'The maximum number of Tags for a resource has been reached.',
      instanceId: full,
      times: Infinity,
    });

    const outcomes = await crowd.all((id) => client.addTags(id, { a: 'b' }));

    expect(countFulfilled(outcomes)).toBe(63);
    expect(outcomes[37]).toMatchObject({ reason: { kind: 'quota-exceeded', instanceIds: [full] } });
    // Two for each of the six halvings of 64.
    expect(simulation.actions.length).toBeLessThanOrEqual(13);
  });

  it('fails for all if it is refused to all, without a request for each', async () => {
    const crowd = await Crowd.gather(30);
    crowd.simulation.aws.fail({ action: 'DescribeInstances', code: 'UnauthorizedOperation' });

    const outcomes = await crowd.all((id) => crowd.client.getInstanceDetails(id));

    expect(countFulfilled(outcomes)).toBe(0);
    expect(crowd.simulation.actions).toHaveLength(1);
  });
});

describe('a shared termination that meets a protected instance', () => {
  async function launchIn(
    simulation: WorkerSimulation,
    zone: string,
    terminationProtection = false,
  ): Promise<WorkerInstance> {
    return await simulation.client.createInstance({
      ...LAUNCH,
      terminationProtection,
      overrides: { Placement: { AvailabilityZone: `us-east-1${zone}` } },
    });
  }

  it('tells what really became of each', async () => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const kept = await launchIn(simulation, 'a', true);
    const neighbour = await launchIn(simulation, 'a');
    const remote = await launchIn(simulation, 'b');
    await simulation.aws.advance(60_000);
    simulation.aws.clearRequests();

    const outcomes = await Promise.allSettled(
      [kept, neighbour, remote].map((worker) => client.terminateInstance(worker)),
    );

    expect(outcomes).toMatchObject([
      { reason: { kind: 'operation-not-permitted', instanceIds: [kept.instanceId] } },
      { value: { previousState: 'running', currentState: 'shutting-down', changed: true } },
      // EC2 had begun to terminate this one in the request that it refused.
      { value: { previousState: 'unknown', currentState: 'shutting-down', changed: true } },
    ]);
    expect(simulation.actions).toEqual(['TerminateInstances', 'TerminateInstances']);
  });

  it('does not claim to have terminated what was gone before', async () => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const gone = await launchIn(simulation, 'b');
    await client.terminateInstance(gone);

    await expect(client.terminateInstance(gone)).resolves.toMatchObject({
      previousState: 'shutting-down',
      changed: false,
    });
  });
});
