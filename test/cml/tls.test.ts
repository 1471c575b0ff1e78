import type { CmlTls } from 'ec2-worker-client/cml';
import { SimulatedCmlHost } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

describe('whom a client trusts', () => {
  it('is, without a word, only whom Node trusts', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ tls: undefined });

    const error = await failureOf(host.stats());

    expect(error).toMatchObject({
      kind: 'network',
      code: 'TLS_UNTRUSTED',
      retryable: false,
      host: `${stage.cml.address}:${stage.cml.port}`,
    });
    expect(error.message).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT/);
    expect(error.message).toContain(stage.cml.sha256);
    expect(error.message).toMatch(/pin it: tls: \{ mode: 'pin'/);
    expect(stage.cml.requests).toEqual([]);
  });

  it('is who has the given certificate and its name', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({
      tls: { mode: 'ca', ca: stage.cml.certificate, serverName: 'cml-controller' },
    });

    expect(await host.stats()).toMatchObject({ cpu: { count: 8 } });
  });

  it('is nobody whose certificate is for another name', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ tls: { mode: 'ca', ca: stage.cml.certificate } });

    const error = await failureOf(host.stats());

    expect(error).toMatchObject({ kind: 'network', code: 'TLS_NAME', retryable: false });
    expect(error.message).toMatch(/serverName/);
    expect(stage.cml.requests).toEqual([]);
  });

  it('is nobody whom another authority vouches for', async () => {
    const stage = await setCmlStage();
    await using other = await SimulatedCmlHost.start();
    const host = stage.connect({ tls: { mode: 'ca', ca: other.certificate, serverName: 'cml-controller' } });

    expect(await failureOf(host.stats())).toMatchObject({ code: 'TLS_UNTRUSTED' });
  });

  it.each(['as Node writes it', 'in small letters without colons', 'among others'])(
    'is who has the pinned certificate, %s',
    async (how) => {
      const stage = await setCmlStage();
      const { sha256 } = stage.cml;
      const pins: Readonly<Record<string, CmlTls>> = {
        'as Node writes it': { mode: 'pin', sha256 },
        'in small letters without colons': { mode: 'pin', sha256: sha256.replaceAll(':', '').toLowerCase() },
        'among others': { mode: 'pin', sha256: ['00'.repeat(32), sha256] },
      };

      const host = stage.connect({ tls: pins[how] });

      expect(await host.probe()).toMatchObject({ phase: 'ready' });
    },
  );

  it('is nobody with another certificate than the pinned one, and nothing is sent to them', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ tls: { mode: 'pin', sha256: 'ab'.repeat(32) } });

    const error = await failureOf(host.stats());
    const probe = await host.probe();

    expect(error).toMatchObject({ kind: 'network', code: 'TLS_PIN', retryable: false });
    expect(error.message).toMatch(/Nothing was sent/);
    expect(probe).toMatchObject({
      phase: 'tls-failed',
      problems: [{ code: 'TLS_PIN' }],
      certificate: { sha256: stage.cml.sha256 },
    });
    expect(stage.cml.requests).toEqual([]);
  });

  it('is anybody only when that is asked for by name', async () => {
    const stage = await setCmlStage();
    const host = stage.connect({ tls: { mode: 'insecure' } });

    expect(await host.probe()).toMatchObject({ phase: 'ready', auth: 'ok' });
  });

  it('is, by its authority, nobody whose certificate has run out; a pinned one goes by no date', async () => {
    const stage = await setCmlStage({ certificateNotAfter: new Date(Date.now() - 86_400_000) });
    const ca = stage.cml.certificate;
    const host = stage.connect({ tls: { mode: 'ca', ca, serverName: 'cml-controller' } });

    const error = await failureOf(host.stats());

    expect(error).toMatchObject({ kind: 'network', code: 'TLS_OTHER' });
    expect(error.message).toMatch(/CERT_HAS_EXPIRED.*Renew it on the host/);
    expect(await stage.host.stats()).toMatchObject({ cpu: { count: 8 } });
  });
});
