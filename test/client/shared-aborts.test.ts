import { AbortedError, RequestBudget } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { Crowd } from './crowd.js';
import { failure, listenersOf, STRANGER, turns, WorkerSimulation } from './worker-simulation.js';

describe('a caller who aborts', () => {
  it('while others wait for the same request leaves them their answers', async () => {
    const crowd = await Crowd.gather(3, {}, { timing: { latencyMs: 100 } });
    const { client, simulation } = crowd;
    const controller = new AbortController();
    const [mine = '', ...others] = crowd.ids;
    void simulation.clock.sleep(50).then(() => {
      controller.abort(new Error('enough'));
    });

    const [error, ...changes] = await Promise.all([
      failure(client.stopInstance(mine, { abortSignal: controller.signal })),
      ...others.map((id) => client.stopInstance(id)),
    ]);

    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ operation: 'stopInstance', instanceIds: [mine] });
    expect(changes).toMatchObject([{ changed: true }, { changed: true }]);
    expect(simulation.actions).toEqual(['StopInstances']);
  });

  it('before the next attempt is not in it, though others are', async () => {
    const crowd = await Crowd.gather(3);
    const { client, simulation } = crowd;
    const controller = new AbortController();
    const [mine = '', ...others] = crowd.ids;
    simulation.aws.fail({ action: 'TerminateInstances', code: 'InternalError' });
    const outcome = failure(client.terminateInstance(mine, { abortSignal: controller.signal }));
    const changes = others.map((id) => client.terminateInstance(id));
    const watchForFault = setInterval(() => {
      if (simulation.actions.length > 0) controller.abort(new Error('enough'));
    });
    // Holds the clock until the fault has come, so that there is a moment before the next attempt.
    const release = simulation.clock.hold();
    await expect(outcome).resolves.toBeInstanceOf(AbortedError);
    clearInterval(watchForFault);
    release();

    await Promise.all(changes);

    const sent = simulation.aws.requests.map(({ parameters }) => parameters['InstanceIds'] as string[]);
    expect(sent.map((ids) => ids.toSorted())).toEqual([crowd.ids.toSorted(), others.toSorted()]);
    await expect(client.getInstanceDetails(mine)).resolves.toMatchObject({ instanceState: 'running' });
  });

  it('while a request waits for the budget sends nothing, and holds nobody up', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    const budget = new RequestBudget({ clock: simulation.clock });
    const client = simulation.connect({ budget });
    await client.listInstances();
    while (budget.tryEnter({ action: 'ec2:StopInstances', region: 'us-east-1' }));
    simulation.aws.clearRequests();
    const controller = new AbortController();
    const outcome = failure(client.stopInstance(STRANGER, { abortSignal: controller.signal }));
    await turns(60);

    controller.abort(new Error('enough'));

    expect(await outcome).toBeInstanceOf(AbortedError);
    await turns(60);
    expect(simulation.actions).toEqual([]);
    expect(simulation.clock.pendingSleeps).toBe(0);
    expect(listenersOf(controller.signal)).toBe(0);
  });

  it('once for a thousand calls causes no warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => {
      warnings.push(warning);
    };
    process.on('warning', note);
    const crowd = await Crowd.gather(30);
    const { signal } = new AbortController();

    await crowd.all((id) => crowd.client.getTags(id, { abortSignal: signal }));
    await turns();
    process.off('warning', note);

    expect(warnings).toEqual([]);
    expect(listenersOf(signal)).toBe(0);
  });
});

describe('a client that is destroyed', () => {
  it('ends calls that wait for others, for the budget and for the next attempt', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    const { client, aws, clock } = simulation;
    await client.listInstances();
    aws.clearRequests();
    aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded', times: Infinity });
    const resting = failure(client.getTags(STRANGER));
    await turns(60);
    const waiting = failure(client.getInstanceDetails(STRANGER));
    await turns(60);

    client.destroy();

    for (const error of [await resting, await waiting]) {
      expect(error).toMatchObject({ kind: 'aborted', instanceIds: [STRANGER] });
    }
    expect(simulation.actions).toHaveLength(1);
    expect(clock.pendingSleeps).toBe(0);
  });
});
