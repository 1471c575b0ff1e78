import { AbortedError, NetworkError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

describe('watch', () => {
  it('looks at every interval of the settings, until it is left', async () => {
    const stage = await setCmlStage({ phase: [{ phase: 'refuse', forMs: 45_000 }, { phase: 'ready' }] });
    const { port } = stage.cml;
    const host = stage.connect({ port: undefined, settings: { httpsPort: port, apiPort: port } });
    const begin = stage.clock.now();
    const seen: (readonly [number, string])[] = [];

    for await (const { at, phase } of host.watch()) {
      seen.push([at.getTime() - begin, phase]);
      if (seen.length === 4) break;
    }

    expect(seen).toEqual([
      [0, 'unreachable'],
      [30_000, 'unreachable'],
      [60_000, 'ready'],
      [90_000, 'ready'],
    ]);
  });

  it('goes on where the address is not known for now, and ends with the signal', async () => {
    const stage = await setCmlStage();
    let asked = 0;
    const host = stage.connect({
      host: () => {
        asked += 1;
        if (asked === 1) throw new NetworkError({ message: 'EC2 cannot be asked.' });
        return stage.cml.address;
      },
    });
    const controller = new AbortController();
    const follow = async (): Promise<void> => {
      const options = { intervalSeconds: 10, abortSignal: controller.signal };
      for await (const { phase } of host.watch(options)) controller.abort(new Error(`saw ${phase}`));
    };

    const error = await failureOf(follow());

    expect(error).toBeInstanceOf(AbortedError);
    expect(error.message).toMatch(/CmlHostClient.watch .* was aborted: saw ready/);
  });

  it('refuses an interval of nothing', async () => {
    const { host } = await setCmlStage();

    await expect(host.watch({ intervalSeconds: 0 })[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      kind: 'invalid-parameter',
      parameter: 'intervalSeconds',
    });
  });
});
