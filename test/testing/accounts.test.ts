import {
  type CloudWatchClient,
  CloudWatchClient as Cw,
  GetMetricDataCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { launchOne, type Simulation, simulate } from './simulation.js';

const OTHER_ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/team/worker`;

/** Takes a role on. @returns The options of clients that work with it. */
async function assume(
  { aws, sts }: Pick<Simulation, 'aws' | 'sts'>,
  input: { RoleArn?: string; ExternalId?: string; DurationSeconds?: number } = {},
) {
  const reply = await sts.send(
    new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'session', ...input }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = reply.Credentials ?? {};
  return {
    region: 'us-east-1',
    requestHandler: aws.requestHandler,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    maxAttempts: 1,
  };
}

const idsOf = async (ec2: EC2Client): Promise<(string | undefined)[]> => {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  return Reservations.flatMap(({ OwnerId, Instances = [] }) =>
    Instances.map((each) => `${OwnerId}/${each.InstanceId}`),
  );
};

describe('another account', () => {
  it('has instances of its own, which the first one does not see', async () => {
    const simulation = simulate();
    const other = new EC2Client(await assume(simulation));
    const own = await launchOne(simulation.ec2);

    const foreign = await launchOne(other);

    expect(await idsOf(simulation.ec2)).toEqual([`123456789012/${own}`]);
    expect(await idsOf(other)).toEqual([`${OTHER_ACCOUNT}/${foreign}`]);
    expect(foreign).not.toBe(own);
    await expect(
      simulation.ec2.send(new DescribeInstancesCommand({ InstanceIds: [foreign] })),
    ).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
  });

  it('has metrics of its own', async () => {
    const simulation = simulate();
    const other = new Cw(await assume(simulation));
    const read = async (client: CloudWatchClient) => {
      const MetricStat = { Metric: { Namespace: 'Labs', MetricName: 'Count' }, Period: 60, Stat: 'Sum' };
      const now = simulation.aws.clock.now();
      const reply = await client.send(
        new GetMetricDataCommand({
          StartTime: new Date(now - 600_000),
          EndTime: new Date(now + 60_000),
          MetricDataQueries: [{ Id: 'm', MetricStat }],
        }),
      );
      return reply.MetricDataResults?.[0]?.Values;
    };

    await other.send(
      new PutMetricDataCommand({
        Namespace: 'Labs',
        MetricData: [{ MetricName: 'Count', Value: 3, Timestamp: new Date(simulation.aws.clock.now()) }],
      }),
    );

    expect(await read(other)).toEqual([3]);
    expect(await read(simulation.cloudWatch)).toEqual([]);
  });

  it('is told by who the caller is', async () => {
    const simulation = simulate();
    const sts = new STSClient(await assume(simulation));

    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: OTHER_ACCOUNT,
      Arn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/worker/session`,
    });
  });
});

describe('a role that was made', () => {
  it.each([
    ['the account', ['123456789012'], true],
    ['the account by its root', ['arn:aws:iam::123456789012:root'], true],
    ['the user', ['arn:aws:iam::123456789012:user/simulated'], true],
    ['another account', ['999999999999'], false],
    ['another user', ['arn:aws:iam::123456789012:user/ann'], false],
    ['nobody', [], false],
    ['everybody', undefined, true],
  ])('that trusts %s', async (_, trusts, isAssumable) => {
    const simulation = simulate();
    simulation.aws.iam.putRole({ roleArn: ROLE, trusts });

    const assuming = assume(simulation);

    if (isAssumable) await expect(assuming).resolves.toBeDefined();
    else {
      await expect(assuming).rejects.toMatchObject({
        name: 'AccessDenied',
        message: `User: arn:aws:iam::123456789012:user/simulated is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
      });
    }
  });

  it('may ask for an external id', async () => {
    const simulation = simulate();
    simulation.aws.iam.putRole({ roleArn: ROLE, externalId: 'external-1' });

    await expect(assume(simulation)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume(simulation, { ExternalId: 'external-2' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(assume(simulation, { ExternalId: 'external-1' })).resolves.toBeDefined();
  });

  it('has a longest session, and a session that ends by the clock', async () => {
    const simulation = simulate({ clock: new ManualClock() });
    simulation.aws.iam.putRole({ roleArn: ROLE, maxSessionSeconds: 1_800 });

    await expect(assume(simulation, { DurationSeconds: 3_600 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('MaxSessionDuration'),
    });
    const ec2 = new EC2Client(await assume(simulation));
    await simulation.aws.advance(1_799_000);
    await expect(idsOf(ec2)).resolves.toEqual([]);
    await simulation.aws.advance(1_000);
    await expect(idsOf(ec2)).rejects.toMatchObject({ name: 'RequestExpired' });
  });

  it('may trust another role, whose sessions then last an hour at most', async () => {
    const simulation = simulate();
    const second = 'arn:aws:iam::444455556666:role/second';
    simulation.aws.iam.putRole({ roleArn: second, trusts: [`arn:aws:iam::${OTHER_ACCOUNT}:role/worker`] });
    const chained = { aws: simulation.aws, sts: new STSClient(await assume(simulation)) };

    await expect(assume(simulation, { RoleArn: second })).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume(chained, { RoleArn: second })).resolves.toBeDefined();
    await expect(assume(chained, { RoleArn: second, DurationSeconds: 3_601 })).rejects.toMatchObject({
      message: expect.stringContaining('role chaining'),
    });
  });
});
