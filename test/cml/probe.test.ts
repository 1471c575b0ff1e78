import type { SimulatedCmlBehavior, SimulatedCmlPhase } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { setCmlStage } from './cml-stage.js';

const codes = ({ problems }: { readonly problems: readonly { readonly code: string }[] }): string[] =>
  problems.map(({ code }) => code);

describe('a probe of a host that cannot be talked to', () => {
  it.each<[SimulatedCmlPhase, string, string, RegExp]>([
    ['refuse', 'unreachable', 'REFUSED', /cloud-init/],
    ['accept-and-hang', 'tls-failed', 'TIMEOUT', /security group/],
    ['tls-garbage', 'tls-failed', 'TLS_OTHER', /port is that of HTTPS/],
    ['silent', 'starting', 'TIMEOUT', /No whole answer within 300 ms/],
    ['502', 'starting', 'GATEWAY', /HTTP 502.*wait on/],
    ['503', 'starting', 'GATEWAY', /HTTP 503/],
    ['504', 'starting', 'GATEWAY', /HTTP 504/],
    ['not-found', 'starting', 'NOT_FOUND', /404/],
    ['not-json', 'starting', 'NOT_JSON', /no JSON \(text\/html\)/],
    ['redirect', 'starting', 'NOT_JSON', /redirect, which is not followed/],
  ])('finds one in phase %s to be %s, for %s', async (phase, expected, code, advice) => {
    const limits = { tlsTimeoutMs: phase === 'accept-and-hang' ? 300 : 20_000, requestTimeoutMs: 300 };
    const { host } = await setCmlStage(
      { phase },
      phase === 'silent' ? limits : { ...limits, requestTimeoutMs: 20_000 },
    );

    const probe = await host.probe();

    expect(probe).toMatchObject({
      phase: expected,
      ready: undefined,
      auth: 'not-tried',
      licensed: undefined,
    });
    expect(codes(probe)).toEqual([code]);
    expect(probe.problems[0]?.message).toMatch(advice);
  });

  it('does not log in', async () => {
    const { host, calls } = await setCmlStage({ phase: '502' });

    await host.probe();

    expect(calls().filter((call) => call.startsWith('POST'))).toEqual([]);
  });
});

describe('a probe of a host that answers', () => {
  it('tells all of a healthy one', async () => {
    const { host, cml, clock } = await setCmlStage();

    const probe = await host.probe();

    expect(probe).toEqual({
      at: new Date(clock.now()),
      address: cml.address,
      phase: 'ready',
      tcpMs: expect.any(Number),
      tlsMs: expect.any(Number),
      httpMs: expect.any(Number),
      httpStatus: 200,
      certificate: { sha256: cml.sha256, notAfter: expect.any(Date) },
      version: '2.9.0+build.3',
      ready: true,
      maintenance: false,
      auth: 'ok',
      licensed: true,
      problems: [],
    });
  });

  it('opens a connection of its own each time', async () => {
    const { host } = await setCmlStage();
    await host.stats();

    const probes = [await host.probe(), await host.probe()];

    expect(probes.map(({ tcpMs, tlsMs }) => [typeof tcpMs, typeof tlsMs])).toEqual([
      ['number', 'number'],
      ['number', 'number'],
    ]);
  });

  it('makes do with what anybody may see where there are no credentials', async () => {
    const stage = await setCmlStage({ licensed: false });
    const host = stage.connect({ credentials: undefined });

    const probe = await host.probe();

    expect(probe).toMatchObject({ phase: 'ready', auth: 'not-tried', licensed: undefined });
    expect(stage.calls()).toEqual(['GET /system_information', 'GET /system/maintenance_mode']);
  });

  it('does not log in when it is told not to', async () => {
    const { host, calls } = await setCmlStage();

    expect(await host.probe({ authenticated: false })).toMatchObject({ phase: 'ready', auth: 'not-tried' });
    expect(calls()).not.toContain('POST /auth_extended');
  });

  it.each<[SimulatedCmlBehavior['health'], string, RegExp]>([
    ['no-kvm', 'NO_KVM', /metal.*NestedVirtualization/],
    ['few-cpus', 'FEW_CPUS', /at least 4 CPUs/],
    ['images-missing', 'IMAGES_MISSING', /images/],
    ['compute-not-ready', 'COMPUTE_NOT_READY', /lld_synced, fabric, admission ONLINE/],
    ['controller-not-ready', 'COMPUTE_NOT_READY', /controller is not ready: core_connected/],
    ['invalid', 'UNHEALTHY', /System Health/],
  ])('finds one whose health is %s to be degraded, for %s', async (health, code, advice) => {
    const { host } = await setCmlStage({ health });

    const probe = await host.probe();

    expect(probe.phase).toBe('degraded');
    expect(codes(probe)).toContain(code);
    expect(probe.problems.find((problem) => problem.code === code)?.message).toMatch(advice);
  });

  it.each([
    [{ licensed: false }, 'UNLICENSED', /registration NOT_REGISTERED.*registerLicense/],
    [{ maintenance: true }, 'MAINTENANCE', /Only admins/],
    [{ diskFreeShare: 0.05 }, 'DISK_LOW', /95 % full/],
  ] as const)('finds one with %j to be degraded, for %s', async (options, code, advice) => {
    const { host } = await setCmlStage(options);

    const probe = await host.probe();

    expect(probe.phase).toBe('degraded');
    expect(codes(probe)).toEqual([code]);
    expect(probe.problems[0]?.message).toMatch(advice);
  });

  it('tells why it has no licence, in the words of the host', async () => {
    const { host } = await setCmlStage({ licensed: false, registration: 'failed' });
    await host.registerLicense({ token: 'abc' }).catch(() => undefined);

    const { problems, licensed } = await host.probe();

    expect(licensed).toBe(false);
    expect(problems[0]?.message).toMatch(/registration FAILED.*"Communication send error\."/);
  });

  it('asks a host that is down once, and not for each thing that there is to know', async () => {
    const stage = await setCmlStage({ phase: '502' });

    await stage.host.probe();

    expect(stage.calls()).toEqual(['GET /system_information']);
  });

  it('tells why one that says that it is not ready is not', async () => {
    const { host } = await setCmlStage({ phase: 'not-ready', health: 'no-kvm' });

    const probe = await host.probe();

    expect(probe).toMatchObject({ phase: 'not-ready', ready: false, auth: 'ok' });
    expect(codes(probe)).toEqual(expect.arrayContaining(['NOT_READY', 'NO_KVM']));
    expect(probe.problems.map(({ message }) => message).join()).toMatch(/Its start waits for lld_synced/);
  });

  it.each(['2.4.0', '3.0.0+build.1', '2.12.0', 'unreadable'])(
    'only notes that it was not tested against %s',
    async (version) => {
      const { host } = await setCmlStage({ version });

      const probe = await host.probe();

      expect(probe).toMatchObject({ phase: 'ready', version });
      expect(codes(probe)).toEqual(['VERSION_UNTESTED']);
    },
  );

  it.each(['2.9.0', '2.9.1+build.7', '2.11.0+sso', '2.10.0.dev0+build.5'])(
    'takes %s for tested',
    async (version) => {
      const { host } = await setCmlStage({ version, drift: 'newer' });

      expect(await host.probe()).toMatchObject({ phase: 'ready', problems: [] });
    },
  );

  it('tells rejected credentials, and does not send them again right after', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ credentials: { username: 'service', password: 'wrong' } });

    const [first, second] = [await host.probe(), await host.probe()];

    for (const probe of [first, second]) {
      expect(probe).toMatchObject({ phase: 'degraded', auth: 'rejected', licensed: undefined });
      expect(codes(probe)).toEqual(['AUTH_REJECTED']);
    }
    expect(stage.calls().filter((call) => call === 'POST /auth_extended')).toHaveLength(1);
  });

  it('tells that it is logging in too often', async () => {
    const { host } = await setCmlStage({ maxFailedLogins: 0 });

    expect(await host.probe()).toMatchObject({
      auth: 'rate-limited',
      problems: [{ code: 'AUTH_RATE_LIMITED' }],
    });
  });

  it('learns less as a user that is no admin, and holds nothing against the host for it', async () => {
    const users = [{ username: 'student', password: 'secret', admin: false }];
    const { host } = await setCmlStage({ users, licensed: false });

    expect(await host.probe()).toMatchObject({
      phase: 'ready',
      auth: 'ok',
      licensed: undefined,
      problems: [],
    });
  });

  it('keeps what it has learnt when the host goes away in the middle', async () => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/system_health', effect: 'reset' });

    const probe = await host.probe();

    expect(probe).toMatchObject({ phase: 'degraded', version: '2.9.0+build.3', ready: true, auth: 'ok' });
    expect(codes(probe)).toEqual(['UNREACHABLE']);
  });

  it('never takes an answer that says nothing for a healthy one', async () => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/system_information', status: 200, body: { version: '2.9.0' } });
    cml.fail({ path: '/system_information', status: 200, body: {} });
    cml.fail({ path: '/system_information', status: 200, body: [] });

    const phases = [await host.probe(), await host.probe(), await host.probe()].map(({ phase }) => phase);

    expect(phases).toEqual(['not-ready', 'starting', 'starting']);
  });
});
