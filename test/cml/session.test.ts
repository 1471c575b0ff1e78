import type { CmlCredentials } from 'ec2-worker-client/cml';
import { describe, expect, it, vi } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

const LOGIN = 'POST /auth_extended';
const logins = (calls: readonly string[]): number => calls.filter((call) => call === LOGIN).length;

describe('logging in', () => {
  it('is done once for calls that begin together, and for those after', async () => {
    const stage = await setCmlStage();

    await Promise.all([stage.host.stats(), stage.host.labs(), stage.host.license(), stage.host.activity()]);
    await stage.host.stats();

    expect(logins(stage.calls())).toBe(1);
  });

  it('is not done for nobody', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ credentials: undefined });

    const error = await failureOf(host.labs());

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'credentials' });
    expect(stage.calls()).toEqual([]);
  });

  it('is done again a minute before the token runs out, by the token itself', async () => {
    const stage = await setCmlStage({ tokenTtlSeconds: 300 });
    await stage.host.stats();

    await stage.clock.sleep(239_000);
    await stage.host.stats();
    const before = logins(stage.calls());
    await stage.clock.sleep(2_000);
    await stage.host.stats();

    expect([before, logins(stage.calls())]).toEqual([1, 2]);
    expect(stage.cml.requests.every(({ status }) => status === 200)).toBe(true);
  });

  it('goes by how long a token is good for, not by what the clock of the host says', async () => {
    const stage = await setCmlStage({ tokenTtlSeconds: 300 });
    const ahead = {
      now: () => stage.clock.now() + 86_400_000,
      sleep: stage.clock.sleep.bind(stage.clock),
      hold: () => stage.clock.hold(),
    };
    const host = stage.connect({ clock: ahead });

    await host.stats();
    await host.stats();

    expect(logins(stage.calls())).toBe(1);
  });

  it('is done once more, for all calls together, when the host does not know the token any more', async () => {
    const stage = await setCmlStage();
    await stage.host.stats();
    stage.cml.revokeTokens();

    const results = await Promise.all([stage.host.license(), stage.host.stats(), stage.host.labs()]);

    expect(results).toHaveLength(3);
    expect(logins(stage.calls())).toBe(2);
  });

  it('is given up when the new token is not taken either', async () => {
    const stage = await setCmlStage();
    stage.cml.fail({ path: '/licensing', status: 401, times: 5 });

    const error = await failureOf(stage.host.license());

    expect(error).toMatchObject({
      kind: 'authentication',
      code: 'AUTH_REJECTED',
      httpStatus: 401,
      retryable: false,
    });
    expect(stage.calls().filter((call) => call === 'GET /licensing')).toHaveLength(2);
  });

  it('is not tried again with credentials that were rejected, until a minute has passed or they are others', async () => {
    const stage = await setCmlStage();
    let credentials: CmlCredentials = { username: 'service', password: 'wrong' };
    const host = stage.connect({ credentials: () => credentials });

    const first = await failureOf(host.stats());
    await failureOf(host.stats());
    const early = logins(stage.calls());
    await stage.clock.sleep(61_000);
    await failureOf(host.stats());
    const later = logins(stage.calls());
    credentials = { username: 'service', password: 'simulated' };
    await host.stats();

    expect(first).toMatchObject({ kind: 'authentication', code: 'AUTH_REJECTED', httpStatus: 403 });
    expect(first.message).toMatch(/user name and password/);
    expect([early, later, logins(stage.calls())]).toEqual([1, 2, 3]);
  });

  it.each([
    [120, 120],
    [0, 60],
  ])(
    'is left off for as long as a host that has too much of it asks for: %i s',
    async (retryAfterSeconds, expected) => {
      const stage = await setCmlStage({ maxFailedLogins: 0, retryAfterSeconds });

      const error = await failureOf(stage.host.stats());
      await stage.clock.sleep(expected * 1_000 - 2_000);
      const again = await failureOf(stage.host.stats());
      const early = logins(stage.calls());
      stage.cml.behave({ maxFailedLogins: 30 });
      await stage.clock.sleep(3_000);
      await stage.host.stats();

      expect(error).toMatchObject({
        kind: 'throttled',
        code: 'AUTH_RATE_LIMITED',
        httpStatus: 429,
        retryAfterSeconds: expected,
        retryable: true,
      });
      expect(again).toMatchObject({ kind: 'throttled', retryAfterSeconds: 2 });
      expect([early, logins(stage.calls())]).toEqual([1, 2]);
    },
  );

  it('falls back on the older call of a host that lacks the newer', async () => {
    const stage = await setCmlStage({ extendedLogin: false });
    stage.cml.record({ category: 'user_activity', userId: stage.cml.userIds['service'] });

    expect(await stage.host.activity()).toMatchObject({ known: true, ignored: 1 });
    expect(stage.calls()).toContain('POST /authenticate');
  });

  it('goes on for the others when one of those who wait for it gives up', async () => {
    const stage = await setCmlStage();
    const controller = new AbortController();
    let isAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    let give = (_: CmlCredentials): void => undefined;
    const given = new Promise<CmlCredentials>((resolve) => {
      give = resolve;
    });
    const source = vi.fn(() => {
      isAsked();
      return given;
    });
    const host = stage.connect({ credentials: source });

    const impatient = failureOf(host.stats({ abortSignal: controller.signal }));
    const patient = host.stats();
    await asked;
    controller.abort();
    const error = await impatient;
    give(stage.cml.clientOptions.credentials);

    expect(error.kind).toBe('aborted');
    expect(await patient).toMatchObject({ cpu: { count: 8 } });
    expect(source).toHaveBeenCalledTimes(1);
  });
});

describe('a token that was handed in', () => {
  it('is sent as it is, and not ended by close', async () => {
    const stage = await setCmlStage();
    const token = stage.cml.issueToken('service');
    const host = stage.connect({ credentials: { token } });

    await host.stats();
    await host.close();
    await stage.connect({ credentials: { token } }).stats();

    expect(stage.calls()).toEqual(['GET /system_stats', 'GET /system_stats']);
  });

  it('is not sent twice once it is rejected', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ credentials: { token: 'nobodys-token' } });

    expect(await failureOf(host.stats())).toMatchObject({ kind: 'authentication', httpStatus: 401 });
    expect(stage.calls()).toEqual(['GET /system_stats']);
  });

  it('is asked for again where a function gives it', async () => {
    const stage = await setCmlStage();
    const tokens = ['nobodys-token', stage.cml.issueToken('service')];
    const host = stage.connect({ credentials: () => ({ token: tokens.shift() ?? 'none' }) });

    expect(await host.stats()).toMatchObject({ cpu: { count: 8 } });
  });
});

describe('close', () => {
  it('logs out', async () => {
    const stage = await setCmlStage();
    await stage.host.stats();

    await stage.host.close();

    expect(stage.calls().at(-1)).toBe('DELETE /logout');
  });

  it('does nothing where nobody was logged in, and never fails', async () => {
    const stage = await setCmlStage();
    await stage.host.close();
    const unused = stage.calls().length;
    await stage.host.stats();
    await stage.cml.setPhase('refuse');

    await expect(stage.host.close()).resolves.toBeUndefined();
    expect(unused).toBe(0);
  });
});
