import { AuthenticationError } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure, WorkerSimulation } from './worker-simulation.js';

const ROLE = 'arn:aws:iam::123456789012:role/worker-manager';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('authentication', () => {
  it.each(['RequestExpired', 'ExpiredToken', 'ExpiredTokenException', 'AuthFailure'])(
    'asks the provider once more after %s, and goes on with what it gives',
    async (code) => {
      const simulation = new WorkerSimulation();
      const worker = await simulation.launch();
      const asked = simulation.aws.credentialsProvider.calls;
      simulation.aws.fail({ code });

      await simulation.client.getTags(worker);

      expect(simulation.aws.credentialsProvider.calls).toBe(asked + 1);
      expect(simulation.actions).toEqual(['DescribeInstances', 'DescribeInstances']);
    },
  );

  it('goes on with fresh credentials when the ones in use expire', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.expireCredentials();

    await simulation.client.getTags(worker);

    const [before, after] = simulation.aws.requests.map(({ accessKeyId }) => accessKeyId);
    expect(after).toBe(simulation.aws.credentials.accessKeyId);
    expect(after).not.toBe(before);
  });

  it('gives up after one refresh on credentials that are expired for good', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    const asked = simulation.aws.credentialsProvider.calls;
    simulation.aws.expireCredentials({ permanently: true });

    const error = await failure(simulation.client.getTags(worker));

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(simulation.aws.credentialsProvider.calls).toBe(asked + 1);
    expect(simulation.actions).toHaveLength(2);
  });

  it('tells missing credentials, and sends nothing', async () => {
    const simulation = new WorkerSimulation();
    const client = simulation.connect({
      credentials: () =>
        Promise.reject(
          Object.assign(new Error('Could not load credentials from any providers'), {
            name: 'CredentialsProviderError',
          }),
        ),
    });

    const error = await failure(client.listInstances());

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.message).toContain('name a profile');
    expect(simulation.actions).toEqual([]);
  });

  it('corrects the time of signing on a host whose clock is hours behind', async () => {
    const clock = new ManualClock({ now: Date.now() + 3 * 3_600_000 });
    const simulation = new WorkerSimulation({}, { autoAdvance: true });
    const aws = new SimulatedAws({ clock });
    const client = simulation.connect({
      requestHandler: aws.requestHandler,
      credentials: aws.credentials,
      clock: undefined,
    });

    const first = await client.listInstances();
    const sentFirst = aws.requests.length;
    await client.listInstances();

    expect(first).toEqual([]);
    expect(sentFirst).toBe(2);
    expect(aws.requests).toHaveLength(3);
  });

  it("signs with the clock of the client, which a simulation may have moved far from the machine's", async () => {
    const simulation = new WorkerSimulation();
    await simulation.aws.advance(30 * 86_400_000);

    await expect(simulation.client.listInstances()).resolves.toEqual([]);

    expect(simulation.actions).toHaveLength(1);
  });
});

describe('a role', () => {
  it('is taken on before the first request, and again when its session is over', async () => {
    const simulation = new WorkerSimulation({ assumeRole: { roleArn: ROLE, sessionName: 'lab-manager' } });
    await simulation.client.listInstances();
    const first = simulation.actions;
    await simulation.aws.advance(2 * 3_600_000);
    simulation.aws.clearRequests();

    await simulation.client.listInstances();

    expect(first).toEqual(['AssumeRole', 'DescribeInstances']);
    expect(simulation.actions).toContain('AssumeRole');
    expect(simulation.actions.at(-1)).toBe('DescribeInstances');
    expect(simulation.aws.requests.at(-1)).toMatchObject({ outcome: 'ok' });
  });

  it('is taken on at home, so that a first call to a region that nobody can use fails no other', async () => {
    const simulation = new WorkerSimulation({ assumeRole: { roleArn: ROLE } });

    await failure(simulation.client.listInstances({}, { region: 'me-south-1' }));

    await expect(simulation.client.listInstances()).resolves.toEqual([]);
  });

  it.each([
    ['aws', 'eu-west-1', 'eu-west-1'],
    ['aws', undefined, 'us-east-1'],
    ['aws-cn', 'eu-west-1', 'cn-northwest-1'],
    ['aws-cn', 'cn-north-1', 'cn-north-1'],
  ])('of the partition %s and a client at home in %s is taken on in %s', async (name, region, asked) => {
    vi.stubEnv('AWS_REGION', undefined);
    const roleArn = ROLE.replace(':aws:', `:${name}:`);
    const simulation = new WorkerSimulation({ region, assumeRole: { roleArn } });

    await simulation.client.listInstances({}, { region: 'us-west-2' }).catch(() => undefined);

    expect(simulation.aws.requests[0]).toMatchObject({ action: 'AssumeRole', region: asked });
  });

  it('is asked for as the options say', async () => {
    const simulation = new WorkerSimulation({
      assumeRole: { roleArn: ROLE, externalId: 'external-1', durationSeconds: 900 },
    });

    await simulation.client.listInstances();

    const asked = simulation.aws.requests[0]?.parameters;
    expect(String(asked?.['DurationSeconds'])).toBe('900');
    expect(asked).toMatchObject({
      RoleArn: ROLE,
      RoleSessionName: 'ec2-worker-client',
      ExternalId: 'external-1',
    });
  });

  it('that may not be taken on is an authentication error', async () => {
    const simulation = new WorkerSimulation({ assumeRole: { roleArn: ROLE } });
    const message = `User: somebody is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
    simulation.aws.fail({ action: 'AssumeRole', code: 'AccessDenied', message, times: Infinity });

    await expect(failure(simulation.client.listInstances())).resolves.toMatchObject({
      kind: 'authentication',
    });
  });
});
