import { IncorrectStateError, OperationNotPermittedError } from 'ec2-worker-client';
import {
  type TerminateWorkerProgress,
  terminateWorker,
  waitUntilServiceReady,
} from 'ec2-worker-client/fleet';
import type { SimulatedCmlHostOptions } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { failure, STRANGER } from '../client/worker-simulation.js';
import { type ServiceStage, setServiceStage } from './service-stage.js';

const LABS = [{ state: 'STARTED' }, { state: 'STARTED' }] as const;

/** A worker whose service works, as far as the host's options let it. */
async function setReadyStage(options: SimulatedCmlHostOptions = {}): Promise<ServiceStage> {
  const stage = await setServiceStage({ boot: [{ phase: 'ready' }], ...options });
  const license = { checkOnStartup: false };
  const { host } = await waitUntilServiceReady(stage.worker, { ...stage.hostOptions, license });
  await host.close();
  for (const lab of LABS) stage.cml.putLab(lab);
  stage.aws.clearRequests();
  stage.cml.clearRequests();
  return stage;
}

const stateOf = async ({ client, worker }: ServiceStage): Promise<string> =>
  (await client.getInstanceDetails(worker)).instanceState;

describe('terminateWorker', () => {
  it('refuses while a licence is registered, and terminates nothing', async () => {
    const stage = await setReadyStage();

    const error = await failure(terminateWorker(stage.worker, stage.hostOptions));

    expect(error).toBeInstanceOf(OperationNotPermittedError);
    expect(error).toMatchObject({
      code: 'LICENSED',
      operation: 'terminateWorker',
      instanceIds: [stage.worker.instanceId],
    });
    expect(error.message).toMatch(/registration COMPLETED.*ifLicensed: 'deregister'/);
    expect(await stateOf(stage)).toBe('running');
    expect(stage.actions()).not.toContain('TerminateInstances');
    expect(await stage.host.license()).toMatchObject({ valid: true });
  });

  it('stops the labs, gives the licence back and terminates, in this order', async () => {
    const stage = await setReadyStage();
    const steps: TerminateWorkerProgress[] = [];

    const ended = await terminateWorker(stage.worker, {
      ...stage.hostOptions,
      ifLicensed: 'deregister',
      stopLabs: true,
      onProgress: (news) => steps.push(news),
    });

    expect(ended).toEqual({
      instanceId: stage.worker.instanceId,
      change: expect.objectContaining({ currentState: 'shutting-down', changed: true }),
      license: 'deregistered',
      stoppedLabs: 2,
    });
    expect(steps.map(({ step }) => step)).toEqual(['read-license', 'deregister', 'terminate']);
    const [last] = stage.aws.requests.filter(({ action }) => action === 'TerminateInstances');
    const released = stage.cml.requests.find(({ path }) => path === '/licensing/deregistration');
    expect(released?.at).toBeLessThanOrEqual(last?.at ?? 0);
    expect(stage.cml.requests.at(-1)?.path).toBe('/logout');
  });

  it('terminates nothing while labs are active that it may not stop', async () => {
    const stage = await setReadyStage();

    const error = await failure(
      terminateWorker(stage.worker, { ...stage.hostOptions, ifLicensed: 'deregister' }),
    );

    expect(error).toBeInstanceOf(IncorrectStateError);
    expect(error).toMatchObject({ code: 'NODES_RUNNING' });
    expect(await stateOf(stage)).toBe('running');
  });

  it('can be repeated from wherever it has come to', async () => {
    const stage = await setReadyStage();
    const options = { ...stage.hostOptions, ifLicensed: 'deregister', stopLabs: true } as const;
    stage.cml.fail({ method: 'PUT', path: /stop$/, status: 500 });
    const duringLabs = await failure(terminateWorker(stage.worker, options));
    stage.cml.fail({ path: '/licensing/deregistration', status: 409 });
    const duringRelease = await failure(terminateWorker(stage.worker, options));
    stage.aws.fail({ action: 'TerminateInstances', code: 'UnauthorizedOperation' });
    const duringTermination = await failure(terminateWorker(stage.worker, options));

    const ended = await terminateWorker(stage.worker, options);
    const again = await terminateWorker(stage.worker, options);

    expect([duringLabs, duringRelease, duringTermination].map(({ kind }) => kind)).toEqual([
      'service-unavailable',
      'conflict',
      'permission-denied',
    ]);
    expect(ended).toMatchObject({ license: 'none', change: { changed: true } });
    expect(again).toMatchObject({ license: 'unknown', change: { changed: false } });
    const sent = stage.cml.requests.filter(
      ({ path, status }) => path === '/licensing/deregistration' && status === 204,
    );
    expect(sent).toHaveLength(1);
  });

  it('goes on where Cisco was not told, and says so', async () => {
    const stage = await setReadyStage({ deregistration: 'local-only' });
    const options = { ...stage.hostOptions, ifLicensed: 'deregister', stopLabs: true } as const;

    expect(await terminateWorker(stage.worker, options)).toMatchObject({ license: 'local-only' });
    expect(await stateOf(stage)).toBe('shutting-down');
  });

  it('terminates a worker without a licence', async () => {
    const stage = await setReadyStage({ licensed: false });

    expect(await terminateWorker(stage.worker, stage.hostOptions)).toMatchObject({
      license: 'none',
      stoppedLabs: 0,
    });
    expect(await stateOf(stage)).toBe('shutting-down');
  });

  it('does not even look where the licence is to be ignored', async () => {
    const stage = await setReadyStage();
    const options = { ...stage.hostOptions, credentials: undefined, ifLicensed: 'ignore' } as const;

    expect(await terminateWorker(stage.worker, options)).toMatchObject({ license: 'ignored' });
    expect(stage.cml.requests).toEqual([]);
  });

  it.each(['refuse', 'deregister'] as const)(
    'terminates nothing where the host does not answer: %s',
    async (ifLicensed) => {
      const stage = await setReadyStage();
      await stage.cml.setPhase('refuse');

      const error = await failure(terminateWorker(stage.worker, { ...stage.hostOptions, ifLicensed }));

      expect(error).toMatchObject({ kind: 'operation-not-permitted', code: 'LICENSE_UNKNOWN' });
      expect(error.message).toMatch(/cannot be read.*connection was refused.*ifLicensed: 'ignore'/);
      expect(error.cause).toMatchObject({ kind: 'network' });
      expect(await stateOf(stage)).toBe('running');
    },
  );

  it('terminates nothing while a registration is under way', async () => {
    const stage = await setReadyStage();
    stage.cml.fail({
      path: '/licensing',
      status: 200,
      body: { registration: { status: 'RETRY_IN_PROGRESS' } },
    });

    expect(await failure(terminateWorker(stage.worker, stage.hostOptions))).toMatchObject({
      code: 'LICENSE_UNKNOWN',
    });
    expect(await stateOf(stage)).toBe('running');
  });

  it('terminates nothing of a worker that is stopped, since its licence cannot be seen', async () => {
    const stage = await setReadyStage();
    await stage.client.stopInstance(stage.worker);
    await stage.client.waitUntilStopped(stage.worker);

    const error = await failure(
      terminateWorker(stage.worker, { ...stage.hostOptions, ifLicensed: 'deregister' }),
    );

    expect(error).toMatchObject({ kind: 'operation-not-permitted', code: 'LICENSE_UNKNOWN' });
    expect(error.message).toMatch(/it is stopped, and only a host that runs/);
    expect(await stateOf(stage)).toBe('stopped');
  });

  it.each([
    [{ username: 'service', password: 'wrong' }, 'authentication'],
    [{ username: 'student', password: 'secret' }, 'permission-denied'],
  ])('says why the licence may not be read, as %j', async (credentials, kind) => {
    const users = [
      { username: 'service', password: 'simulated' },
      { username: 'student', password: 'secret', admin: false },
    ];
    const stage = await setReadyStage({ users });

    const error = await failure(terminateWorker(stage.worker, { ...stage.hostOptions, credentials }));

    expect(error.kind).toBe(kind);
    expect(await stateOf(stage)).toBe('running');
  });

  it('takes a client for the host that is there already, and leaves it open', async () => {
    const stage = await setReadyStage();
    const { client } = stage;
    const options = { client, host: stage.host, ifLicensed: 'deregister', stopLabs: true } as const;

    expect(await terminateWorker(stage.worker, options)).toMatchObject({ license: 'deregistered' });
    expect(stage.cml.requests.map(({ path }) => path)).not.toContain('/logout');
  });

  it('passes on how to terminate', async () => {
    const stage = await setReadyStage({ licensed: false });

    await terminateWorker(stage.worker, { ...stage.hostOptions, force: true, skipOsShutdown: true });

    expect(stage.aws.requests.at(-1)).toMatchObject({
      action: 'TerminateInstances',
      parameters: { Force: true, SkipOsShutdown: true },
    });
  });

  it('does not take a worker that EC2 does not know for one that is gone', async () => {
    const { hostOptions } = await setReadyStage();

    expect(await failure(terminateWorker(STRANGER, hostOptions))).toMatchObject({
      kind: 'instance-not-found',
    });
  });

  it.each([
    [{ credentials: undefined }, 'credentials'],
    [{ ifLicensed: 'maybe' as never }, 'ifLicensed'],
    [{ onProgress: 'loud' as never }, 'onProgress'],
  ])('refuses %j before anything is sent', async (options, parameter) => {
    const stage = await setReadyStage();

    const error = await failure(terminateWorker(stage.worker, { ...stage.hostOptions, ...options }));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter });
    expect([stage.aws.requests, stage.cml.requests]).toEqual([[], []]);
  });
});
