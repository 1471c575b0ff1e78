import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../src/batching/token-bucket.js';
import { listenersOf, turns } from '../client/worker-simulation.js';

function makeBucket(capacity = 3, refillPerSecond = 2) {
  const clock = new ManualClock({ now: 0, autoAdvance: true });
  clock.hold()();
  return { clock, bucket: new TokenBucket({ capacity, refillPerSecond }, clock) };
}

/** When each of several takers got its tokens. */
async function timesOf(bucket: TokenBucket, clock: ManualClock, amounts: readonly number[]) {
  return await Promise.all(amounts.map((amount) => bucket.take(amount).then(() => clock.now())));
}

describe('a token bucket', () => {
  it('gives what it holds at once, and then as it fills', async () => {
    const { bucket, clock } = makeBucket();

    expect(await timesOf(bucket, clock, [1, 1, 1, 1, 1])).toEqual([0, 0, 0, 500, 1_000]);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('holds no more than its capacity', async () => {
    const { bucket, clock } = makeBucket();
    await clock.sleep(60_000);

    expect([1, 1, 1, 1].map((amount) => bucket.tryTake(amount))).toEqual([true, true, true, false]);
  });

  it('serves in turn, the small behind the large', async () => {
    const { bucket, clock } = makeBucket();

    expect(await timesOf(bucket, clock, [3, 2, 1])).toEqual([0, 1_000, 1_500]);
  });

  it('lets nobody jump the line', async () => {
    const { bucket, clock } = makeBucket();
    const waiting = timesOf(bucket, clock, [3, 3]);
    await clock.sleep(1_400);

    expect(bucket.tryTake(1)).toBe(false);

    expect(await waiting).toEqual([0, 1_500]);
  });

  it('gives all that it holds to who wants more', async () => {
    const { bucket, clock } = makeBucket();

    expect(await timesOf(bucket, clock, [10, 10])).toEqual([0, 1_500]);
  });

  it('gives a part of what is wanted where a part will do', async () => {
    const { bucket, clock } = makeBucket();

    expect([bucket.takeUpTo(2), bucket.takeUpTo(2), bucket.takeUpTo(2)]).toEqual([2, 1, 0]);
    await clock.sleep(1_200);

    expect(bucket.takeUpTo(9)).toBe(2);
  });

  it('takes back what was not needed', () => {
    const { bucket } = makeBucket();
    bucket.takeUpTo(3);

    bucket.putBack(1);
    bucket.putBack(99);

    expect(bucket.takeUpTo(9)).toBe(3);
  });
});

describe('who waits in line', () => {
  it('leaves it with the signal, and holds up nobody', async () => {
    const { bucket, clock } = makeBucket();
    await bucket.take(3);
    const controller = new AbortController();
    const large = bucket.take(3, controller.signal);
    const small = bucket.take(1).then(() => clock.now());
    void clock.sleep(100).then(() => {
      controller.abort('enough');
    });

    await expect(large).rejects.toBe('enough');

    expect(await small).toBe(500);
    expect(listenersOf(controller.signal)).toBe(0);
  });

  it('leaves no sleep behind as the last one', async () => {
    const { bucket, clock } = makeBucket();
    await bucket.take(3);
    const controller = new AbortController();
    const waiting = bucket.take(3, controller.signal);
    await Promise.resolve();

    controller.abort('enough');

    await expect(waiting).rejects.toBe('enough');
    await turns();
    expect(clock.pendingSleeps).toBe(0);
  });

  it('does not even join with an aborted signal', async () => {
    const { bucket } = makeBucket();

    await expect(bucket.take(1, AbortSignal.abort('no'))).rejects.toBe('no');

    expect(bucket.takeUpTo(9)).toBe(3);
  });
});

describe('a refusal', () => {
  it('empties the bucket, pauses it and halves its speed, which comes back', async () => {
    const { bucket, clock } = makeBucket(100, 10);

    bucket.slowDown(0);
    bucket.slowDown(0);
    const first = await bucket.take(1).then(() => clock.now());
    await clock.sleep(60_000);
    bucket.takeUpTo(100);
    const before = clock.now();
    await bucket.take(10);

    // A pause of a second, then a token at 5 a second.
    expect(first).toBe(1_200);
    expect(clock.now() - before).toBe(1_000);
  });

  it('counts only what was sent after the last one', async () => {
    const { bucket, clock } = makeBucket(100, 10);
    bucket.slowDown(0);
    await clock.sleep(1_000);
    bucket.slowDown(0);
    bucket.slowDown(500);
    const taken = bucket.take(1).then(() => clock.now());

    expect(await taken).toBeGreaterThan(2_000);
  });

  it('never stops it altogether', async () => {
    const { bucket, clock } = makeBucket(100, 16);
    for (let count = 1; count <= 20; count += 1) bucket.slowDown(clock.now() + count);

    await expect(bucket.take(1).then(() => clock.now())).resolves.toBeLessThanOrEqual(2_000);
  });
});
