import { AbortedError, type CallOptions, type Ec2WorkerClient } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, listenersOf, STRANGER, turns, WorkerSimulation } from './worker-simulation.js';

type Call = (client: Ec2WorkerClient, options: CallOptions) => Promise<unknown>;

const CALLS: readonly (readonly [string, Call])[] = [
  ['createInstance', (client, options) => client.createInstance(LAUNCH, options)],
  ['startInstance', (client, options) => client.startInstance(STRANGER, options)],
  ['stopInstance', (client, options) => client.stopInstance(STRANGER, options)],
  ['rebootInstance', (client, options) => client.rebootInstance(STRANGER, options)],
  ['terminateInstance', (client, options) => client.terminateInstance(STRANGER, options)],
  ['setTerminationProtection', (client, options) => client.setTerminationProtection(STRANGER, true, options)],
  ['getInstanceDetails', (client, options) => client.getInstanceDetails(STRANGER, options)],
  ['findInstance', (client, options) => client.findInstance(STRANGER, options)],
  ['getInstanceStatusChecks', (client, options) => client.getInstanceStatusChecks(STRANGER, options)],
  ['listInstances', (client, options) => client.listInstances({}, options)],
  [
    'getInstanceResourcesUtilization',
    (client, options) => client.getInstanceResourcesUtilization(STRANGER, options),
  ],
  ['getConsoleOutput', (client, options) => client.getConsoleOutput(STRANGER, options)],
  ['getTags', (client, options) => client.getTags(STRANGER, options)],
  ['readTags', (client, options) => client.readTags(STRANGER, options)],
  ['addTags', (client, options) => client.addTags(STRANGER, { a: 'b' }, options)],
  ['removeTags', (client, options) => client.removeTags(STRANGER, ['a'], options)],
  ['waitUntilRunning', (client, options) => client.waitUntilRunning(STRANGER, options)],
  ['waitUntilHealthy', (client, options) => client.waitUntilHealthy(STRANGER, options)],
  ['waitUntilStopped', (client, options) => client.waitUntilStopped(STRANGER, options)],
  ['waitUntilTerminated', (client, options) => client.waitUntilTerminated(STRANGER, options)],
];

/** Aborts a call once it has come to rest, and checks that nothing of it is left. */
async function abortAndLookFor(simulation: WorkerSimulation, run: (signal: AbortSignal) => Promise<unknown>) {
  const controller = new AbortController();
  const outcome = failure(run(controller.signal));
  await turns(60);
  const sent = simulation.actions.length;

  controller.abort(new Error('enough'));
  const error = await outcome;
  await turns(60);

  expect(error).toBeInstanceOf(AbortedError);
  expect(error.name).toBe('AbortError');
  expect(error.cause).toBe(controller.signal.reason);
  expect(simulation.actions).toHaveLength(sent);
  expect(simulation.clock.pendingSleeps).toBe(0);
  expect(listenersOf(controller.signal)).toBe(0);
  return { error, sent };
}

describe('an abort', () => {
  it.each(CALLS)('before the call sends nothing of %s', async (operation, call) => {
    const simulation = new WorkerSimulation();
    const abortSignal = AbortSignal.abort(new Error('too late'));

    const error = await failure(call(simulation.client, { abortSignal }));

    expect(error).toMatchObject({ name: 'AbortError', kind: 'aborted', operation });
    expect(error.cause).toBe(abortSignal.reason);
    expect(simulation.actions).toEqual([]);
  });

  it.each(CALLS)('ends %s while its request is under way', async (_, call) => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    await simulation.client.listInstances();
    simulation.aws.clearRequests();
    simulation.aws.fail({ effect: 'stall' });

    const { sent } = await abortAndLookFor(simulation, (abortSignal) =>
      call(simulation.client, { abortSignal }),
    );

    expect(sent).toBe(1);
  });

  it.each(CALLS)('ends %s while it waits for the next attempt, or the next look', async (_, call) => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    await simulation.client.listInstances();
    simulation.aws.clearRequests();
    simulation.aws.fail({ code: 'RequestLimitExceeded', times: Infinity });

    const { sent } = await abortAndLookFor(simulation, (abortSignal) =>
      call(simulation.client, { abortSignal }),
    );

    expect(sent).toBe(1);
  });

  it('ends a call while it waits for its turn behind another change of the same instance', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    const { client } = simulation;
    const worker = await simulation.launch();
    simulation.aws.fail({ action: 'CreateTags', effect: 'stall' });
    const first = new AbortController();
    const tagging = failure(client.addTags(worker, { a: 'b' }, { abortSignal: first.signal }));
    await turns();

    const { sent } = await abortAndLookFor(simulation, (abortSignal) =>
      client.stopInstance(worker, { abortSignal }),
    );
    first.abort('over');
    await tagging;

    expect(sent).toBe(1);
    await expect(client.startInstance(worker)).resolves.toMatchObject({ changed: false });
  });

  it('ends a call while credentials hang, and nothing is sent when they come after all', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    let provide = (): void => undefined;
    const client = simulation.connect({
      credentials: () =>
        new Promise((resolve) => {
          provide = () => {
            resolve(simulation.aws.credentials);
          };
        }),
    });

    await abortAndLookFor(simulation, (abortSignal) => client.listInstances({}, { abortSignal }));
    provide();
    await turns(100);

    expect(simulation.actions).toEqual([]);
  });

  it('ends a call for a young instance while it waits for EC2 to know it', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false, timing: { visibleAfterMs: 10_000 } });
    const worker = await simulation.launch();

    const { sent } = await abortAndLookFor(simulation, (abortSignal) =>
      simulation.client.getTags(worker, { abortSignal }),
    );

    expect(sent).toBe(1);
  });

  it('tells the client token of a launch, by which its instance is found', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    simulation.aws.fail({ action: 'RunInstances', effect: 'lost-reply', times: 1 });

    const { error } = await abortAndLookFor(simulation, (abortSignal) =>
      simulation.client.createInstance(LAUNCH, { abortSignal }),
    );

    const clientTokens = [error.clientToken ?? ''];
    expect(error.message).toContain(error.clientToken);
    await expect(simulation.client.listInstances({ clientTokens })).resolves.toHaveLength(1);
  });

  it('ends an iteration between two pages', async () => {
    const simulation = new WorkerSimulation();
    await Promise.all(Array.from({ length: 3 }, () => simulation.client.createInstance(LAUNCH)));
    const controller = new AbortController();

    const seen: string[] = [];
    const iteration = (async () => {
      const found = simulation.client.iterateInstances({}, { abortSignal: controller.signal });
      for await (const { instanceId } of found) {
        seen.push(instanceId);
        controller.abort('enough');
      }
    })();

    await expect(iteration).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
    expect(seen).toHaveLength(1);
  });

  it('comes from a deadline as from any other signal', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    simulation.aws.fail({ effect: 'stall' });
    const abortSignal = AbortSignal.timeout(50);

    const error = await failure(simulation.client.listInstances({}, { abortSignal }));

    expect(error).toMatchObject({ name: 'AbortError', cause: { name: 'TimeoutError' } });
    expect(error.message).toContain('deadline');
  });

  it('after the call is of no interest', async () => {
    const simulation = new WorkerSimulation();
    const controller = new AbortController();
    const found = await simulation.client.listInstances({}, { abortSignal: controller.signal });

    controller.abort('too late');

    expect(found).toEqual([]);
    expect(listenersOf(controller.signal)).toBe(0);
  });
});
