import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
  type EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, launchRunning, simulate } from './simulation.js';

describe('the limit of instances', () => {
  it('lets a launch have what there is room for', async () => {
    const { ec2 } = simulate({ limits: { instances: 3 } });

    const instances = await launch(ec2, { MinCount: 2, MaxCount: 5, ClientToken: 'once' });
    const again = await launch(ec2, { MinCount: 2, MaxCount: 5, ClientToken: 'once' });

    expect(instances).toHaveLength(3);
    expect(again).toHaveLength(3);
  });

  it('refuses a launch that needs more, until others have terminated', async () => {
    const simulation = simulate({ limits: { instances: 1 } });
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation);

    await expect(launch(ec2)).rejects.toMatchObject({ name: 'InstanceLimitExceeded' });
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);

    expect(await launch(ec2)).toHaveLength(1);
  });
});

describe('the limit of requests', () => {
  it('empties a bucket per action and region, which fills up by the clock', async () => {
    const { aws, ec2, ec2With } = simulate({ limits: { requests: { capacity: 2, refillPerSecond: 1 } } });
    const list = () => ec2.send(new DescribeInstancesCommand({}));
    const throttled = { name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } };
    await list();
    await list();

    await expect(list()).rejects.toMatchObject(throttled);
    await ec2.send(new DescribeTagsCommand({}));
    await ec2With({ region: 'eu-west-1' }).send(new DescribeInstancesCommand({}));
    await aws.advance(1_000);
    await list();

    await expect(list()).rejects.toMatchObject(throttled);
  });
});

describe("EC2's documented rates", () => {
  /** How many of a request pass at once. */
  async function burst(send: () => Promise<unknown>): Promise<number> {
    let count = 0;
    try {
      for (; count < 200; count += 1) await send();
    } catch (error) {
      expect(error).toMatchObject({ name: 'RequestLimitExceeded' });
    }
    return count;
  }

  const documented = () => simulate({ limits: { requests: 'documented' } });
  const ids = (count: number) =>
    Array.from({ length: count }, (_, index) => `i-${String(index).padStart(17, '0')}`);

  it.each<readonly [string, number, (ec2: EC2Client) => Promise<unknown>]>([
    ['a bare read', 50, (ec2) => ec2.send(new DescribeInstancesCommand({}))],
    ['a read of pages', 100, (ec2) => ec2.send(new DescribeInstancesCommand({ MaxResults: 5 }))],
    [
      'a read with a filter',
      100,
      (ec2) =>
        ec2.send(new DescribeInstanceStatusCommand({ Filters: [{ Name: 'event.code', Values: ['x'] }] })),
    ],
    ['another read', 100, (ec2) => ec2.send(new DescribeTagsCommand({}))],
    ['a launch', 5, (ec2) => launch(ec2)],
  ])('let %s pass so often at once: %i', async (_, count, send) => {
    const { ec2 } = documented();

    expect(await burst(() => send(ec2))).toBe(count);
  });

  it('count instances as well as requests', async () => {
    const { ec2, aws } = documented();
    await launch(ec2, { MinCount: 1_000, MaxCount: 1_000 });

    await expect(launch(ec2, { MinCount: 3, MaxCount: 3 })).rejects.toMatchObject({
      name: 'RequestLimitExceeded',
    });
    await aws.advance(1_500);

    expect(await launch(ec2, { MinCount: 3, MaxCount: 3 })).toHaveLength(3);
  });

  it('do not charge a refused request for its instances', async () => {
    const { ec2 } = documented();

    expect(await burst(() => launch(ec2, { MinCount: 600, MaxCount: 600 }))).toBe(1);
    expect(await launch(ec2, { MinCount: 400, MaxCount: 400 })).toHaveLength(400);
  });

  it('take no more than a thousand instances in one request', async () => {
    const { ec2 } = simulate();
    const InstanceIds = ids(1_001);
    const refused = { name: 'RequestResourceCountExceeded' };

    await expect(ec2.send(new TerminateInstancesCommand({ InstanceIds }))).rejects.toMatchObject(refused);
    await expect(ec2.send(new StartInstancesCommand({ InstanceIds }))).rejects.toMatchObject(refused);
    await expect(ec2.send(new StopInstancesCommand({ InstanceIds: ids(1_000) }))).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
  });
});
