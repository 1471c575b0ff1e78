import { connect as connectTcp } from 'node:net';
import { CmlHostClient } from 'ec2-worker-client/cml';
import { ManualClock, SimulatedAws, SimulatedCmlHost } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { setServiceStage } from '../../fleet/service-stage.js';

/** What comes of a plain connection: the code of its error, or `open`. */
async function knock({ address, port }: SimulatedCmlHost): Promise<string> {
  return await new Promise((resolve) => {
    const socket = connectTcp({ host: address, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve('open');
    });
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code));
  });
}

describe('SimulatedCmlHost', () => {
  it('is there for real, until it is closed', async () => {
    const cml = await SimulatedCmlHost.start();

    const before = await knock(cml);
    await cml.close();

    expect([before, await knock(cml)]).toEqual(['open', 'ECONNREFUSED']);
  });

  it('really refuses connections where it is told to, and keeps its port', async () => {
    await using cml = await SimulatedCmlHost.start({ phase: 'refuse' });
    const { port } = cml;

    const refused = await knock(cml);
    await cml.setPhase('502');

    expect([refused, await knock(cml), cml.port]).toEqual(['ECONNREFUSED', 'open', port]);
  });

  it('goes through its phases by the clock, and does not make the clock move', async () => {
    const clock = new ManualClock();
    await using cml = await SimulatedCmlHost.start({
      clock,
      phase: [
        { phase: 'refuse', forMs: 1_000 },
        { phase: '502', forMs: 1_000 },
        { phase: 'ready', forMs: 1_000 },
        { phase: 'refuse', forMs: 1_000 },
        { phase: 'ready' },
      ],
    });
    const seen: string[] = [];

    for (let second = 0; second < 6; second += 1) {
      seen.push(`${cml.phase} ${await knock(cml)}`);
      await clock.advance(1_000);
    }

    expect(seen).toEqual([
      'refuse ECONNREFUSED',
      '502 open',
      'ready open',
      'refuse ECONNREFUSED',
      'ready open',
      'ready open',
    ]);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('breaks the connections that are open when it stops listening', async () => {
    await using cml = await SimulatedCmlHost.start();
    const host = new CmlHostClient(cml.clientOptions);
    await host.stats();
    const open = cml.connections;

    await cml.setPhase('refuse');

    expect(open).toBe(1);
    await expect.poll(() => cml.connections).toBe(0);
    await host.close();
  });

  it('has a certificate of its own each time', async () => {
    await using one = await SimulatedCmlHost.start();
    await using other = await SimulatedCmlHost.start({ certificateName: 'other' });

    expect(one.sha256).not.toBe(other.sha256);
    expect(one.certificate).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  it('keeps a log of its requests without the secrets in them', async () => {
    await using cml = await SimulatedCmlHost.start({ licensed: false, registration: 'conflict' });
    await using host = new CmlHostClient(cml.clientOptions);

    await host.registerLicense({ token: 'abc' }).catch(() => undefined);

    const [login, , registration] = cml.requests;
    expect(login).toEqual({
      method: 'POST',
      path: '/auth_extended',
      query: '',
      authenticated: false,
      body: { username: 'service', password: 'redacted' },
      at: expect.any(Number),
      status: 200,
    });
    expect(registration).toMatchObject({
      body: { token: 'redacted', reregister: false },
      authenticated: true,
    });
    cml.clearRequests();
    expect(cml.requests).toEqual([]);
  });

  it('plans faults for the requests that they fit, and drops them', async () => {
    await using cml = await SimulatedCmlHost.start();
    await using host = new CmlHostClient(cml.clientOptions);
    cml.fail({ method: 'GET', path: '/labs', status: 418 });
    cml.fail({ path: '/system_stats', status: 409, times: 9 });

    await expect(host.stats()).rejects.toMatchObject({ httpStatus: 409 });
    cml.clearFaults();
    await expect(host.stats()).resolves.toBeDefined();
    await expect(host.labs()).resolves.toBeDefined();
  });

  it('refuses a token for nobody', async () => {
    await using cml = await SimulatedCmlHost.start();

    expect(() => cml.issueToken('nobody')).toThrow(/has no user nobody/);
  });

  it('forgets events, and labs', async () => {
    await using cml = await SimulatedCmlHost.start({
      events: [{ category: 'start_lab' }],
      labs: [{}, { id: 'gone' }],
    });
    await using host = new CmlHostClient(cml.clientOptions);
    cml.clearEvents();
    cml.removeLab('gone');

    expect(await host.activity()).toMatchObject({ events: 0 });
    expect(await host.labs()).toMatchObject({ total: 1 });
  });
});

describe('a simulated CML host on a simulated instance', () => {
  it('is off, boots, works, restarts and stops with it', async () => {
    const { client, worker, cml, clock, host } = await setServiceStage();
    const phases: string[] = [];
    const look = async (when: string): Promise<void> => {
      phases.push(`${when}: ${(await host.probe({ authenticated: false })).phase}`);
    };

    await look('launched');
    await client.waitUntilRunning(worker);
    await look('running');
    await clock.sleep(60_000);
    await look('a minute later');
    await clock.sleep(30_000);
    await look('and a half');
    await clock.sleep(60_000);
    await look('two minutes later');
    await client.rebootInstance(worker);
    await look('rebooted');
    await clock.sleep(120_000);
    await look('booted again');
    await client.stopInstance(worker);
    await look('stopping');

    expect(phases).toEqual([
      'launched: unreachable',
      'running: unreachable',
      'a minute later: starting',
      'and a half: not-ready',
      'two minutes later: ready',
      'rebooted: unreachable',
      'booted again: ready',
      'stopping: unreachable',
    ]);
    expect(cml.phase).toBe('refuse');
  });

  it('has the address that EC2 shows, another after each start', async () => {
    const { client, worker, cml } = await setServiceStage();
    const first = await client.waitUntilRunning(worker);
    const before = cml.address;
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);
    await client.startInstance(worker);
    const second = await client.waitUntilRunning(worker);

    expect(first.publicIp).toBe(before);
    expect(second.publicIp).toBe(cml.address);
    expect(second.publicIp !== first.publicIp).toBe(process.platform === 'linux');
  });

  it('loses what runs in its labs with its power, and keeps its licence', async () => {
    const { client, worker, cml, host } = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await client.waitUntilRunning(worker);
    cml.putLab({ state: 'STARTED' });
    await host.labs();

    await client.rebootInstance(worker);

    expect(await host.labs()).toMatchObject({ total: 1, active: 0 });
    expect(await host.license()).toMatchObject({ valid: true });
    expect(cml.requests.filter(({ path }) => path === '/auth_extended')).toHaveLength(2);
  });

  it('goes when AWS takes the instance away', async () => {
    const { client, worker, aws, host } = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await client.waitUntilRunning(worker);
    const before = (await host.probe()).phase;
    aws.terminateInstance(worker.instanceId, { code: 'Server.InternalError' });

    expect([before, (await host.probe()).phase]).toEqual(['ready', 'unreachable']);
  });

  it('can be told otherwise for a while', async () => {
    const { client, worker, cml, host } = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await client.waitUntilRunning(worker);
    await cml.setPhase('503');
    const told = (await host.probe()).phase;
    await cml.setPhase('boot');

    expect([told, (await host.probe()).phase]).toEqual(['starting', 'ready']);
  });

  it('goes by the clock of the AWS, and refuses another', async () => {
    const aws = new SimulatedAws();
    await using cml = await SimulatedCmlHost.start({ clock: aws.clock });
    await using stranger = await SimulatedCmlHost.start();

    expect(() => aws.attachHost('i-0123456789abcdef0', cml)).toThrow(/no instance/);
    expect(() => {
      stranger.plugIn({
        clock: aws.clock,
        lastBoot: () => undefined,
        nextChangeAt: () => undefined,
        address: () => undefined,
      });
    }).toThrow(/clock of the simulated AWS/);
  });
});
