import { CmlHostClient, type CmlHostClientOptions } from 'ec2-worker-client/cml';
import { describe, expect, it } from 'vitest';
import { setCmlStage } from './cml-stage.js';

const PEM = '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----';

describe('the options of a client', () => {
  it.each<[Partial<CmlHostClientOptions>, string]>([
    [{ host: '' }, 'host'],
    [{ host: 'https://host' }, 'host'],
    [{ host: 'host:8443' }, 'host'],
    [{ host: '203.0.113.7:443' }, 'host'],
    [{ host: 'cafe:443' }, 'host'],
    [{ host: ':' }, 'host'],
    [{ host: 'fe80::1%eth0' }, 'host'],
    [{ host: 'host/path' }, 'host'],
    [{ host: 'user@host' }, 'host'],
    [{ host: undefined as never }, 'host'],
    [{ port: 0 }, 'port'],
    [{ port: 70_000 }, 'port'],
    [{ port: 44.3 }, 'port'],
    [{ tls: 'insecure' as never }, 'tls'],
    [{ tls: { mode: 'none' } as never }, 'tls.mode'],
    [{ tls: { mode: 'ca', ca: 'path/to/ca.pem' } }, 'tls.ca'],
    [{ tls: { mode: 'ca', ca: PEM, serverName: 'not a name' } }, 'tls.serverName'],
    [{ tls: { mode: 'pin', sha256: [] } }, 'tls.sha256'],
    [{ tls: { mode: 'pin', sha256: 'ab'.repeat(20) } }, 'tls.sha256'],
    [{ tls: { mode: 'pin', sha256: ['ab'.repeat(32), ''] } }, 'tls.sha256'],
    [{ credentials: {} as never }, 'credentials.username'],
    [{ credentials: { username: 'a', password: '' } }, 'credentials.password'],
    [{ credentials: { token: '' } }, 'credentials.token'],
    [{ credentials: { token: 'a\nb' } }, 'credentials.token'],
    [{ connectTimeoutMs: 0 }, 'connectTimeoutMs'],
    [{ maxBodyBytes: Number.NaN }, 'maxBodyBytes'],
    [{ settings: { httpsPort: 0 } }, 'settings.httpsPort'],
    [{ settings: { startupTimeoutSeconds: -1 } }, 'settings.startupTimeoutSeconds'],
    [{ clock: {} as never }, 'clock'],
  ])('are refused: %j', (options, parameter) => {
    expect(() => new CmlHostClient({ host: 'host', ...options })).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter }),
    );
  });

  it.each(['host', 'cml-1.example.com', '203.0.113.7', '2001:db8::1', '::1', '::ffff:203.0.113.7'])(
    'may name the host as %s',
    (host) => {
      expect(() => new CmlHostClient({ host })).not.toThrow();
    },
  );

  it('are refused as a whole where there are none', () => {
    expect(() => new CmlHostClient(undefined as never)).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter: 'options' }),
    );
  });

  it('may be the group cml of the settings as it is', async () => {
    const stage = await setCmlStage();
    const { port } = stage.cml;
    const settings = {
      httpsPort: port,
      apiPort: port,
      healthCheckIntervalSeconds: 30,
      startupTimeoutSeconds: 600,
      license: { token: null, checkOnStartup: true },
    };

    expect(await stage.connect({ port: undefined, settings }).probe()).toMatchObject({
      phase: 'ready',
      auth: 'ok',
    });
  });

  // Elsewhere both listen on the same address.
  it.runIf(process.platform === 'linux')(
    'let the service be watched on another port than the API is called on',
    async () => {
      const stage = await setCmlStage();
      const other = await setCmlStage();
      const settings = { httpsPort: stage.cml.port, apiPort: other.cml.port };
      const pins = [stage.cml.sha256, other.cml.sha256];
      // Both listen on addresses of their own, so each port leads to one of them only by the address that is asked.
      const host = stage.connect({ port: undefined, settings, tls: { mode: 'pin', sha256: pins } });

      const probe = await host.probe();

      expect(probe).toMatchObject({ ready: true, auth: 'failed', problems: [{ code: 'REFUSED' }] });
    },
  );

  it('refuse a host that a function gives and that is none', async () => {
    await using host = new CmlHostClient({ host: () => 'https://host/' });

    await expect(host.probe()).rejects.toMatchObject({ kind: 'invalid-parameter', parameter: 'host' });
  });

  it('refuse credentials that a function gives and that are none', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ credentials: () => ({ username: 'service' }) as never });

    await expect(host.stats()).rejects.toMatchObject({ parameter: 'credentials.password' });
  });

  it.each([
    ['host', 'network', { host: () => Promise.reject(new Error('the inventory is down.')) }],
    [
      'credentials',
      'authentication',
      {
        credentials: () => {
          throw new Error('the vault is sealed.');
        },
      },
    ],
  ] as const)('tell whose function %s has failed, and with what', async (name, kind, options) => {
    const stage = await setCmlStage();
    const host = stage.connect(options);

    const error = await host.stats().catch((thrown: unknown) => thrown);

    const reason = name === 'host' ? 'the inventory is down' : 'the vault is sealed';
    expect(error).toMatchObject({ kind, retryable: false, operation: 'CmlHostClient.stats' });
    expect(error).toHaveProperty('cause.message', `${reason}.`);
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(
        new RegExp(
          `^CmlHostClient\\.stats.* failed: the function ${name} failed: ${reason}\\. It is the function`,
        ),
      ),
    );
  });
});
