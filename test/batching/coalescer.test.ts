import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { Coalescer } from '../../src/batching/coalescer.js';
import { listenersOf, turns } from '../client/worker-simulation.js';
import { BadIds, BatchServer, CallerError, idsUpTo, Outage } from './batch-server.js';

/** The order of calls over promise chains of unequal length, all begun in one turn. */
async function loadAfter(server: BatchServer, id: string, awaits: number): Promise<string> {
  for (let count = 0; count < awaits; count += 1) await Promise.resolve();
  return await server.load(id);
}

describe('calls of one turn', () => {
  it('share a request, in the order in which they came', async () => {
    const server = new BatchServer();

    const values = await Promise.all(['c', 'a', 'b'].map((id) => server.load(id)));

    expect(server.requests).toEqual([['c', 'a', 'b']]);
    expect(values).toEqual(['value of c', 'value of a', 'value of b']);
  });

  it('share a request however many promises they come through', async () => {
    const server = new BatchServer();

    await Promise.all(idsUpTo(9).map((id, index) => loadAfter(server, id, index)));

    expect(server.requests).toHaveLength(1);
  });

  it('ask for the same id once, and each gets a value of its own', async () => {
    const server = new BatchServer();

    const values = await Promise.all([server.load('a'), server.load('b'), server.load('a')]);

    expect(server.requests).toEqual([['a', 'b']]);
    expect(values).toEqual(['value of a', 'value of b', 'value of a (copy)']);
    expect(server.events).toEqual([{ size: 2, callers: 3, waitedMs: 0 }]);
  });

  it('share no request with those of another subject', async () => {
    const server = new BatchServer();

    await Promise.all([server.load('a', { subject: 'x' }), server.load('b', { subject: 'y' })]);

    expect(server.sent.map(({ subject, ids }) => [subject, ...ids])).toEqual([
      ['x', 'a'],
      ['y', 'b'],
    ]);
  });

  it('are spread over requests of the largest size, eight full ones at a time', async () => {
    const server = new BatchServer();

    await Promise.all(idsUpTo(105).map((id) => server.load(id)));

    expect(server.requests.map(({ length }) => length)).toEqual([...Array<number>(10).fill(10), 5]);
    expect(server.sent.filter(({ at }) => at === 0)).toHaveLength(8);
    expect(server.requests.flat()).toEqual(idsUpTo(105));
  });
});

describe('a call that is alone', () => {
  it('goes out in the same turn, without a timer', async () => {
    const server = new BatchServer();

    const value = server.load('a');
    await Promise.resolve();
    await new Promise((resolve) => {
      process.nextTick(resolve);
    });

    expect(server.requests).toEqual([['a']]);
    await value;
    expect(server.clock.pendingSleeps).toBe(0);
  });
});

describe('a call while requests are under way', () => {
  it('goes out at once beside one, and after a moment beside two', async () => {
    const server = new BatchServer();
    const values = [server.load('a')];
    await turns(2);
    values.push(server.load('b'));
    await turns(2);
    values.push(server.load('c'), server.load('d'));
    await Promise.all(values);

    expect(server.sent.map(({ ids, at }) => [at, ...ids])).toEqual([
      [0, 'a'],
      [0, 'b'],
      [10, 'c', 'd'],
    ]);
    expect(server.events.at(-1)).toEqual({ size: 2, callers: 2, waitedMs: 10 });
  });

  it('does not wait for a request that hangs', async () => {
    const server = new BatchServer((ids) =>
      ids.length === 10 ? new Promise<undefined>(() => undefined) : undefined,
    );
    for (const id of idsUpTo(80)) void server.load(id);
    await turns(2);

    await expect(server.load('late')).resolves.toBe('value of late');

    expect(server.sent.at(-1)?.at).toBeGreaterThanOrEqual(1_000);
    expect(server.sent.at(-1)?.at).toBeLessThan(2_000);
  });

  it('goes along with those that an answer brings about', async () => {
    const server = new BatchServer();
    const first = server.load('a');
    const second = server.load('b');
    await turns(2);
    const chained = first.then(() => Promise.all([server.load('c'), server.load('d')]));
    await Promise.all([second, chained]);

    expect(server.requests).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});

describe('a caller who aborts', () => {
  it('before the call is sent leaves its place, and nothing is sent for it', async () => {
    const server = new BatchServer();
    const controller = new AbortController();
    const mine = server.load('mine', { signal: controller.signal });
    const other = server.load('other');

    controller.abort('enough');

    await expect(mine).rejects.toBe('enough');
    await expect(other).resolves.toBe('value of other');
    expect(server.requests).toEqual([['other']]);
    expect(listenersOf(controller.signal)).toBe(0);
  });

  it('beforehand is not even queued', async () => {
    const server = new BatchServer();

    await expect(server.load('a', { signal: AbortSignal.abort('no') })).rejects.toBe('no');

    await turns();
    expect(server.requests).toEqual([]);
  });

  it('leaves the answer to others who asked for the same', async () => {
    const server = new BatchServer();
    const controller = new AbortController();
    const mine = server.load('a', { signal: controller.signal });
    const other = server.load('a');
    await turns(2);

    controller.abort('enough');

    await expect(mine).rejects.toBe('enough');
    await expect(other).resolves.toBe('value of a');
    expect(server.sent[0]?.signal).toBeUndefined();
  });

  it('takes the request along if nobody else waits for it', async () => {
    const server = new BatchServer();
    const [first, second] = [new AbortController(), new AbortController()];
    const outcomes = Promise.allSettled([
      server.load('a', { signal: first.signal }),
      server.load('b', { signal: second.signal }),
    ]);
    await Promise.resolve();
    await new Promise((resolve) => {
      process.nextTick(resolve);
    });

    first.abort('one');
    const { signal } = server.sent[0] ?? {};
    expect(signal?.aborted).toBe(false);
    second.abort('two');

    expect(signal?.aborted).toBe(true);
    expect(await outcomes).toMatchObject([{ reason: 'one' }, { reason: 'two' }]);
    expect(server.clock.pendingSleeps).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  it('between two attempts is not in the second', async () => {
    const server = new BatchServer((_, index) => (index === 0 ? new Outage() : undefined));
    const controller = new AbortController();
    const mine = server.load('mine', { signal: controller.signal });
    const other = server.load('other');
    void server.clock.sleep(150).then(() => {
      controller.abort('enough');
    });

    await expect(mine).rejects.toBe('enough');
    await expect(other).resolves.toBe('value of other');

    expect(server.requests).toEqual([['mine', 'other'], ['other']]);
  });

  it('as the last one between two attempts ends the waiting for the second', async () => {
    const server = new BatchServer(() => new Outage());
    const controller = new AbortController();
    const mine = server.load('mine', { signal: controller.signal });
    void server.clock.sleep(150).then(() => {
      controller.abort('enough');
    });

    await expect(mine).rejects.toBe('enough');
    await turns();

    expect(server.requests).toHaveLength(1);
    expect(server.clock.pendingSleeps).toBe(0);
    expect(server.clock.now()).toBe(150);
  });
});

describe('a request that fails as a whole', () => {
  it('is sent again whole, together with who has come meanwhile', async () => {
    const server = new BatchServer((_, index) => (index === 0 ? new Outage() : undefined));
    const values = ['a', 'b', 'c'].map((id) => server.load(id));
    void server.clock.sleep(299).then(() => values.push(server.load('d')));

    await Promise.all(values);

    expect(server.requests[0]).toEqual(['a', 'b', 'c']);
    expect(server.requests[1]?.slice(0, 3)).toEqual(['d']);
    expect(server.requests[2]).toEqual(['a', 'b', 'c']);
    expect(server.requests).toHaveLength(3);
  });

  it('fails for each of its callers when attempts run out, with the words of each', async () => {
    const outage = new Outage();
    const server = new BatchServer(() => outage, { attempts: 3 });

    const outcomes = await Promise.allSettled([
      server.load('a', { caller: 'first' }),
      server.load('b', { caller: 'second' }),
      server.load('b', { caller: 'third' }),
    ]);

    expect(server.requests).toEqual(Array.from({ length: 3 }, () => ['a', 'b']));
    expect(outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason as unknown)).toEqual([
      new CallerError('a', 'first', outage),
      new CallerError('b', 'second', outage),
      new CallerError('b', 'third', outage),
    ]);
  });

  it('counts the attempts of each id, not of the request', async () => {
    const server = new BatchServer(
      (ids, index) => (ids.includes('a') && index < 5 ? new Outage() : undefined),
      {
        attempts: 2,
      },
    );
    const failing = server.load('a');
    const outcome = expect(failing).rejects.toBeInstanceOf(CallerError);
    const later = [250, 260, 299].map((at, index) =>
      server.clock.sleep(at).then(() => server.load(`late-${index}`)),
    );

    await outcome;
    await expect(Promise.all(later)).resolves.toHaveLength(3);

    // The last attempt for the first call is the first one for the call that has joined it.
    expect(server.requests).toEqual([['a'], ['late-0'], ['late-1'], ['a', 'late-2'], ['late-2']]);
  });
});

describe('a request that fails for the sake of some ids', () => {
  const refuse =
    (bad: readonly string[], tells: (ids: readonly string[]) => readonly string[]) =>
    (ids: readonly string[]) => {
      const met = ids.filter((id) => bad.includes(id));
      return met.length === 0 ? undefined : new BadIds(tells(met));
    };

  it('goes on without those that the error names', async () => {
    const server = new BatchServer(refuse(['id-3', 'id-7'], (met) => met));

    const outcomes = await Promise.allSettled(idsUpTo(10).map((id) => server.load(id)));

    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]).toEqual(idsUpTo(10).filter((id) => id !== 'id-3' && id !== 'id-7'));
    const rejected = outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
    expect(rejected).toEqual([3, 7]);
  });

  it('finds one that the error does not name by halves', async () => {
    const server = new BatchServer(
      refuse(['id-37'], () => []),
      { maxSize: 128 },
    );

    const outcomes = await Promise.allSettled(idsUpTo(128).map((id) => server.load(id)));

    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(outcomes[37]?.status).toBe('rejected');
    // Two for each halving of 128.
    expect(server.requests.length).toBeLessThanOrEqual(1 + 2 * 7);
  });

  it('does not go through many bad ones one after the other', async () => {
    const server = new BatchServer(
      refuse(idsUpTo(64), (met) => met.slice(0, 1)),
      { maxSize: 64 },
    );

    const outcomes = await Promise.allSettled(idsUpTo(64).map((id) => server.load(id)));

    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(server.requests.length).toBeLessThanOrEqual(64);
    // Three cuts, then halves: at most one more round for each of the six halvings, and one for each cut in them.
    expect(server.clock.now()).toBeLessThanOrEqual(100 * 14);
  });

  it('is sent once if it is about one id', async () => {
    const server = new BatchServer(() => new BadIds([]));

    await expect(server.load('a')).rejects.toBeInstanceOf(CallerError);

    expect(server.requests).toHaveLength(1);
  });

  it('keeps its parts together when they meet an outage', async () => {
    const server = new BatchServer((ids, index) => {
      if (index === 1) return new Outage();
      return ids.includes('id-0') ? new BadIds(['id-0']) : undefined;
    });

    await Promise.allSettled(idsUpTo(10).map((id) => server.load(id)));

    expect(server.requests.map(({ length }) => length)).toEqual([10, 9, 9]);
  });
});

describe('calls for several ids', () => {
  it('give an answer for each, errors among them', async () => {
    const { coalescer } = new BatchServer((ids) => (ids.includes('b') ? new BadIds(['b']) : undefined));

    const answers = await coalescer.loadMany('', ['a', 'b'], 'caller');

    expect(answers.get('a')).toEqual({ value: 'value of a' });
    expect(answers.get('b')).toEqual({ error: expect.any(CallerError) });
  });

  it('reject only when they are aborted', async () => {
    const { coalescer } = new BatchServer();

    await expect(coalescer.loadMany('', ['a'], 'caller', AbortSignal.abort('no'))).rejects.toBe('no');
  });
});

describe('an answer that is missing', () => {
  it('is an error for who asked for it', async () => {
    const coalescer = new Coalescer<string, string, string>({
      clock: new ManualClock(),
      maxSize: 10,
      send: () => Promise.resolve(new Map([['a', { value: 'here' }]])),
      policy: { blame: () => undefined, retryAfter: () => Promise.resolve(undefined) },
      errorFor: (error) => error,
      copy: (value) => value,
    });

    const [present, absent] = await Promise.allSettled(
      ['a', 'b'].map((id) => coalescer.load('', id, 'caller')),
    );

    expect(present).toMatchObject({ value: 'here' });
    expect(absent).toMatchObject({
      reason: { message: 'The answer for b is missing from the reply' },
    });
  });
});

describe('many subjects', () => {
  it('leave nothing behind that grows', async () => {
    const server = new BatchServer();

    for (let index = 0; index < 100; index += 1) {
      await server.load('a', { subject: `subject-${index}` });
    }

    expect(server.sent).toHaveLength(100);
    expect(server.coalescer.lanes).toBeLessThanOrEqual(17);
  });
});
