import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  AuthenticationError,
  Ec2WorkerClient,
  InvalidParameterError,
  PermissionDeniedError,
} from 'ec2-worker-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from './worker-simulation.js';

const OTHER = '111122223333';
const ROLE = { roleArn: `arn:aws:iam::${OTHER}:role/workers` };
const SESSION = `arn:aws:sts::${OTHER}:assumed-role/workers/ec2-worker-client`;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('S135 forAccount', () => {
  it('works in the account of the role, and the first client still in its own', async () => {
    const { client } = new WorkerSimulation();
    const other = client.forAccount(ROLE);

    const own = await client.createInstance(LAUNCH);
    const foreign = await other.createInstance(LAUNCH);

    expect(own.accountId).toBe('123456789012');
    expect(foreign.accountId).toBe(OTHER);
    expect(await client.listInstances()).toMatchObject([{ instanceId: own.instanceId }]);
    expect(await other.listInstances()).toMatchObject([{ instanceId: foreign.instanceId }]);
    expect(await client.findInstance(foreign.instanceId)).toBeUndefined();
  });

  it('needs no default region for calls that name one', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config');
    const { client } = new WorkerSimulation({ region: undefined });

    const found = await client.forAccount(ROLE).listInstances({}, { region: 'eu-west-1' });

    expect(found).toEqual([]);
  });

  it('has the options of the first client', () => {
    const { client } = new WorkerSimulation({ region: 'eu-west-3' });

    expect(client.forAccount(ROLE)).toBeInstanceOf(Ec2WorkerClient);
    expect(client.forAccount(ROLE).region).toBe('eu-west-3');
  });

  it('takes a role on once, however many calls wait for it, in however many regions', async () => {
    const simulation = new WorkerSimulation();
    const regions = ['us-east-1', 'us-west-2', 'eu-west-1'];

    await Promise.all(
      regions.flatMap((region) =>
        [1, 2, 3].map(() => simulation.client.forAccount(ROLE).listInstances({}, { region })),
      ),
    );

    expect(simulation.actions.filter((action) => action === 'AssumeRole')).toHaveLength(1);
    expect(simulation.actions).toHaveLength(1 + 9);
  });

  it('keeps the client of a role, and tells roles apart by all that they are asked for with', () => {
    const { client } = new WorkerSimulation();
    const first = client.forAccount({ ...ROLE, sessionName: undefined });

    expect(client.forAccount(ROLE)).toBe(first);
    expect(client.forAccount({ ...ROLE, externalId: 'external-1' })).not.toBe(first);
    expect(client.forAccount({ ...ROLE, sessionName: 'other' })).not.toBe(first);
    expect(client.forAccount({ ...ROLE, durationSeconds: 900 })).not.toBe(first);
  });

  it('gives a new client once the old one is destroyed, and destroys those that are left with the first', async () => {
    const { client } = new WorkerSimulation();
    const first = client.forAccount(ROLE);
    first.destroy();
    const second = client.forAccount(ROLE);

    expect(second).not.toBe(first);
    await expect(second.listInstances()).resolves.toEqual([]);
    client.destroy();
    expect(second.isDestroyed).toBe(true);
    expect(() => client.forAccount(ROLE)).toThrow('this client was destroyed');
  });

  it('takes a role on with the role of the client that it is asked of', async () => {
    const simulation = new WorkerSimulation();
    const second = { roleArn: 'arn:aws:iam::444455556666:role/second' };
    simulation.aws.iam.putRole({ ...second, trusts: [ROLE.roleArn] });

    await expect(failure(simulation.client.forAccount(second).listInstances())).resolves.toBeInstanceOf(
      AuthenticationError,
    );
    const worker = await simulation.client.forAccount(ROLE).forAccount(second).createInstance(LAUNCH);

    expect(worker.accountId).toBe('444455556666');
  });

  it('is told the external id that the role asks for', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.putRole({ ...ROLE, externalId: 'external-1' });

    const error = await failure(client.forAccount(ROLE).listInstances());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.message).toContain('the external id, if it asks for one');
    await expect(client.forAccount({ ...ROLE, externalId: 'external-1' }).listInstances()).resolves.toEqual(
      [],
    );
  });

  it.each([
    ['no role', undefined, 'assumeRole'],
    ['no ARN', { roleArn: 'workers' }, 'assumeRole.roleArn'],
    ['a user', { roleArn: `arn:aws:iam::${OTHER}:user/ann` }, 'assumeRole.roleArn'],
    ['an external id with a blank', { ...ROLE, externalId: 'my secret' }, 'assumeRole.externalId'],
    ['a session name of one letter', { ...ROLE, sessionName: 'x' }, 'assumeRole.sessionName'],
    ['a session of text', { ...ROLE, durationSeconds: '900' }, 'assumeRole.durationSeconds'],
    ['a session of ten minutes', { ...ROLE, durationSeconds: 600 }, 'assumeRole.durationSeconds'],
  ])('refuses %s', (_, role, parameter) => {
    const { client } = new WorkerSimulation();
    const make = () => client.forAccount(role as never);

    expect(make).toThrow(InvalidParameterError);
    expect(make).toThrow(expect.objectContaining({ parameter, operation: 'forAccount' }));
    expect(make).not.toThrow('my secret');
  });

  it('refuses to work on an SDK client that was handed in, which has credentials of its own', async () => {
    const simulation = new WorkerSimulation();
    const ec2 = await simulation.client.ec2();
    const cloudWatch = new CloudWatchClient({ region: 'us-east-1' });

    for (const clients of [{ ec2 }, { cloudWatch }, { cloudWatch: () => cloudWatch }]) {
      const client = simulation.connect(clients);
      expect(() => client.forAccount(ROLE)).toThrow(InvalidParameterError);
    }
  });
});

describe('the session of a role', () => {
  it('is replaced before it ends, by the clock of the client, so that no call meets its end', async () => {
    const simulation = new WorkerSimulation({ assumeRole: { ...ROLE, durationSeconds: 900 } });
    await simulation.client.listInstances();
    await simulation.aws.advance(9 * 60_000);
    await simulation.client.listInstances();
    const early = simulation.actions;
    await simulation.aws.advance(2 * 60_000);
    simulation.aws.clearRequests();

    await Promise.all([simulation.client.listInstances(), simulation.client.listInstances()]);

    expect(early).toEqual(['AssumeRole', 'DescribeInstances', 'DescribeInstances']);
    expect(simulation.actions).toEqual(['AssumeRole', 'DescribeInstances', 'DescribeInstances']);
    expect(simulation.aws.requests.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok']);
  });

  it('is used to its end when it cannot be replaced, and then the reason is told', async () => {
    const simulation = new WorkerSimulation({ assumeRole: { ...ROLE, durationSeconds: 900 } });
    await simulation.client.listInstances();
    simulation.aws.iam.deny({ action: 'sts:AssumeRole' });
    await simulation.aws.advance(11 * 60_000);

    await expect(simulation.client.listInstances()).resolves.toEqual([]);
    await simulation.aws.advance(5 * 60_000);
    const error = await failure(simulation.client.listInstances());

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.message).toContain(`the role ${ROLE.roleArn} cannot be assumed`);
  });

  it('is replaced after AWS has ended it early', async () => {
    const simulation = new WorkerSimulation({ assumeRole: ROLE });
    const worker = await simulation.launch();
    simulation.aws.fail({ action: 'DescribeInstances', code: 'RequestExpired' });

    await simulation.client.getTags(worker);

    expect(simulation.actions).toEqual(['DescribeInstances', 'AssumeRole', 'DescribeInstances']);
  });
});

describe('taking a role on', () => {
  it('goes on with fresh credentials when those that take it on have expired', async () => {
    const simulation = new WorkerSimulation({ assumeRole: ROLE });
    await simulation.client.listInstances();
    simulation.aws.expireCredentials();
    await simulation.aws.advance(2 * 3_600_000);
    simulation.aws.clearRequests();

    await expect(simulation.client.listInstances()).resolves.toEqual([]);

    expect(simulation.aws.requests.map(({ action, outcome }) => `${action}: ${outcome}`)).toEqual([
      'AssumeRole: ExpiredToken',
      'AssumeRole: ok',
      'DescribeInstances: ok',
    ]);
  });

  it.each(['Throttling', 'ServiceUnavailable'])('is tried again after %s', async (code) => {
    const simulation = new WorkerSimulation({ assumeRole: ROLE });
    simulation.aws.fail({ action: 'AssumeRole', code });

    await expect(simulation.client.listInstances()).resolves.toEqual([]);
  });

  it.each(['html-502', 'reset', 'html-200'] as const)(
    'ends with an AuthenticationError that says so when STS cannot be reached (%s)',
    async (effect) => {
      const simulation = new WorkerSimulation({ assumeRole: ROLE, maxAttempts: 2 });
      simulation.aws.fail({ action: 'AssumeRole', effect, times: Infinity });

      const error = await failure(simulation.client.listInstances());

      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error.message).toContain(`the role ${ROLE.roleArn} cannot be assumed`);
      expect(error.message).toContain('Check the role, the credentials that take it on and the way to STS');
    },
  );
});

describe('a role that fails', () => {
  it('cannot be assumed: an AuthenticationError that names the role and what it asks for', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.putRole({ ...ROLE, trusts: ['999999999999'] });

    const error = await failure(client.forAccount(ROLE).createInstance(LAUNCH));

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ operation: 'createInstance', region: 'us-east-1', retryable: false });
    expect(error.message).toContain(`the role ${ROLE.roleArn} cannot be assumed: `);
    expect(error.message).toContain('its trust policy must name the caller');
  });

  it('was assumed, but is not allowed: a PermissionDeniedError that names its session and the action', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.attachPolicy({ Version: '2012-10-17', Statement: [] }, { principal: 'arn:aws:sts::*' });

    const error = await failure(client.forAccount(ROLE).createInstance(LAUNCH));

    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ action: 'ec2:RunInstances' });
    expect(error.message).toContain(`User: ${SESSION} is not authorized to perform: ec2:RunInstances`);
    expect(error.message).not.toContain('cannot be assumed');
  });

  it('keeps the external id to itself', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.putRole({ ...ROLE, externalId: 'right' });

    const error = await failure(client.forAccount({ ...ROLE, externalId: 'wrong-secret' }).listInstances());

    expect(error.message + JSON.stringify(error) + String(error.stack)).not.toContain('wrong-secret');
  });
});
