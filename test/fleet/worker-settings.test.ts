import { CmlHostClient, type CmlHostSettings, type IdleSettings, judgeIdle } from 'ec2-worker-client/cml';
import {
  type ServiceReadyOptions,
  type TerminateWorkerOptions,
  terminateWorker,
  waitUntilServiceReady,
} from 'ec2-worker-client/fleet';
import { defineWorkerSettings, type WorkerSettings } from 'ec2-worker-client/settings';
import type { SimulatedCmlHostOptions } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { failure } from '../client/worker-simulation.js';
import { setServiceStage } from './service-stage.js';

const TOKEN = 'marker-token';

/** A stage whose host is called by settings alone. */
async function prepare(options: SimulatedCmlHostOptions = {}) {
  const stage = await setServiceStage({ licensed: false, ...options });
  const settings = defineWorkerSettings({
    cml: { httpsPort: stage.cml.port, startupTimeoutSeconds: 400, license: { token: TOKEN } },
    lifecycle: { idleThresholdMinutes: 60 },
  });
  const { port: _, ...hostOptions } = stage.hostOptions;
  return { ...stage, settings, options: { ...hostOptions, settings: settings.cml } };
}

describe('the settings of workers', () => {
  it('are what hosts, the fleet and the judgement of idleness take, as they are', () => {
    expectTypeOf<WorkerSettings['cml']>().toExtend<CmlHostSettings>();
    expectTypeOf<WorkerSettings['cml']>().toExtend<NonNullable<ServiceReadyOptions['settings']>>();
    expectTypeOf<WorkerSettings['cml']>().toExtend<NonNullable<TerminateWorkerOptions['settings']>>();
    expectTypeOf<WorkerSettings['lifecycle']>().toExtend<IdleSettings>();
  });

  it('lead to a lab service that works: its port, and the licence with their token', async () => {
    const { worker, options, cml } = await prepare();

    const { host, probe, license } = await waitUntilServiceReady(worker, options);

    await using _ = host;
    expect(probe).toMatchObject({ phase: 'ready', address: cml.address });
    expect(license).toMatchObject({ valid: true, registration: 'COMPLETED' });
    expect(cml.requests.map(({ path }) => path)).toContain('/licensing/registration');
  });

  it('bound the wait, whose error shows no token of theirs', async () => {
    const { worker, options, clock } = await prepare({ boot: [{ phase: '502' }] });
    const begin = clock.now();

    const error = await failure(waitUntilServiceReady(worker, options));

    expect(error).toMatchObject({ kind: 'wait-timeout' });
    expect((clock.now() - begin) / 1_000).toBeGreaterThan(400);
    expect((clock.now() - begin) / 1_000).toBeLessThan(600);
    expect(JSON.stringify([error, options])).not.toContain(TOKEN);
  });

  it('lead to the host whose licence must not be lost', async () => {
    const { worker, options, aws } = await prepare();
    const { host } = await waitUntilServiceReady(worker, options);
    await host.close();

    const error = await failure(terminateWorker(worker, options));
    const { license } = await terminateWorker(worker, { ...options, ifLicensed: 'deregister' });

    expect(error).toMatchObject({ kind: 'operation-not-permitted', code: 'LICENSED' });
    expect(license).toBe('deregistered');
    expect(aws.requests.at(-1)?.action).toBe('TerminateInstances');
  });

  it('say when a worker is idle', async () => {
    const { settings } = await prepare();
    const now = new Date();
    const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
    const judge = (minutes: number) =>
      judgeIdle(
        {
          now,
          launchTime: ago(500),
          activity: {
            known: true,
            lastActivityAt: ago(minutes),
            lastEventAt: now,
            events: 2,
            ignored: 0,
            unreadable: 0,
          },
        },
        settings.lifecycle,
      ).state;

    expect([10, 45, 61].map(judge)).toEqual(['active', 'warning', 'idle']);
  });

  it('are taken whatever they are, as long as they are settings', () => {
    const settings = fc.record({
      cml: fc.record({
        httpsPort: fc.integer({ min: 1, max: 65_535 }),
        healthCheckIntervalSeconds: fc.integer({ min: 1, max: 1_000 }),
        startupTimeoutSeconds: fc.integer({ min: 1, max: 5_000 }),
      }),
      lifecycle: fc.record({
        idleThresholdMinutes: fc.integer({ min: 1, max: 100 }),
        autoShutdownEnabled: fc.boolean(),
      }),
    });
    fc.assert(
      fc.property(settings, (given) => {
        const { cml, lifecycle } = defineWorkerSettings(given);
        const now = new Date();

        expect(() => new CmlHostClient({ host: 'cml.example.com', settings: cml })).not.toThrow();
        expect(judgeIdle({ now, launchTime: now, activity: undefined }, lifecycle).shutdownDue).toBe(false);
      }),
    );
  });
});
