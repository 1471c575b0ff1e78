import type { Ec2WorkerClient } from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { InstanceLedger } from '../../../src/operations/instance-ledger.js';
import { findEarlierLaunch } from '../../../src/operations/launch/find-earlier-launch.js';
import type { WorkerContext } from '../../../src/operations/worker-context.js';
import { failure, WorkerSimulation } from '../../client/worker-simulation.js';
import {
  CHOICES,
  crashAfterLaunch,
  everything,
  INPUT,
  idsOf,
  LAG_MS,
  launchesOf,
  simulate,
} from './keyed-simulation.js';

describe('a launch with a key', () => {
  it('keeps launches of one client that overlap one after the other', async () => {
    const simulation = simulate();
    const { client } = simulation;
    const launch = (): ReturnType<Ec2WorkerClient['createInstances']> =>
      client.createInstances({ ...INPUT, choices: CHOICES });

    const results = await Promise.all([launch(), launch(), launch()]);

    expect(new Set(results.flatMap(({ instances }) => idsOf(instances))).size).toBe(2);
    expect(launchesOf(simulation)).toBe(1);
    expect(await everything(simulation)).toHaveLength(2);
  });

  it('leaves what an earlier call has launched out of a rollback', async () => {
    const simulation = simulate(0);
    const { aws, client } = simulation;
    aws.setCapacity({ instances: 1 });
    const first = await client.createInstances(INPUT);
    aws.setCapacity({ instances: 2 });
    await aws.advance(60_000);

    const error = await failure(client.createInstances({ ...INPUT, count: 4, minCount: 4, rollback: true }));

    expect(error).toMatchObject({ kind: 'launch-failed', result: { rolledBack: [expect.any(String)] } });
    expect(error.instanceIds).toEqual(idsOf(first.instances));
  });

  it('leaves out of a rollback what EC2 gives back for its token', async () => {
    const simulation = simulate();
    const { aws } = simulation;
    const input = { ...INPUT, count: 4, minCount: 4, rollback: true };
    aws.setCapacity({ instances: 1 });
    await crashAfterLaunch(simulation, input);
    await aws.advance(LAG_MS - 1_000);

    const error = await failure(simulation.connect().createInstances(input));

    const all = await everything(simulation);
    expect(error).toMatchObject({ result: { rolledBack: [] }, instanceIds: idsOf(all) });
    expect(all.map(({ instanceState }) => instanceState)).not.toContain('terminated');
  });

  it('does not wait for what it launched long ago, and EC2 has forgotten since', async () => {
    const clock = new ManualClock({ autoAdvance: true });
    const ledger = new InstanceLedger(clock);
    ledger.noteLaunch('i-1');
    const ec2 = { list: () => [] };
    const context = { clock, ledger, launchGraceSeconds: 30, ec2 } as unknown as WorkerContext;
    const memory = { launched: new Set(['i-1']), settled: true };
    const find = async (): Promise<number> => {
      const startedAt = clock.now();
      const query = { launchKey: 'lab-7', count: 1, memory, mayDiffer: false };
      await findEarlierLaunch(context, { operation: 'createInstances' }, query);
      return clock.now() - startedAt;
    };

    const young = await find();
    await clock.advance(5 * 60_000);

    expect(young).toBe(30_000);
    expect(await find()).toBe(0);
  });

  it('launches nothing when what is there cannot be found out', async () => {
    const simulation = simulate(0);
    simulation.aws.fail({ action: 'DescribeInstances', code: 'UnauthorizedOperation' });

    const error = await failure(simulation.client.createInstances(INPUT));

    expect(error).toMatchObject({ kind: 'permission-denied', action: 'ec2:DescribeInstances' });
    expect(simulation.actions).toEqual(['DescribeInstances']);
  });

  it('leaves the queue when its caller aborts while it waits for its turn', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    const { aws, client } = simulation;
    aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded' });
    const first = client.createInstances(INPUT);
    const controller = new AbortController();
    const second = failure(client.createInstances(INPUT, { abortSignal: controller.signal }));
    await aws.advance(0);

    controller.abort();

    expect(await second).toMatchObject({ kind: 'aborted', instanceIds: [] });
    await aws.advance(30_000);
    expect((await first).instances).toHaveLength(2);
  });
});
