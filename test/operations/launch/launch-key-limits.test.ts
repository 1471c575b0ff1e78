import type { Ec2WorkerClient } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
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
