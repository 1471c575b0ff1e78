import { InstanceNotFoundError } from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { Crowd, countFulfilled } from './crowd.js';
import { LAUNCH, STRANGER, WorkerSimulation } from './worker-simulation.js';

describe('many calls at once', () => {
  it('read a thousand workers with ten requests, each its own', async () => {
    const crowd = await Crowd.gather(1_000);

    const workers = await Promise.all(crowd.ids.map((id) => crowd.client.getInstanceDetails(id)));

    expect(workers.map(({ instanceId }) => instanceId)).toEqual(crowd.ids);
    expect(crowd.requests).toEqual({ DescribeInstances: 10, DescribeImages: 1 });
  });

  it('read their tags and their details in the same requests', async () => {
    const crowd = await Crowd.gather(40);

    const outcomes = await Promise.all([
      crowd.all((id) => crowd.client.getTags(id)),
      crowd.all((id) => crowd.client.findInstance(id)),
    ]);

    expect(outcomes.map(countFulfilled)).toEqual([40, 40]);
    expect(crowd.requests).toEqual({ DescribeInstances: 1, DescribeImages: 1 });
  });

  it('read their checks with a request for every hundred', async () => {
    const crowd = await Crowd.gather(250);

    const outcomes = await crowd.all((id) => crowd.client.getInstanceStatusChecks(id));

    expect(countFulfilled(outcomes)).toBe(250);
    expect(crowd.requests).toEqual({ DescribeInstanceStatus: 3 });
  });

  it('stop, start, tag and terminate five hundred with one request each', async () => {
    const crowd = await Crowd.gather(500);
    const { client, simulation } = crowd;
    const tags = { AssignedLab: 'lab-1', AssignedTo: 'student-1' };

    const stopped = await crowd.all((id) => client.stopInstance(id));
    await simulation.aws.advance(60_000);
    const started = await crowd.all((id) => client.startInstance(id));
    const tagged = await crowd.all((id) => client.addTags(id, { ...tags }));
    const untagged = await crowd.all((id) => client.removeTags(id, ['AssignedLab', 'AssignedTo']));
    await simulation.aws.advance(60_000);
    const rebooted = await crowd.all((id) => client.rebootInstance(id));
    const terminated = await crowd.all((id) => client.terminateInstance(id));

    for (const outcomes of [stopped, started, tagged, untagged, rebooted, terminated]) {
      expect(countFulfilled(outcomes)).toBe(500);
    }
    expect(stopped[7]).toMatchObject({
      value: { instanceId: crowd.ids[7], previousState: 'running', currentState: 'stopping', changed: true },
    });
    expect(crowd.requests).toEqual({
      StopInstances: 1,
      StartInstances: 1,
      CreateTags: 1,
      DeleteTags: 1,
      RebootInstances: 1,
      TerminateInstances: 1,
    });
    expect(await crowd.states()).toEqual({ 'shutting-down': 500 });
  });

  it('share a request only if they mean the same', async () => {
    const crowd = await Crowd.gather(6);
    const { client } = crowd;
    const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = crowd.ids;

    await Promise.all([
      client.stopInstance(first),
      client.stopInstance(second, { force: true }),
      client.stopInstance(third, { force: false }),
      client.addTags(fourth, { a: '1', b: '2' }),
      client.addTags(fifth, { b: '2', a: '1' }),
      client.addTags(sixth, { a: '1' }),
    ]);

    expect(crowd.requests).toEqual({ StopInstances: 2, CreateTags: 2 });
    await expect(client.getTags(fifth)).resolves.toEqual({ a: '1', b: '2' });
    await expect(client.getTags(sixth)).resolves.toEqual({ a: '1' });
  });

  it('in two regions never share a request', async () => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const home = await client.createInstance(LAUNCH);
    const abroad = await client.createInstance(LAUNCH, { region: 'eu-west-1' });
    simulation.aws.clearRequests();

    await Promise.all([client.getInstanceDetails(home), client.getInstanceDetails(abroad)]);

    expect(simulation.aws.requests.map(({ region }) => region).toSorted()).toEqual([
      'eu-west-1',
      'us-east-1',
    ]);
  });

  it('get values of their own, even for the same worker', async () => {
    const crowd = await Crowd.gather(1);
    const [id = ''] = crowd.ids;
    await crowd.client.addTags(id, { a: '1' });

    const [mine, other] = await Promise.all([crowd.client.getTags(id), crowd.client.getTags(id)]);
    (mine as Record<string, string>)['a'] = 'changed';

    expect(other).toEqual({ a: '1' });
  });

  it('are told to the logger when they share a request', async () => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const crowd = await Crowd.gather(3, { logger });

    await crowd.all((id) => crowd.client.stopInstance(id));

    expect(logger.debug).toHaveBeenCalledWith('ec2:StopInstances for 3 at once', {
      region: 'us-east-1',
      size: 3,
      callers: 3,
      waitedMs: 0,
    });
  });

  it('measure many workers with few requests, each figure its own', async () => {
    // The rate of ListMetrics, one of which goes out for each worker, would let them come one by one.
    const crowd = await Crowd.gather(60, { budget: false });
    const { aws, clock } = crowd.simulation;
    const at = clock.now() - 600_000;
    crowd.ids.forEach((InstanceId, index) => {
      const values = [{ at, value: index }];
      aws.putMetric({
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        dimensions: { InstanceId },
        values,
      });
    });

    const figures = await Promise.all(
      crowd.ids.map((id) => crowd.client.getInstanceResourcesUtilization(id)),
    );

    expect(figures.map(({ cpuPercent }) => cpuPercent?.average)).toEqual(crowd.ids.map((_, index) => index));
    expect(figures[0]?.networkIn).toBeUndefined();
    expect(crowd.requests).toMatchObject({ DescribeInstances: 2, ListMetrics: 60 });
    // Nine queries a worker and five hundred a request make two; they come in as the lists do.
    expect(crowd.requests['GetMetricData']).toBeLessThanOrEqual(6);
  });
});

describe('without coalescing', () => {
  it('each call is a request of its own', async () => {
    const crowd = await Crowd.gather(7, { coalescing: false });

    await crowd.all((id) => crowd.client.getInstanceDetails(id));
    await crowd.all((id) => crowd.client.stopInstance(id));
    await crowd.all((id) => crowd.client.getInstanceStatusChecks(id));

    expect(crowd.requests).toEqual({
      DescribeInstances: 7,
      DescribeImages: 1,
      StopInstances: 7,
      DescribeInstanceStatus: 7,
    });
  });

  it('each wait looks by itself', async () => {
    const crowd = await Crowd.gather(7, { coalescing: false });

    await crowd.all((id) => crowd.client.waitUntilHealthy(id));

    expect(crowd.requests).toEqual({ DescribeInstanceStatus: 7, DescribeInstances: 7, DescribeImages: 1 });
  });
});

describe('a read', () => {
  it('that begins after a change was acknowledged never shares a request from before it', async () => {
    const crowd = await Crowd.gather(1, {}, { timing: { latencyMs: 100 } });
    const { client, simulation } = crowd;
    const [id = ''] = crowd.ids;

    const [, changed] = await Promise.all([
      simulation.clock.sleep(60).then(() => client.getTags(id)),
      client.addTags(id, { a: 'after' }).then(() => client.getTags(id)),
    ]);

    expect(changed).toEqual({ a: 'after' });
    expect(crowd.requests).toEqual({ CreateTags: 1, DescribeInstances: 2 });
  });

  it('of an unknown worker fails its own caller only, with its own words', async () => {
    const crowd = await Crowd.gather(300);
    const { client } = crowd;

    const [missing, found, outcomes] = await Promise.all([
      client.getTags(STRANGER).catch((error: unknown) => error),
      client.findInstance(STRANGER),
      crowd.all((id) => client.getInstanceDetails(id)),
    ]);

    expect(countFulfilled(outcomes)).toBe(300);
    expect(missing).toBeInstanceOf(InstanceNotFoundError);
    expect(missing).toMatchObject({ operation: 'getTags', instanceIds: [STRANGER] });
    expect(found).toBeUndefined();
    expect(crowd.requests).toEqual({ DescribeInstances: 4, DescribeImages: 1 });
  });

  it('of the checks of an unknown worker costs the others one request more', async () => {
    const crowd = await Crowd.gather(60);

    const [outcomes, [missing]] = await Promise.all([
      crowd.all((id) => crowd.client.getInstanceStatusChecks(id)),
      Promise.allSettled([crowd.client.getInstanceStatusChecks(STRANGER)]),
    ]);

    expect(countFulfilled(outcomes)).toBe(60);
    expect(missing).toMatchObject({
      reason: {
        code: 'InvalidInstanceID.NotFound',
        operation: 'getInstanceStatusChecks',
        instanceIds: [STRANGER],
      },
    });
    expect(crowd.requests).toEqual({
      'DescribeInstanceStatus InvalidInstanceID.NotFound': 1,
      DescribeInstanceStatus: 1,
    });
  });
});
