import { once } from 'node:events';
import { get } from 'node:https';
import { connect as connectTcp, createServer } from 'node:net';
import { CmlHostClient } from 'ec2-worker-client/cml';
import { ManualClock, SimulatedCmlHost } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';

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

  it('strikes every request that a pattern fits, and none where it is told so', async () => {
    await using cml = await SimulatedCmlHost.start();
    await using host = new CmlHostClient(cml.clientOptions);
    cml.fail({ status: 418, times: 0 });
    cml.fail({ path: /system_stats$/g, status: 409, times: 2 });

    await expect(host.stats()).rejects.toMatchObject({ httpStatus: 409 });
    await expect(host.stats()).rejects.toMatchObject({ httpStatus: 409 });
    await expect(host.stats()).resolves.toBeDefined();
  });

  it('answers what it cannot read, and what cannot be sent, rather than hang', async () => {
    await using cml = await SimulatedCmlHost.start();
    cml.fail({ path: '/labs', headers: { 'x-broken': 'a\nb' } });
    const ask = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const options = { host: cml.address, port: cml.port, path, rejectUnauthorized: false, agent: false };
        get(options, (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        }).on('error', reject);
      });

    expect([await ask('//'), await ask('/api/v0/labs'), await ask('/api/v0/labs')]).toEqual([500, 500, 401]);
  });

  it('can be told again after somebody else had its port, and closed', async () => {
    const cml = await SimulatedCmlHost.start({ phase: 'refuse' });
    const { address: host, port } = cml;
    const intruder = createServer().listen({ host, port });
    await once(intruder, 'listening');

    await expect(cml.setPhase('ready')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    intruder.close();
    await once(intruder, 'close');
    await cml.setPhase('503');
    const after = await knock(cml);
    await cml.close();

    expect([after, await knock(cml)]).toEqual(['open', 'ECONNREFUSED']);
  });

  it('stays as it is in what a change leaves open', async () => {
    await using cml = await SimulatedCmlHost.start({ version: '2.9.1' });
    await using host = new CmlHostClient(cml.clientOptions);
    const changes: { version?: string | undefined } = { version: undefined };
    cml.behave(changes as { version?: string });

    expect(await host.probe()).toMatchObject({ version: '2.9.1' });
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
