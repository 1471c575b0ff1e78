import { LAUNCH_KEY_TAG } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { WorkerSimulation } from '../../client/worker-simulation.js';
import {
  CHOICES,
  crashAfterLaunch,
  everything,
  INPUT,
  idsOf,
  KEY,
  launchesOf,
  simulate,
} from './keyed-simulation.js';

describe('a launch key', () => {
  it('is kept as a tag, and makes the tokens', async () => {
    const simulation = simulate();

    const { instances, attempts } = await simulation.client.createInstances(INPUT);

    expect(LAUNCH_KEY_TAG).toBe('ec2-worker-client:launch-key');
    expect(instances.map(({ tags }) => tags[LAUNCH_KEY_TAG])).toEqual([KEY, KEY]);
    expect(instances[0]?.clientToken).toBe(attempts[0]?.clientToken);
    expect(attempts[0]?.clientToken).toMatch(/^[0-9a-f]{40}$/);
  });

  it('finds what the same client has launched, also what EC2 does not show yet', async () => {
    const simulation = simulate();
    const first = await simulation.client.createInstances(INPUT);

    const second = await simulation.client.createInstances(INPUT);

    expect(second).toMatchObject({ complete: true, attempts: [] });
    expect(idsOf(second.instances)).toEqual(idsOf(first.instances));
    expect(await everything(simulation)).toHaveLength(2);
  });

  it('finds what another process has launched long ago, by one request and without waiting', async () => {
    const simulation = simulate();
    const first = await simulation.client.createInstances({ ...INPUT, choices: CHOICES });
    await simulation.aws.advance(3_600_000);
    simulation.aws.clearRequests();
    const startedAt = simulation.clock.now();

    const second = await simulation.connect().createInstances({ ...INPUT, choices: CHOICES });

    expect(idsOf(second.instances)).toEqual(idsOf(first.instances));
    expect(simulation.actions).toEqual(['DescribeInstances']);
    expect(simulation.clock.now()).toBe(startedAt);
  });

  it.each([
    ['a single choice', undefined],
    ['several choices', CHOICES],
  ])('launches once with %s, whatever the process before it got to hear', async (_, choices) => {
    const simulation = simulate();
    const input = { ...INPUT, choices };
    await crashAfterLaunch(simulation, input);

    const result = await simulation.connect().createInstances(input);

    const all = await everything(simulation);
    expect(all).toHaveLength(2);
    expect(idsOf(result.instances)).toEqual(idsOf(all));
  });

  it('finds what was launched with another choice, although the first one has capacity again', async () => {
    const simulation = simulate();
    const { aws } = simulation;
    const input = { ...INPUT, choices: CHOICES };
    aws.setCapacity({ instanceType: 'c5.metal', instances: 0 });
    await crashAfterLaunch(simulation, input);
    aws.setCapacity({ instanceType: 'c5.metal', instances: Infinity });

    const result = await simulation.connect().createInstances(input);

    expect(result.instances.map(({ instanceType }) => instanceType)).toEqual(['m5.metal', 'm5.metal']);
    expect(await everything(simulation)).toHaveLength(2);
  });

  it('does not wait for anything with a single choice: EC2 knows the token', async () => {
    const simulation = simulate();
    await crashAfterLaunch(simulation, INPUT);
    const startedAt = simulation.clock.now();

    await simulation.connect().createInstances(INPUT);

    expect(simulation.clock.now()).toBe(startedAt);
  });

  it('adds only what is missing', async () => {
    const simulation = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ instances: 2 });
    const first = await client.createInstances({ ...INPUT, count: 3 });
    aws.setCapacity({ instances: 9 });

    const second = await client.createInstances({ ...INPUT, count: 3 });
    const third = await simulation.connect().createInstances({ ...INPUT, count: 4 });

    expect(first.instances).toHaveLength(2);
    expect(second).toMatchObject({ complete: true, attempts: [{ requested: 1, launched: 1 }] });
    expect(third).toMatchObject({ complete: true });
    expect(await everything(simulation)).toHaveLength(4);
  });

  it('gives all there are, even if fewer are wanted now', async () => {
    const simulation = simulate(0);
    await simulation.client.createInstances({ ...INPUT, count: 3 });

    const result = await simulation.connect().createInstances({ ...INPUT, count: 1 });

    expect(result).toMatchObject({ complete: true, attempts: [] });
    expect(result.instances).toHaveLength(3);
  });

  it('replaces what is terminated, or on its way there', async () => {
    const simulation = simulate(0);
    const { client } = simulation;
    const [worker] = (await client.createInstances({ ...INPUT, count: 1 })).instances;
    await client.terminateInstance(worker ?? '');

    const second = await client.createInstances({ ...INPUT, count: 1 });
    await client.terminateInstance(second.instances[0] ?? '');
    await simulation.aws.advance(60_000);
    const third = await simulation.connect().createInstances({ ...INPUT, count: 1 });

    const ids = [worker, ...second.instances, ...third.instances].map((each) => each?.instanceId);
    expect(new Set(ids).size).toBe(3);
    expect(await client.listInstances()).toHaveLength(1);
  });

  it('replaces what EC2 has forgotten, though it still knows the tokens', async () => {
    const simulation = new WorkerSimulation({}, { terminatedVisibleMs: 1_000 });
    const { client } = simulation;
    for (let round = 0; round < 3; round += 1) {
      const { instances } = await client.createInstances(INPUT);
      for (const worker of instances) await client.terminateInstance(worker);
      await simulation.aws.advance(600_000);
    }

    const result = await simulation.connect().createInstances(INPUT);

    expect(result.complete).toBe(true);
    expect(await client.listInstances()).toHaveLength(2);
  });

  it('recognises a launch that had other inputs: its token is taken, so it is waited for', async () => {
    const simulation = simulate();
    await crashAfterLaunch(simulation, { ...INPUT, userData: 'boot 1' });

    const result = await simulation.connect().createInstances({ ...INPUT, userData: 'boot 2' });

    expect(result.complete).toBe(true);
    expect(await everything(simulation)).toHaveLength(2);
    expect(launchesOf(simulation)).toBe(1);
  });

  it('holds for one key, and for one region', async () => {
    const simulation = simulate(0);
    const { client } = simulation;

    await client.createInstances(INPUT);
    await client.createInstances({ ...INPUT, launchKey: 'lab-8' });
    await client.createInstances(INPUT, { region: 'eu-west-1' });

    expect(await client.listInstances()).toHaveLength(4);
    expect(await client.listInstances({}, { region: 'eu-west-1' })).toHaveLength(2);
  });
});
