import { AbortedError, WorkerUnhealthyError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { turns } from '../client/worker-simulation.js';
import { failureOf, setCmlStage } from './cml-stage.js';

describe('waitUntilReady, when something will not do', () => {
  it('gives up on a machine that CML cannot run on, once that has lasted', async () => {
    const { host, clock } = await setCmlStage({ phase: 'not-ready', health: 'no-kvm' });
    const begin = clock.now();

    const error = await failureOf(host.waitUntilReady());

    expect(error).toBeInstanceOf(WorkerUnhealthyError);
    expect(error).toMatchObject({
      code: 'NO_KVM',
      problems: expect.arrayContaining([expect.objectContaining({ code: 'NO_KVM' })]),
    });
    expect(error.message).toMatch(/gave up: .*cannot run KVM.*metal/);
    expect(clock.now() - begin).toBeGreaterThanOrEqual(120_000);
    expect(clock.now() - begin).toBeLessThanOrEqual(136_000);
  });

  it.each([0, 30])('gives up on a certificate that stays untrusted for %i s', async (graceSeconds) => {
    const stage = await setCmlStage();
    const host = stage.connect({ tls: { mode: 'system' } });
    const begin = stage.clock.now();

    const error = await failureOf(host.waitUntilReady({ graceSeconds }));

    expect(error).toMatchObject({ kind: 'network', code: 'TLS_UNTRUSTED', retryable: false });
    expect(stage.clock.now() - begin).toBeGreaterThanOrEqual(graceSeconds * 1_000);
    expect(stage.clock.now() - begin).toBeLessThanOrEqual((graceSeconds + 15) * 1_000);
  });

  it('gives up at once on credentials that a ready host rejects', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ credentials: { username: 'service', password: 'wrong' } });
    const begin = stage.clock.now();

    expect(await failureOf(host.waitUntilReady())).toMatchObject({
      kind: 'authentication',
      code: 'AUTH_REJECTED',
    });
    expect(stage.clock.now() - begin).toBe(0);
  });

  it('waits on while the host takes no logins', async () => {
    const { host, cml, clock } = await setCmlStage({ maxFailedLogins: 0, retryAfterSeconds: 90 });
    void clock.sleepInBackground(60_000).then(() => {
      cml.behave({ maxFailedLogins: 30 });
    });

    await host.waitUntilReady();

    expect(cml.requests.filter(({ status }) => status === 429)).toHaveLength(1);
  });

  it('ends with the signal of its caller, and leaves nothing behind', async () => {
    const { host, clock } = await setCmlStage({ phase: '502' });
    const controller = new AbortController();
    const onProgress = (): void => {
      controller.abort(new Error('shut down'));
    };

    const error = await failureOf(host.waitUntilReady({ abortSignal: controller.signal, onProgress }));
    await turns();

    expect(error).toBeInstanceOf(AbortedError);
    expect(clock.pendingSleeps).toBe(0);
  });
});
