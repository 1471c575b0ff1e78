import { IncorrectStateError, InstanceNotFoundError, WaitTimeoutError } from 'ec2-worker-client';
import type { CmlWaitProgress } from 'ec2-worker-client/cml';
import { describe, expect, it, vi } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

const MINUTE_MS = 60_000;

describe('waitUntilReady', () => {
  it('rides out a start, and wants the host to stay ready', async () => {
    const { host, clock } = await setCmlStage({
      phase: [
        { phase: 'refuse', forMs: 40_000 },
        { phase: '502', forMs: 30_000 },
        { phase: 'not-json', forMs: 10_000 },
        { phase: 'not-ready', forMs: 40_000 },
        { phase: 'ready' },
      ],
    });
    const begin = clock.now();
    const progress: CmlWaitProgress[] = [];

    const probe = await host.waitUntilReady({ onProgress: (news) => progress.push(news) });

    const waited = clock.now() - begin;
    expect(probe).toMatchObject({ phase: 'ready', auth: 'ok', licensed: true });
    expect(waited).toBeGreaterThanOrEqual(135_000);
    expect(waited).toBeLessThanOrEqual(151_000);
    expect(new Set(progress.map((news) => news.probe?.phase))).toEqual(
      new Set(['unreachable', 'starting', 'not-ready', 'ready']),
    );
    expect(progress.at(-1)).toMatchObject({
      message: 'ready, as waited for',
      elapsedSeconds: Math.round(waited / 1_000),
    });
    expect(clock.pendingSleeps).toBe(0);
  });

  it('is not satisfied by a host that is ready and then restarts', async () => {
    const { host, clock } = await setCmlStage({
      phase: [{ phase: 'ready', forMs: 120_000 }, { phase: 'refuse', forMs: 90_000 }, { phase: 'ready' }],
    });
    const begin = clock.now();

    await host.waitUntilReady({ stableForSeconds: 180, maxWaitTime: 1_200 });

    expect(clock.now() - begin).toBeGreaterThanOrEqual(390_000);
  });

  it('looks again often while things change, and less often while nothing does', async () => {
    const { host, cml, clock } = await setCmlStage({ phase: '502' });

    await failureOf(host.waitUntilReady({ maxWaitTime: 120 }));

    const times = cml.requests.map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(gaps[0]).toBe(5_000);
    expect(Math.max(...gaps)).toBe(15_000);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('tells what it was like when the time was up, and what may help', async () => {
    const { host, clock, cml } = await setCmlStage({
      phase: [{ phase: 'refuse', forMs: MINUTE_MS }, { phase: '502' }],
    });
    const begin = clock.now();

    const error = await failureOf(host.waitUntilReady());

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error).toMatchObject({
      kind: 'wait-timeout',
      code: 'GATEWAY',
      operation: 'CmlHostClient.waitUntilReady',
      host: `${cml.address}:${cml.port}`,
      wait: 'CmlHostClient.waitUntilReady',
      maxWaitTime: 600,
      problems: [{ code: 'GATEWAY' }],
    });
    expect(error.message).toMatch(/timed out after 600 s and \d+ polls: starting: GATEWAY\./);
    expect(error.message).toMatch(/It was unreachable from 0 s, starting from \d+ s\./);
    expect(error.message).toMatch(/1,200 s.*maxWaitTime 600 s/);
    expect(clock.now() - begin).toBe(600_000);
  });

  it('hints at an installation that never was where the host refuses the whole time', async () => {
    const { host } = await setCmlStage({ phase: 'refuse' });

    expect((await failureOf(host.waitUntilReady())).message).toMatch(/cloud-init-output\.log/);
  });

  it('waits as long as the settings say', async () => {
    const stage = await setCmlStage({ phase: 'not-ready' });
    const settings = { startupTimeoutSeconds: 90, httpsPort: stage.cml.port, apiPort: stage.cml.port };
    const host = stage.connect({ port: undefined, settings });

    expect(await failureOf(host.waitUntilReady())).toMatchObject({ maxWaitTime: 90, code: 'NOT_READY' });
  });

  it('takes a host without a licence for ready, since that comes after', async () => {
    const { host } = await setCmlStage({ licensed: false, diskFreeShare: 0.01, version: '2.8.0' });

    expect(await host.waitUntilReady()).toMatchObject({ phase: 'degraded', ready: true, licensed: false });
  });

  it.each([
    [{ maintenance: true }, 'MAINTENANCE'],
    [{ health: 'images-missing' }, 'IMAGES_MISSING'],
    [{ health: 'invalid' }, 'UNHEALTHY'],
  ] as const)('does not take one with %j for ready, unless that is accepted', async (options, code) => {
    const { host } = await setCmlStage(options);

    expect(await failureOf(host.waitUntilReady({ maxWaitTime: 60 }))).toMatchObject({
      kind: 'wait-timeout',
      code,
    });
    expect(await host.waitUntilReady({ maxWaitTime: 60, accept: [code] })).toMatchObject({ ready: true });
  });

  it('waits on while a host that is not ready has no accounts yet, and logs in once a minute at most', async () => {
    const stage = await setCmlStage({ phase: [{ phase: 'not-ready', forMs: 200_000 }, { phase: 'ready' }] });
    let password = 'not set yet';
    const host = stage.connect({ credentials: () => ({ username: 'service', password }) });
    void stage.clock.sleepInBackground(180_000).then(() => {
      password = 'simulated';
    });

    await host.waitUntilReady();

    expect(stage.calls().filter((call) => call === 'POST /auth_extended').length).toBeLessThanOrEqual(5);
  });

  it('does not mind a display that breaks', async () => {
    const { host } = await setCmlStage();
    const thrown = vi.fn<() => unknown>(() => {
      throw new Error('display');
    });
    const rejected = vi.fn<() => unknown>(() => Promise.reject(new Error('display')));

    for (const onProgress of [thrown, rejected]) {
      expect(await host.waitUntilReady({ onProgress })).toMatchObject({ phase: 'ready' });
      expect(onProgress).toHaveBeenCalled();
    }
  });

  it('asks again for an address that is not known yet, and fails with what will not pass', async () => {
    const stage = await setCmlStage();
    let asked = 0;
    const host = stage.connect({
      host: () => {
        asked += 1;
        if (asked < 3) throw new IncorrectStateError({ message: 'No address yet.', retryable: true });
        if (asked === 3) return stage.cml.address;
        throw new InstanceNotFoundError({ message: 'Gone.' });
      },
    });

    expect(await host.waitUntilReady()).toMatchObject({ phase: 'ready' });
    await stage.cml.setPhase('refuse');
    expect(await failureOf(host.waitUntilReady())).toMatchObject({
      kind: 'instance-not-found',
      message: 'Gone.',
    });
  });

  it.each([
    [{ maxWaitTime: 0 }, 'maxWaitTime'],
    [{ minDelay: -1 }, 'minDelay'],
    [{ minDelay: 10, maxDelay: 5 }, 'maxDelay'],
    [{ stableForSeconds: 600 }, 'stableForSeconds'],
    [{ graceSeconds: Number.NaN }, 'graceSeconds'],
    [{ onProgress: 'loud' as never }, 'onProgress'],
  ])('refuses %j before anything is sent', async (options, parameter) => {
    const { host, cml } = await setCmlStage();

    expect(await failureOf(host.waitUntilReady(options))).toMatchObject({
      kind: 'invalid-parameter',
      parameter,
    });
    expect(cml.requests).toEqual([]);
  });
});
