import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it, vi } from 'vitest';
import { LoneClient, type LoneClientOptions } from '../../src/aws/lone-client.js';
import { failure } from '../client/worker-simulation.js';
import { attempts, CALL, THROTTLED } from './sender-fixture.js';

/** A lone client of a service that answers nothing by itself. */
function prepare(options: LoneClientOptions = {}) {
  const made = { config: { region: () => Promise.resolve('us-east-1') }, destroy: vi.fn() };
  const load = vi.fn(() => Promise.resolve('sdk'));
  const make = vi.fn(() => made);
  const clock = new ManualClock({ autoAdvance: true });
  // Nothing is loaded here that the clock would have to wait for.
  clock.hold()();
  const client = new LoneClient({ clock, ...options }, { load, make, requestTimeoutMs: 1_000 });
  return { client, load, make, made };
}

describe('a lone client', () => {
  it('is made with the first call, once', async () => {
    const { client, load, make } = prepare();
    expect(load).not.toHaveBeenCalled();

    const [first, second] = await Promise.all([client.open(), client.open()]);

    expect(first).toBe(second);
    expect(first.region).toBe('us-east-1');
    expect(make).toHaveBeenCalledOnce();
  });

  it('is made anew where that has failed', async () => {
    const { client, load } = prepare();
    load.mockRejectedValueOnce(new Error('not installed'));

    await expect(client.open()).rejects.toThrow('not installed');

    await expect(client.open()).resolves.toMatchObject({ region: 'us-east-1' });
  });

  it('tries again although its logger is broken', async () => {
    const broken = (): never => {
      throw new Error('broken');
    };
    const { client } = prepare({ logger: { debug: broken, info: broken, warn: broken, error: broken } });
    const sender = await client.open();

    await expect(sender.send(CALL, attempts(THROTTLED))).resolves.toBe('done');
  });

  it('sends nothing once it is destroyed', async () => {
    const { client, made } = prepare();
    const sender = await client.open();
    const attempt = attempts();

    client.destroy(new Error('It was destroyed.'));

    const error = await failure(sender.send(CALL, attempt));
    expect(error).toMatchObject({ kind: 'aborted', cause: { message: 'It was destroyed.' } });
    expect(attempt).not.toHaveBeenCalled();
    expect(made.destroy).toHaveBeenCalledOnce();
  });
});
