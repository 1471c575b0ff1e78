import { inspect } from 'node:util';
import { terminateWorker, waitUntilServiceReady } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure } from '../client/worker-simulation.js';
import { everythingOf } from '../errors/everything-of.js';
import { setServiceStage } from './service-stage.js';

const PASSWORD = 'Mark3r-of-a-password';
const TOKEN = 'Mark3r-of-a-license';
const SAID = { description: `No to ${PASSWORD}, and the token '${TOKEN}' is not valid.` };

describe('what the fleet tells of a failure', () => {
  it.each([
    { path: '/auth_extended', status: 403, body: SAID },
    { path: '/licensing', status: 403, body: SAID },
    { path: '/licensing/registration', status: 400, body: SAID },
    { path: '/licensing/registration', status: 409, body: SAID },
    {
      path: '/licensing',
      status: 200,
      body: { registration: { status: 'FAILED', register_time: { failure: SAID.description } } },
    },
    { path: '/licensing/deregistration', status: 400, body: SAID },
  ])('has no secret in it: %j', async (fault) => {
    const told: unknown[] = [];
    const hear = (...content: unknown[]): void => {
      told.push(...content);
    };
    const stage = await setServiceStage({
      licensed: fault.path === '/licensing/deregistration',
      users: [{ username: 'service', password: PASSWORD }],
      boot: [{ phase: 'ready' }],
    });
    stage.cml.fail({ ...fault, times: 99 });
    const logger = { debug: hear, info: hear, warn: hear, error: hear };
    const options = { ...stage.hostOptions, logger, onProgress: hear };
    const license = { token: TOKEN, checkOnStartup: fault.path !== '/licensing/deregistration' };

    const error = await failure(
      (async () => {
        const { host } = await waitUntilServiceReady(stage.worker, { ...options, maxWaitTime: 200, license });
        await host.close();
        await terminateWorker(stage.worker, { ...options, ifLicensed: 'deregister' });
      })(),
    );

    expect(told).not.toEqual([]);
    expect([everythingOf(error), inspect(told, { depth: 12, showHidden: true })].join()).not.toMatch(
      /Mark3r/,
    );
  });
});
