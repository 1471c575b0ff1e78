import type { Ec2WorkerClient, WorkerRef } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from './worker-simulation.js';

type Call = (client: Ec2WorkerClient, worker: WorkerRef) => Promise<unknown>;

/** Calls whose reply holds something, by the action that it answers. */
const ANSWERED: readonly (readonly [string, Call])[] = [
  ['RunInstances', (client) => client.createInstance(LAUNCH)],
  ['StartInstances', (client, worker) => client.startInstance(worker)],
  ['StopInstances', (client, worker) => client.stopInstance(worker)],
  ['TerminateInstances', (client, worker) => client.terminateInstance(worker)],
  ['DescribeInstances', (client) => client.listInstances()],
  ['DescribeInstances', (client, worker) => client.getInstanceDetails(worker)],
  ['DescribeInstances', (client, worker) => client.findInstance(worker)],
  ['DescribeInstances', (client, worker) => client.getTags(worker)],
  ['DescribeInstanceStatus', (client, worker) => client.getInstanceStatusChecks(worker)],
  ['GetConsoleOutput', (client, worker) => client.getConsoleOutput(worker)],
  ['ListMetrics', (client, worker) => client.getInstanceResourcesUtilization(worker)],
  ['GetMetricData', (client, worker) => client.getInstanceResourcesUtilization(worker)],
];

/** Calls whose reply holds nothing but a confirmation. */
const CONFIRMED: readonly (readonly [string, Call])[] = [
  ['RebootInstances', (client, worker) => client.rebootInstance(worker)],
  ['CreateTags', (client, worker) => client.addTags(worker, { AssignedLab: 'lab-1' })],
  ['DeleteTags', (client, worker) => client.removeTags(worker, ['AssignedLab'])],
  ['ModifyInstanceAttribute', (client, worker) => client.setTerminationProtection(worker, true)],
];

async function prepare(): Promise<{ simulation: WorkerSimulation; worker: WorkerRef }> {
  const simulation = new WorkerSimulation({ maxAttempts: 2 });
  const worker = await simulation.launch();
  await simulation.aws.advance(300_000);
  return { simulation, worker };
}

describe.each(['html-200', 'empty', 'truncated'] as const)('a reply with status 200 that is %s', (effect) => {
  // The instances of a launch that was carried out are found without its reply.
  const isFound = (action: string): boolean => action === 'RunInstances' && effect === 'truncated';
  const unanswered = [...ANSWERED, ...CONFIRMED].filter(([action]) => !isFound(action));

  it.each(unanswered)('to %s is an error, never a success', async (action, call) => {
    const { simulation, worker } = await prepare();
    simulation.aws.fail({ action, effect, times: Infinity });

    const error = await failure(call(simulation.client, worker));

    expect(error).toMatchObject({ kind: 'network', httpStatus: 200 });
    simulation.aws.assertNoPendingFaults();
  });

  it.each(ANSWERED)('to %s is asked for again', async (action, call) => {
    const { simulation, worker } = await prepare();
    simulation.aws.fail({ action, effect });

    await expect(call(simulation.client, worker)).resolves.toBeDefined();
  });
});

describe('a confirmation', () => {
  it.each(CONFIRMED)('of %s is taken for what it is', async (_, call) => {
    const { simulation, worker } = await prepare();

    await expect(call(simulation.client, worker)).resolves.toBeUndefined();

    expect(simulation.actions).toHaveLength(1);
  });

  it('that does not come is not asked for by a second reboot', async () => {
    const { simulation, worker } = await prepare();
    simulation.aws.fail({ action: 'RebootInstances', effect: 'html-200' });

    await expect(simulation.client.rebootInstance(worker)).rejects.toMatchObject({ kind: 'network' });

    expect(simulation.actions).toHaveLength(1);
  });
});

describe('several errors in one reply', () => {
  it('are told together, the one decides that the caller can do most about', async () => {
    const { simulation, worker } = await prepare();
    simulation.aws.fail({
      action: 'StopInstances',
      codes: [
        { code: 'IncorrectInstanceState', message: 'It is not running.' },
        { code: 'UnauthorizedOperation', message: 'You are not authorized to perform this operation.' },
      ],
    });

    const error = await failure(simulation.client.stopInstance(worker));

    expect(error).toMatchObject({ kind: 'permission-denied', code: 'UnauthorizedOperation' });
    expect(error.message).toContain('It is not running');
    expect(simulation.actions).toHaveLength(1);
  });
});
