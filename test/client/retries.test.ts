import { EC2Client } from '@aws-sdk/client-ec2';
import { InsufficientCapacityError } from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from './worker-simulation.js';

/** The parameters of the launches that AWS received. */
function launches({ aws }: WorkerSimulation): readonly Readonly<Record<string, unknown>>[] {
  return aws.requests.filter(({ action }) => action === 'RunInstances').map(({ parameters }) => parameters);
}

describe('retries', () => {
  it.each([
    ['throttling', { code: 'RequestLimitExceeded' }, 'throttled'],
    ['an error of the service', { code: 'InternalError' }, 'service-unavailable'],
    ['a page of a load balancer', { effect: 'html-502' }, 'service-unavailable'],
    ['a connection that breaks', { effect: 'reset' }, 'network'],
    ['a reply that is lost', { effect: 'lost-reply' }, 'network'],
  ] as const)('ride out %s, or give the error of it when attempts run out', async (_, fault, kind) => {
    const simulation = new WorkerSimulation({ maxAttempts: 3 });
    const worker = await simulation.launch();

    simulation.aws.fail({ action: 'CreateTags', times: 2, ...fault });
    await simulation.client.addTags(worker, { AssignedLab: 'lab-1' });
    simulation.aws.fail({ action: 'DeleteTags', times: 3, ...fault });
    const error = await failure(simulation.client.removeTags(worker, ['AssignedLab']));

    expect(error).toMatchObject({ kind, operation: 'removeTags', instanceIds: [worker.instanceId] });
    expect(simulation.actions).toEqual([
      ...Array.from({ length: 3 }, () => 'CreateTags'),
      ...Array.from({ length: 3 }, () => 'DeleteTags'),
    ]);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it.each([
    ['InsufficientInstanceCapacity', 'insufficient-capacity'],
    ['VcpuLimitExceeded', 'quota-exceeded'],
    ['UnauthorizedOperation', 'permission-denied'],
    ['InvalidParameterValue', 'invalid-parameter'],
    ['InvalidAMIID.NotFound', 'resource-not-found'],
    ['Unsupported', 'unsupported'],
    ['IdempotentParameterMismatch', 'conflict'],
    ['SomethingNewFromAws', 'unknown'],
  ])('are not made after %s', async (code, kind) => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'RunInstances', code, times: Infinity });

    const error = await failure(simulation.client.createInstance(LAUNCH));

    expect(error).toMatchObject({ kind, code, clientToken: expect.any(String) });
    expect(simulation.actions).toEqual(['RunInstances']);
  });

  it('are not made for capacity although EC2 calls it an error of the server', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity', httpStatus: 500 });

    const error = await failure(simulation.client.createInstance(LAUNCH));

    expect(error).toBeInstanceOf(InsufficientCapacityError);
    expect(error).toMatchObject({ httpStatus: 500, fallbackScope: 'type' });
    expect(simulation.actions).toHaveLength(1);
  });

  it('stop after one attempt when no more are allowed', async () => {
    const simulation = new WorkerSimulation({ maxAttempts: 1 });
    const worker = await simulation.launch();
    simulation.aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded' });

    await expect(simulation.client.getTags(worker)).rejects.toMatchObject({ kind: 'throttled' });

    expect(simulation.actions).toHaveLength(1);
  });

  it('use the same client token in every attempt, so that one instance comes to be', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'RunInstances', effect: 'lost-reply' });
    simulation.aws.fail({ action: 'RunInstances', code: 'RequestLimitExceeded' });
    simulation.aws.fail({ action: 'RunInstances', effect: 'truncated' });

    const worker = await simulation.client.createInstance(LAUNCH);

    const tokens = launches(simulation).map(({ ClientToken }) => ClientToken);
    expect(tokens).toHaveLength(4);
    expect(new Set(tokens)).toEqual(new Set([worker.clientToken]));
    await expect(simulation.client.listInstances()).resolves.toMatchObject([
      { instanceId: worker.instanceId },
    ]);
  });

  it('use a token of their own in every launch', async () => {
    const simulation = new WorkerSimulation();

    const first = await simulation.client.createInstance(LAUNCH);
    const second = await simulation.client.createInstance(LAUNCH);

    expect(first.clientToken).not.toBe(second.clientToken);
    expect(first.instanceId).not.toBe(second.instanceId);
  });

  it('keep one instance even if an override takes the token away', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'RunInstances', effect: 'lost-reply' });

    await simulation.client.createInstance({ ...LAUNCH, overrides: { ClientToken: undefined } });

    await expect(simulation.client.listInstances()).resolves.toHaveLength(1);
  });

  it('do not reboot twice: not after a reply that is lost, but after throttling', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();

    simulation.aws.fail({ action: 'RebootInstances', effect: 'lost-reply' });
    const error = await failure(simulation.client.rebootInstance(worker));
    const sent = simulation.actions.length;
    simulation.aws.fail({ action: 'RebootInstances', code: 'RequestLimitExceeded' });
    await simulation.client.rebootInstance(worker);

    expect(error.kind).toBe('network');
    expect(sent).toBe(1);
    expect(simulation.actions).toHaveLength(3);
  });
});

describe('an SDK client that was handed in', () => {
  function handIn(maxAttempts: number) {
    const simulation = new WorkerSimulation({}, { maxClockSkewMs: Infinity });
    const { aws } = simulation;
    const ec2 = new EC2Client({
      region: 'us-east-1',
      requestHandler: aws.requestHandler,
      credentials: aws.credentials,
      maxAttempts,
    });
    return { simulation, ec2, client: simulation.connect({ ec2 }) };
  }

  it('keeps its own retries', async () => {
    const { simulation, client } = handIn(2);
    simulation.aws.fail({ action: 'DescribeInstances', code: 'InternalError', times: 1 });

    await expect(client.listInstances()).resolves.toEqual([]);

    expect(simulation.actions).toHaveLength(2);
  });

  it('gets no retries of ours on top', async () => {
    const { simulation, client } = handIn(2);
    simulation.aws.fail({ action: 'DescribeInstances', code: 'InternalError', times: Infinity });

    await expect(client.listInstances()).rejects.toMatchObject({ kind: 'service-unavailable' });

    expect(simulation.actions).toHaveLength(2);
  });

  it('is the one in use, and is never destroyed', async () => {
    const { client, ec2 } = handIn(1);
    const destroy = vi.spyOn(ec2, 'destroy');
    await client.listInstances();

    const inUse = await client.ec2();
    client.destroy();

    expect(inUse).toBe(ec2);
    expect(destroy).not.toHaveBeenCalled();
  });
});
