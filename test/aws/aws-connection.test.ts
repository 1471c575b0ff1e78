import { describe, expect, it, vi } from 'vitest';
import { type ConnectionTraits, connect } from '../../src/aws/aws-connection.js';

const TRAITS: ConnectionTraits = { handedIn: false, ownTime: false, now: () => 0, sharedHandler: false };
const SDK = {};

function prepare(traits: Partial<ConnectionTraits>, config: Record<string, unknown> = {}) {
  const client = { config, destroy: vi.fn() };
  return { client, config, connection: connect(client, SDK, { ...TRAITS, ...traits }) };
}

describe('a connection', () => {
  it.each<[Partial<ConnectionTraits>, number]>([
    [{}, 1],
    [{ handedIn: true }, 0],
    [{ sharedHandler: true }, 0],
  ])('with %j destroys its client %d times', (traits, times) => {
    const { client, connection } = prepare(traits);

    connection.destroy();

    expect(client.destroy).toHaveBeenCalledTimes(times);
  });

  it('lets requests be signed with the time of our clock', () => {
    const inAnHour = Date.now() + 3_600_000;
    const { config, connection } = prepare({ ownTime: true, now: () => inAnHour });

    connection.prepare();

    expect(Number(config['systemClockOffset'])).toBeGreaterThan(3_590_000);
    expect(Number(config['systemClockOffset'])).toBeLessThanOrEqual(3_600_000);
  });

  it('keeps what the SDK has learnt of our clock by the dates of replies', () => {
    const { config, connection } = prepare({ ownTime: true, now: () => Date.now() + 600_000 });
    connection.prepare();
    config['systemClockOffset'] = 5;

    connection.prepare();
    connection.prepare();

    expect(Math.abs(Number(config['systemClockOffset']))).toBeLessThan(1_000);
  });

  it.each<[string, Partial<ConnectionTraits>]>([
    ["the machine's clock, so that the SDK's own correction stays", { ownTime: false }],
    ['a client that was handed in', { ownTime: true, handedIn: true }],
  ])('leaves the time of signing alone with %s', (_, traits) => {
    const { config, connection } = prepare(traits, { systemClockOffset: 42 });

    connection.prepare();

    expect(config['systemClockOffset']).toBe(42);
  });

  it('asks the provider for fresh credentials', async () => {
    const credentials = vi.fn(() => Promise.resolve({}));
    const { connection } = prepare({}, { credentials });

    await connection.refreshCredentials();

    expect(credentials).toHaveBeenCalledExactlyOnceWith({ forceRefresh: true });
  });

  it('has nobody to ask where there is no provider', async () => {
    const { connection } = prepare({}, {});

    await expect(connection.refreshCredentials()).resolves.toBeUndefined();
  });
});
