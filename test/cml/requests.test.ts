import { AbortedError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

describe('a look at a host', () => {
  it.each([
    { effect: 'reset' },
    { effect: 'truncated' },
    { status: 502 },
    { status: 503 },
    { status: 504 },
  ] as const)('is taken again after %j', async (fault) => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/system_stats', ...fault, times: 2 });

    expect(await host.stats()).toMatchObject({ cpu: { count: 8 } });
    expect(cml.requests.filter(({ path }) => path === '/system_stats')).toHaveLength(3);
  });

  it('is taken three times at most, with a pause that grows', async () => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/system_stats', status: 503, times: 9 });

    const error = await failureOf(host.stats());

    const times = cml.requests.filter(({ path }) => path === '/system_stats').map(({ at }) => at);
    expect(error).toMatchObject({
      kind: 'service-unavailable',
      code: 'GATEWAY',
      httpStatus: 503,
      retryable: true,
    });
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 500, 1_500]);
  });

  it.each([
    [400, 'invalid-parameter', 'BAD_REQUEST'],
    [403, 'permission-denied', 'NO_PERMISSION'],
    [404, 'resource-not-found', 'NOT_FOUND'],
    [409, 'conflict', 'CONFLICT'],
    [500, 'service-unavailable', 'SERVER_ERROR'],
    [302, 'network', 'NOT_JSON'],
  ])('is not taken again after %i, which is %s', async (status, kind, code) => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/system_stats', status, headers: { location: 'https://127.0.0.1:1/' } });

    const error = await failureOf(host.stats());

    expect(error).toMatchObject({ kind, code, httpStatus: status, operation: 'CmlHostClient.stats' });
    expect(cml.requests.filter(({ path }) => path === '/system_stats')).toHaveLength(1);
  });

  it('says what the host says, in a message that names the call and the host', async () => {
    const stage = await setCmlStage();
    const instance = { instanceId: 'i-0123456789abcdef0', region: 'us-east-1' };
    const host = stage.connect({ instance });
    stage.cml.fail({ path: '/system_stats', status: 409, body: { code: 409, description: 'Busy.' } });

    const error = await failureOf(host.stats());

    const { address, port } = stage.cml;
    expect(error.message).toBe(
      `CmlHostClient.stats i-0123456789abcdef0 in us-east-1 on ${address}:${port} failed: it says "Busy." ` +
        '(CONFLICT, HTTP 409). The host is busy with another change of the same kind: try again in a moment.',
    );
    expect(error).toMatchObject({
      host: `${address}:${port}`,
      region: 'us-east-1',
      instanceIds: [instance.instanceId],
    });
  });

  it('names a host of an address with colons so that the port can be told from it', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ host: '::1', port: 1 });

    expect(await failureOf(host.stats())).toMatchObject({ kind: 'network', host: '[::1]:1' });
  });

  it('blames maintenance mode where that is what keeps a user out', async () => {
    const users = [{ username: 'student', password: 'secret', admin: false }];
    const { host } = await setCmlStage({ users, maintenance: true });

    const error = await failureOf(host.labs());

    expect(error).toMatchObject({ kind: 'permission-denied', code: 'MAINTENANCE', httpStatus: 403 });
    expect(error.message).toMatch(/maintenance mode.*Only admins/);
  });

  it('reads no more of an answer than it is told to', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ maxBodyBytes: 1_000 });
    stage.cml.fail({ path: '/system_stats', status: 200, body: { padding: 'x'.repeat(2_000_000) } });

    const error = await failureOf(host.stats());

    expect(error).toMatchObject({ kind: 'network', code: 'TOO_LARGE', retryable: false });
    expect(error.message).toMatch(/larger than 1000 bytes.*maxBodyBytes/);
  });

  it('is not taken again where a whole time limit went by', async () => {
    const stage = await setCmlStage({}, { requestTimeoutMs: 300 });
    stage.cml.fail({ path: '/system_stats', effect: 'stall', times: 9 });

    const error = await failureOf(stage.host.stats());

    expect(error).toMatchObject({ kind: 'network', code: 'TIMEOUT', retryable: true });
    expect(stage.cml.requests.filter(({ path }) => path === '/system_stats')).toHaveLength(1);
  });

  // Elsewhere there is no second address to move to.
  it.runIf(process.platform === 'linux')(
    'is taken at the new address of a host that has moved, with a login of its own',
    async () => {
      const stage = await setCmlStage();
      const before = stage.cml.address;
      const asked: string[] = [];
      const host = stage.connect({
        host: () => {
          asked.push(stage.cml.address);
          return stage.cml.address;
        },
      });
      await host.stats();
      await host.stats();
      await stage.cml.move();

      await host.stats();

      expect(stage.cml.address).not.toBe(before);
      expect(asked).toEqual([before, stage.cml.address]);
      expect(stage.calls().filter((call) => call === 'POST /auth_extended')).toHaveLength(2);
    },
  );
});

describe('a change of a host', () => {
  it('is never sent again once it may have been carried out', async () => {
    const { host, cml } = await setCmlStage({ licensed: false });
    cml.fail({ method: 'POST', path: '/licensing/registration', effect: 'lost-reply' });

    expect(await host.registerLicense({ token: 'abc' })).toMatchObject({ valid: true });
    expect(cml.requests.filter(({ path }) => path === '/licensing/registration')).toHaveLength(1);
  });
});

describe('an abort', () => {
  it('ends a call that waits for an answer, at once', async () => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/system_stats', effect: 'stall' });
    const controller = new AbortController();
    const outcome = failureOf(host.stats({ abortSignal: controller.signal }));
    await expect.poll(() => cml.requests.length).toBe(2);

    controller.abort(new Error('lost interest'));

    const error = await outcome;
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.message).toMatch(/CmlHostClient.stats on .* was aborted: lost interest/);
  });

  it('of before keeps a call from sending anything', async () => {
    const { host, cml } = await setCmlStage();

    expect(await failureOf(host.labs({ abortSignal: AbortSignal.abort() }))).toBeInstanceOf(AbortedError);
    expect(await failureOf(host.probe({ abortSignal: AbortSignal.abort() }))).toBeInstanceOf(AbortedError);
    expect(cml.requests).toEqual([]);
  });
});
