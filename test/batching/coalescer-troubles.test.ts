import { describe, expect, it } from 'vitest';
import { turns } from '../client/worker-simulation.js';
import { BatchServer, CallerError, idsUpTo, Outage } from './batch-server.js';

describe('a policy that fails itself', () => {
  it('leaves nobody without an answer', async () => {
    const outage = new Outage();
    const server = new BatchServer(() => outage, {
      retryAfter: () => Promise.reject(new TypeError('a mistake')),
    });

    const outcomes = await Promise.allSettled(['a', 'b'].map((id) => server.load(id)));

    expect(outcomes).toEqual([
      { status: 'rejected', reason: new CallerError('a', 'caller', outage) },
      { status: 'rejected', reason: new CallerError('b', 'caller', outage) },
    ]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('full requests', () => {
  it('go out several at a time as soon as those before them are found to hang', async () => {
    const server = new BatchServer((_, index) =>
      index < 8 ? new Promise<undefined>(() => undefined) : undefined,
    );
    for (const id of idsUpTo(80)) void server.load(id);
    await turns(2);

    await Promise.all(idsUpTo(60).map((id) => server.load(`late-${id}`)));

    const late = server.sent.slice(8);
    expect(late.map(({ ids }) => ids.length)).toEqual(Array(6).fill(10));
    expect(new Set(late.map(({ at }) => at)).size).toBe(1);
  });
});

describe('the end of the client', () => {
  it('ends the gathering of a request at once', async () => {
    const closing = new AbortController();
    const server = new BatchServer(() => undefined, { closing: closing.signal });
    const values: Promise<unknown>[] = [];
    for (const id of ['a', 'b', 'c']) {
      values.push(server.load(id));
      await turns(2);
    }
    const release = server.clock.hold();
    await turns(2);
    expect(server.requests).toEqual([['a'], ['b']]);

    closing.abort();
    await turns(2);

    // What is left goes out, for the sender to refuse it.
    expect(server.requests).toEqual([['a'], ['b'], ['c']]);
    expect(server.clock.pendingSleeps).toBe(3);
    release();
    await Promise.all(values);
  });

  it('ends the waiting for requests that hang at once', async () => {
    const closing = new AbortController();
    const server = new BatchServer(() => new Promise<undefined>(() => undefined), {
      closing: closing.signal,
    });
    for (const id of idsUpTo(95)) void server.load(id);
    await turns(2);
    const release = server.clock.hold();

    closing.abort();
    await turns(2);

    expect(server.requests.map(({ length }) => length)).toEqual([...Array<number>(9).fill(10), 5]);
    release();
  });
});
