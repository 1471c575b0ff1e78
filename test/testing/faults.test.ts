import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  type EC2Client,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { launch, launchOne, launchRunning, simulate } from './simulation.js';

const list = (ec2: EC2Client) => ec2.send(new DescribeInstancesCommand({}));

async function countInstances(ec2: EC2Client): Promise<number> {
  return (await list(ec2)).Reservations?.length ?? 0;
}

describe('a planned error', () => {
  it('strikes its action so many times, and nothing else', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity', times: 2 });
    const capacity = { name: 'InsufficientInstanceCapacity', $metadata: { httpStatusCode: 500 } };

    await list(ec2);
    await expect(launch(ec2)).rejects.toMatchObject(capacity);
    await expect(launch(ec2)).rejects.toMatchObject(capacity);
    const instances = await launch(ec2);

    expect(instances).toHaveLength(1);
    expect(await countInstances(ec2)).toBe(1);
  });

  it('has the message and status that are given, or those of AWS', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ code: 'RequestLimitExceeded' });
    aws.fail({ code: 'UnauthorizedOperation', message: 'No, you may not.' });
    aws.fail({ code: 'SomethingNew', httpStatus: 418 });

    await expect(list(ec2)).rejects.toMatchObject({
      name: 'RequestLimitExceeded',
      message: 'Request limit exceeded.',
      $metadata: { httpStatusCode: 503, requestId: expect.any(String) as string },
    });
    await expect(list(ec2)).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: 'No, you may not.',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(list(ec2)).rejects.toMatchObject({
      name: 'SomethingNew',
      message: 'Simulated error SomethingNew',
      $metadata: { httpStatusCode: 418 },
    });
  });

  it('is ridden out by the retries of the SDK', async () => {
    const { aws, ec2With } = simulate();
    aws.fail({ code: 'InternalError', times: 2 });

    const reply = await list(ec2With({ maxAttempts: 3 }));

    expect(reply.$metadata.attempts).toBe(3);
    expect(aws.requests.map(({ outcome }) => outcome)).toEqual(['InternalError', 'InternalError', 'ok']);
  });

  it('can be meant for one instance, however the request names it', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation);
    const other = await launchRunning(simulation);
    aws.fail({ instanceId: id, code: 'InternalError', times: 3 });
    const broken = { name: 'InternalError' };
    const byFilter = (Values: string[]) =>
      ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values }] }));
    const tag = (resource: string) =>
      ec2.send(new CreateTagsCommand({ Resources: [resource], Tags: [{ Key: 'a', Value: '' }] }));

    await ec2.send(new StopInstancesCommand({ InstanceIds: [other] }));
    await byFilter([other]);
    await tag(other);
    await expect(ec2.send(new StopInstancesCommand({ InstanceIds: [other, id] }))).rejects.toMatchObject(
      broken,
    );
    await expect(byFilter([id])).rejects.toMatchObject(broken);
    await expect(tag(id)).rejects.toMatchObject(broken);

    aws.assertNoPendingFaults();
  });

  it('may be several errors in one reply', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ codes: [{ code: 'First', message: 'one' }, { code: 'Second' }], httpStatus: 409 });

    const call = list(ec2);

    await expect(call).rejects.toMatchObject({
      $metadata: { httpStatusCode: 409 },
      // The SDK has no name for it, and spreads the errors over its own by their number.
      name: 'Unknown',
      0: { Code: 'First', Message: 'one' },
      1: { Code: 'Second' },
    });
  });

  it('reaches CloudWatch and STS in their own protocols', async () => {
    const { aws, cloudWatch, sts } = simulate();
    aws.fail({ action: 'ListMetrics', code: 'Throttling' });
    aws.fail({ action: 'GetMetricData', code: 'InternalFailure' });
    aws.fail({ action: 'GetCallerIdentity', code: 'AccessDenied' });

    await expect(cloudWatch.send(new ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
    });
    await expect(
      cloudWatch.send(
        new GetMetricDataCommand({ MetricDataQueries: [], StartTime: new Date(0), EndTime: new Date(1) }),
      ),
    ).rejects.toMatchObject({ name: 'InternalFailure', $fault: 'server' });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('the plan of faults', () => {
  it('prints what was not met', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity', times: 2 });
    aws.fail({ effect: 'reset', instanceId: 'i-0123456789abcdef0' });
    aws.fail({ action: 'StopInstances', codes: [{ code: 'A' }, { code: 'B' }] });
    aws.fail({ action: 'StartInstances', code: 'Whenever', times: Number.POSITIVE_INFINITY });
    await expect(launchOne(ec2)).rejects.toThrow();

    expect(() => {
      aws.assertNoPendingFaults();
    }).toThrow(
      [
        'Planned faults were not met:',
        '  RunInstances   InsufficientInstanceCapacity  (any instance)       1 of 2 not met',
        '  (any action)   reset                         i-0123456789abcdef0  1 of 1 not met',
        '  StopInstances  A + B                         (any instance)       1 of 1 not met',
      ].join('\n'),
    );
  });

  it('is empty when all were met, or dropped, or meant for no request', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ code: 'Unavailable', times: 0 });
    aws.fail({ code: 'InternalError' });
    await expect(list(ec2)).rejects.toThrow();

    aws.assertNoPendingFaults();
    aws.fail({ code: 'InternalError' });
    aws.clearFaults();
    aws.assertNoPendingFaults();

    expect((await list(ec2)).Reservations).toEqual([]);
  });
});

describe('the log of requests', () => {
  it('tells what was asked, where, when, by whom and how it ended', async () => {
    const { aws, ec2, cloudWatch, sts } = simulate({ clock: new ManualClock({ now: 1_000 }) });
    await expect(
      ec2.send(new StopInstancesCommand({ InstanceIds: ['i-0123456789abcdef0'], Force: true })),
    ).rejects.toThrow();
    await aws.advance(500);
    await cloudWatch.send(new ListMetricsCommand({ Namespace: 'X' }));
    await sts.send(new GetCallerIdentityCommand({}));

    const { accessKeyId } = aws.credentials;
    const expected = [
      {
        service: 'ec2',
        action: 'StopInstances',
        region: 'us-east-1',
        parameters: { InstanceIds: ['i-0123456789abcdef0'], Force: true },
        at: 1_000,
        accessKeyId,
        outcome: 'InvalidInstanceID.NotFound',
      },
      {
        service: 'cloudwatch',
        action: 'ListMetrics',
        parameters: { Namespace: 'X' },
        at: 1_500,
        outcome: 'ok',
      },
      { service: 'sts', action: 'GetCallerIdentity', outcome: 'ok' },
    ];

    expect(aws.requests).toMatchObject(expected);
    aws.clearRequests();
    expect(aws.requests).toEqual([]);
  });
});
