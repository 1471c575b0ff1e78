import { AbortedError, LicenseError, WaitTimeoutError, WorkerUnhealthyError } from 'ec2-worker-client';
import { type ServiceReadyProgress, waitUntilServiceReady } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure, turns } from '../client/worker-simulation.js';
import { setServiceStage } from './service-stage.js';

const TOKEN = 'abc-123';
const BOOT_SLOWLY = [{ phase: '502', forMs: 200_000 }, { phase: 'ready' }] as const;

describe('waitUntilServiceReady', () => {
  it('goes from a launch to a lab service that works', async () => {
    const { hostOptions, worker, cml, clock } = await setServiceStage();
    const begin = clock.now();
    const news: ServiceReadyProgress[] = [];

    const ready = await waitUntilServiceReady(worker, {
      ...hostOptions,
      onProgress: (one) => news.push(one),
    });

    await using host = ready.host;
    expect(ready.worker).toMatchObject({
      instanceId: worker.instanceId,
      instanceState: 'running',
      instanceStatus: 'ok',
      systemStatus: 'ok',
      publicIp: cml.address,
    });
    expect(ready.probe).toMatchObject({ phase: 'ready', address: cml.address, licensed: true });
    expect(ready.license).toMatchObject({ valid: true });
    expect(await host.labs()).toMatchObject({ total: 0 });
    // 15 s to run, 120 s to its checks, during which CML has booted, and the time it has to be stable.
    const waited = clock.now() - begin;
    expect(waited).toBeGreaterThanOrEqual(150_000);
    expect(waited).toBeLessThanOrEqual(170_000);
    expect([...new Set(news.map(({ phase }) => phase))]).toEqual(['instance', 'host', 'license']);
    expect(news.at(-1)).toMatchObject({
      instanceId: worker.instanceId,
      instanceState: 'running',
      probe: { phase: 'ready' },
      license: { valid: true },
    });
  });

  it('waits for a host that takes longer than the instance', async () => {
    const boot = [
      { phase: 'refuse', forMs: 300_000 },
      { phase: 'ready', forMs: 60_000 },
      // What an installation by cloud-init ends with.
      { phase: 'refuse', forMs: 60_000 },
      { phase: 'ready' },
    ] as const;
    const { hostOptions, worker, clock } = await setServiceStage({ boot });
    const begin = clock.now();

    const { host } = await waitUntilServiceReady(worker.instanceId, {
      ...hostOptions,
      stableForSeconds: 180,
      maxWaitTime: 1_200,
    });
    await host.close();

    expect(clock.now() - begin).toBeGreaterThanOrEqual(15_000 + 420_000 + 180_000);
  });

  it('registers a licence where there is none, and looks again', async () => {
    const { hostOptions, worker, cml } = await setServiceStage({ licensed: false });
    const settings = { startupTimeoutSeconds: 600, license: { token: TOKEN, checkOnStartup: true } };
    const messages: string[] = [];

    const { license, probe, host } = await waitUntilServiceReady(worker, {
      ...hostOptions,
      settings,
      onProgress: ({ phase, message }) => messages.push(`${phase}: ${message}`),
    });
    await host.close();

    expect(license).toMatchObject({ valid: true });
    expect(probe).toMatchObject({ phase: 'ready', licensed: true });
    expect(messages).toEqual(expect.arrayContaining(['license: accepted', 'license: registering']));
    expect(cml.requests.filter(({ path }) => path === '/licensing/registration')).toHaveLength(1);
  });

  it('fails without a licence and a token for one, unless it is told to do without', async () => {
    const { hostOptions, worker } = await setServiceStage({ licensed: false });

    const error = await failure(waitUntilServiceReady(worker, hostOptions));
    const license = { checkOnStartup: false };
    const { host, probe, ...ready } = await waitUntilServiceReady(worker, { ...hostOptions, license });
    await host.close();

    expect(error).toBeInstanceOf(LicenseError);
    expect(error).toMatchObject({
      code: 'UNLICENSED',
      registration: 'NOT_REGISTERED',
      instanceIds: [worker.instanceId],
    });
    expect(error.message).toMatch(/license\.token.*checkOnStartup: false/);
    expect(ready.license).toBeUndefined();
    expect(probe).toMatchObject({ ready: true, licensed: false });
  });

  it('fails with the reason of the host where its licence comes to nothing', async () => {
    const { hostOptions, worker } = await setServiceStage({ licensed: false, registration: 'bad-token' });

    const error = await failure(waitUntilServiceReady(worker, { ...hostOptions, license: { token: TOKEN } }));

    expect(error).toMatchObject({ kind: 'license', code: 'LICENSE_REJECTED' });
  });

  it('waits for the host again when it goes away before its licence was read', async () => {
    const { hostOptions, worker, cml } = await setServiceStage();
    cml.fail({ path: '/licensing', status: 503, times: 3 });

    const { host, license } = await waitUntilServiceReady(worker, hostOptions);
    await host.close();

    expect(license).toMatchObject({ valid: true });
  });

  it('ends with the signal of its caller also between two looks at the licence', async () => {
    const { hostOptions, worker, cml } = await setServiceStage();
    const controller = new AbortController();
    cml.fail({ path: '/licensing', status: 503, times: 99 });
    const onProgress = ({ phase }: ServiceReadyProgress): void => {
      if (phase === 'license') controller.abort(new Error('shut down'));
    };
    const options = { ...hostOptions, onProgress, abortSignal: controller.signal };

    const error = await failure(waitUntilServiceReady(worker, options));

    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ operation: 'waitUntilServiceReady', instanceIds: [worker.instanceId] });
  });

  it('ends when the worker is stopped, and finds it at its new address when it is started again', async () => {
    const { hostOptions, worker, client, cml } = await setServiceStage({ boot: BOOT_SLOWLY });
    const addresses = new Set<string>();
    let stopping: Promise<unknown> | undefined;
    const onProgress = ({ probe, phase }: ServiceReadyProgress): void => {
      if (probe !== undefined) addresses.add(probe.address);
      if (phase === 'host') stopping ??= client.stopInstance(worker);
    };

    const error = await failure(waitUntilServiceReady(worker, { ...hostOptions, onProgress }));
    await stopping;
    await client.waitUntilStopped(worker);
    await client.startInstance(worker);
    const {
      host,
      probe,
      worker: found,
    } = await waitUntilServiceReady(worker, { ...hostOptions, onProgress });
    await host.close();

    expect(error).toBeInstanceOf(WorkerUnhealthyError);
    expect(error).toMatchObject({ instanceIds: [worker.instanceId] });
    expect(probe).toMatchObject({ phase: 'ready', address: cml.address });
    expect(found.publicIp).toBe(cml.address);
    expect(addresses.size).toBe(process.platform === 'linux' ? 2 : 1);
  });

  it('fails at once for an instance that comes to its end', async () => {
    const { hostOptions, worker, aws, clock } = await setServiceStage({ boot: [{ phase: 'refuse' }] });
    const begin = clock.now();
    let isEnded = false;
    const onProgress = ({ phase }: ServiceReadyProgress): void => {
      if (phase !== 'host' || isEnded) return;
      isEnded = true;
      aws.terminateInstance(worker.instanceId, { code: 'Server.InternalError', message: 'host failure' });
    };

    const error = await failure(waitUntilServiceReady(worker, { ...hostOptions, onProgress }));

    expect(error).toBeInstanceOf(WorkerUnhealthyError);
    expect(error.instanceIds).toEqual([worker.instanceId]);
    expect(clock.now() - begin).toBeLessThanOrEqual(170_000);
  });

  it('gives the whole time from when the instance runs, and no more', async () => {
    const { hostOptions, worker, clock } = await setServiceStage({ boot: [{ phase: '502' }] });
    const begin = clock.now();

    const error = await failure(waitUntilServiceReady(worker, { ...hostOptions, maxWaitTime: 400 }));

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error).toMatchObject({
      code: 'GATEWAY',
      instanceIds: [worker.instanceId],
      problems: [{ code: 'GATEWAY' }],
    });
    expect(clock.now() - begin).toBeGreaterThanOrEqual(415_000);
    expect(clock.now() - begin).toBeLessThanOrEqual(431_000);
  });

  it('rides out what keeps EC2 from telling the address', async () => {
    const boot = [{ phase: 'refuse', forMs: 200_000 }, { phase: 'ready' }] as const;
    const { hostOptions, worker, aws } = await setServiceStage({ boot });
    let isFailing = false;
    const messages: string[] = [];
    const onProgress = ({ phase, message }: ServiceReadyProgress): void => {
      messages.push(message);
      if (phase !== 'host' || isFailing) return;
      isFailing = true;
      aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded', times: 8 });
    };

    const { host, probe } = await waitUntilServiceReady(worker, { ...hostOptions, onProgress });
    await host.close();

    expect(probe.phase).toBe('ready');
    expect(messages.join()).toMatch(/the address is not known: getInstanceDetails .*RequestLimitExceeded/);
    aws.assertNoPendingFaults();
  });

  it('ends with the signal of its caller, logs out and leaves nothing behind', async () => {
    const { hostOptions, worker, clock, cml } = await setServiceStage();
    const controller = new AbortController();
    const onProgress = ({ phase, message }: ServiceReadyProgress): void => {
      if (phase === 'host' && message.startsWith('ready, to stay')) controller.abort(new Error('shut down'));
    };

    const error = await failure(
      waitUntilServiceReady(worker, { ...hostOptions, onProgress, abortSignal: controller.signal }),
    );
    await turns();

    expect(error).toBeInstanceOf(AbortedError);
    expect(cml.requests.at(-1)?.path).toBe('/logout');
    expect(clock.pendingSleeps).toBe(0);
  });

  it.each([
    [{ maxWaitTime: 0 }, 'maxWaitTime'],
    [{ instanceMaxWaitTime: -1 }, 'instanceMaxWaitTime'],
    [{ stableForSeconds: 600 }, 'stableForSeconds'],
    [{ onProgress: 1 as never }, 'onProgress'],
    [{ tls: { mode: 'pin', sha256: '' } as const }, 'tls.sha256'],
    [{ credentials: undefined, settings: { license: { checkOnStartup: true } } }, 'credentials'],
  ])('refuses %j before anything is sent', async (options, parameter) => {
    const { hostOptions, worker, aws, cml } = await setServiceStage();
    aws.clearRequests();

    const error = await failure(waitUntilServiceReady(worker, { ...hostOptions, ...options }));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter });
    expect([aws.requests, cml.requests]).toEqual([[], []]);
  });

  it('goes by what anybody may see where it has no credentials, and leaves the licence alone', async () => {
    const { hostOptions, worker, cml } = await setServiceStage({ licensed: false });

    const ready = await waitUntilServiceReady(worker, { ...hostOptions, credentials: undefined });

    expect(ready).toMatchObject({ probe: { phase: 'ready', auth: 'not-tried' }, license: undefined });
    expect(cml.requests.every(({ authenticated }) => !authenticated)).toBe(true);
  });
});
