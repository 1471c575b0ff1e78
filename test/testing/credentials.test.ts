import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.js';

const ROLE = 'arn:aws:iam::111122223333:role/team/worker';
const STRANGER = { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'secret' };

const list = (ec2: EC2Client) => ec2.send(new DescribeInstancesCommand({}));

const assume = (
  sts: STSClient,
  more: { RoleArn?: string; DurationSeconds?: number; RoleSessionName?: string } = {},
) => sts.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'session', ...more }));

describe('an access key that nobody has', () => {
  it('is refused by each service with its own code', async () => {
    const { aws } = simulate();
    const config = {
      region: 'us-east-1',
      requestHandler: aws.requestHandler,
      credentials: STRANGER,
      maxAttempts: 1,
    };

    await expect(list(new EC2Client(config))).rejects.toMatchObject({
      name: 'AuthFailure',
      message: 'AWS was not able to validate the provided access credentials',
      $metadata: { httpStatusCode: 401 },
    });
    await expect(new STSClient(config).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(new CloudWatchClient(config).send(new ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});

describe('expired credentials', () => {
  it('are refused from then on, while fresh ones are handed out', async () => {
    const { aws, ec2, sts, ec2With } = simulate();
    const old = aws.credentials;

    aws.expireCredentials();
    const fresh = ec2With({ credentials: aws.credentialsProvider });

    await expect(list(ec2)).rejects.toMatchObject({ name: 'RequestExpired' });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
    await list(fresh);
    expect(aws.credentials.accessKeyId).not.toBe(old.accessKeyId);
    expect(aws.credentialsProvider.calls).toBe(1);
  });

  it('stay refused when they expire permanently', async () => {
    const { aws, ec2With } = simulate();

    aws.expireCredentials({ permanently: true });

    await expect(list(ec2With({ credentials: aws.credentialsProvider }))).rejects.toMatchObject({
      name: 'RequestExpired',
    });
    await expect(list(ec2With({ credentials: aws.credentials }))).rejects.toMatchObject({
      name: 'RequestExpired',
    });
  });
});

describe('AssumeRole', () => {
  it('gives credentials that work until they end', async () => {
    const clock = new ManualClock({ now: new Date('2030-01-01T00:00:00Z') });
    const { aws, sts, ec2With } = simulate({ clock });

    const { Credentials, AssumedRoleUser } = await assume(sts, { DurationSeconds: 900 });
    const ec2 = ec2With({
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    await list(ec2);
    await aws.advance(900_000);

    await expect(list(ec2)).rejects.toMatchObject({ name: 'RequestExpired' });
    expect(Credentials?.Expiration).toEqual(new Date('2030-01-01T00:15:00Z'));
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::111122223333:assumed-role/worker/session');
  });

  it('lasts an hour when nothing else is asked for', async () => {
    const { sts } = simulate({ clock: new ManualClock({ now: 0 }) });

    const { Credentials } = await assume(sts);

    expect(Credentials?.Expiration).toEqual(new Date(3_600_000));
  });

  it.each([
    ['a duration under 15 minutes', { DurationSeconds: 899 }],
    ['a duration over 12 hours', { DurationSeconds: 43_201 }],
    ['an ARN of something else', { RoleArn: 'arn:aws:iam::111122223333:user/me' }],
    ['a session name with a blank', { RoleSessionName: 'my session' }],
  ])('refuses %s', async (_, input) => {
    const { sts } = simulate();

    await expect(assume(sts, input)).rejects.toMatchObject({
      name: 'ValidationError',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is denied for the role named denied', async () => {
    const { sts } = simulate();

    await expect(assume(sts, { RoleArn: 'arn:aws:iam::111122223333:role/denied' })).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('GetCallerIdentity', () => {
  it('tells the account and who the credentials stand for', async () => {
    const { aws, sts } = simulate({ accountId: '111122223333' });

    const reply = await sts.send(new GetCallerIdentityCommand({}));

    expect(reply).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/simulated',
      UserId: aws.credentials.accessKeyId,
    });
  });
});

describe('the time of signing', () => {
  const clientOf = (aws: SimulatedAws, maxAttempts: number) =>
    new EC2Client({
      region: 'us-east-1',
      requestHandler: aws.requestHandler,
      credentials: aws.credentials,
      maxAttempts,
    });

  it.each([
    ['RequestExpired', 600_000],
    ['AuthFailure', -600_000],
  ])('answers %s when AWS is %i ms ahead', async (code, offset) => {
    const aws = new SimulatedAws({ clock: new ManualClock({ now: Date.now() + offset }) });

    await expect(list(clientOf(aws, 1))).rejects.toMatchObject({ name: code });
  });

  it('is put right by the second attempt of the SDK, from the date of the first reply', async () => {
    const aws = new SimulatedAws({ clock: new ManualClock({ now: Date.now() + 86_400_000 }) });

    const reply = await list(clientOf(aws, 2));

    expect(reply.$metadata.attempts).toBe(2);
    expect(aws.requests.map(({ outcome }) => outcome)).toEqual(['RequestExpired', 'ok']);
  });

  it('is not looked at when the skew has no limit', async () => {
    const aws = new SimulatedAws({
      clock: new ManualClock({ now: 0 }),
      maxClockSkewMs: Number.POSITIVE_INFINITY,
    });

    expect((await list(clientOf(aws, 1))).Reservations).toEqual([]);
  });
});
