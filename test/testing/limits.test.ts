import {
  DescribeInstancesCommand,
  DescribeTagsCommand,
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
