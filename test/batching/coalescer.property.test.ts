import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadIds, BatchServer, CallerError, Outage } from './batch-server.js';

const MAX_SIZE = 5;
const ATTEMPTS = 3;

/** A call for one of a few ids, of one of two subjects, some time after the beginning, perhaps aborted later. */
const anyCall = fc.record({
  at: fc.nat({ max: 600 }),
  id: fc.nat({ max: 11 }).map((number) => `id-${number}`),
  subject: fc.constantFrom('x', 'y'),
  abortAfter: fc.option(fc.nat({ max: 500 }), { nil: undefined, freq: 3 }),
});

/** What the server does with one request: bad ids are always refused, whatever is drawn here. */
const anyWeather = fc.constantFrom('fair', 'fair', 'fair', 'outage');

const anyCourse = fc.record({
  calls: fc.array(anyCall, { minLength: 1, maxLength: 40 }),
  bad: fc.uniqueArray(
    fc.nat({ max: 11 }).map((number) => `id-${number}`),
    { maxLength: 4 },
  ),
  tells: fc.constantFrom('all', 'first', 'none'),
  weather: fc.array(anyWeather, { minLength: 1, maxLength: 30 }),
  latencyMs: fc.integer({ min: 0, max: 150 }),
});

type Course = typeof anyCourse extends fc.Arbitrary<infer Value> ? Value : never;

/** How a call ended, and what was said of it. */
interface Ending {
  readonly kind: 'value' | 'bad' | 'outage' | 'aborted';
  readonly what: unknown;
  readonly at: number;
  readonly times: number;
}

function toldIds(bad: readonly string[], tells: Course['tells']): readonly string[] {
  return tells === 'all' ? bad : tells === 'first' ? bad.slice(0, 1) : [];
}

async function run({ calls, bad, tells, weather, latencyMs }: Course) {
  const server = new BatchServer(
    (ids, index) => {
      if (weather[index % weather.length] === 'outage') return new Outage();
      const met = ids.filter((id) => bad.includes(id));
      return met.length === 0 ? undefined : new BadIds(toldIds(met, tells));
    },
    { maxSize: MAX_SIZE, attempts: ATTEMPTS, latencyMs },
  );
  const { clock } = server;
  // Nothing moves before every call has its place in time.
  const release = clock.hold();
  const endings = calls.map(async ({ at, id, subject, abortAfter }, index): Promise<Ending> => {
    await clock.sleep(at);
    const controller = new AbortController();
    if (abortAfter !== undefined) void clock.sleep(abortAfter).then(() => controller.abort(`abort ${index}`));
    let times = 0;
    const end = (kind: Ending['kind'], what: unknown): Ending => {
      times += 1;
      return { kind, what, at: clock.now(), times };
    };
    return server.load(id, { subject, caller: `call ${index}`, signal: controller.signal }).then(
      (value) => end('value', value),
      (error: unknown) => {
        if (!(error instanceof CallerError)) return end('aborted', error);
        return end(error.cause instanceof BadIds ? 'bad' : 'outage', error);
      },
    );
  });
  release();
  const ended = await Promise.all(endings);
  // Lets the aborts that came too late pass by.
  await clock.sleep(1_000);
  return { server, endings: ended };
}

describe('a coalescer under failures, aborts and chance', () => {
  it('answers every call once, with its own answer', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, async (course) => {
        const { server, endings } = await run(course);

        for (const [index, { kind, what, times }] of endings.entries()) {
          const call = course.calls[index];
          const isBad = course.bad.includes(call?.id ?? '');
          expect(times).toBe(1);
          if (kind === 'value') {
            expect(isBad).toBe(false);
            expect(String(what).replace(' (copy)', '')).toBe(`value of ${call?.id}`);
          } else if (kind === 'aborted') {
            expect(what).toBe(`abort ${index}`);
          } else {
            expect(what).toMatchObject({ id: call?.id, caller: `call ${index}` });
            if (kind === 'bad') expect(isBad).toBe(true);
          }
        }
        expect(server.clock.pendingSleeps).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('sends nothing that nobody waits for, nothing twice in a request, and no more than fits', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, async (course) => {
        const { server, endings } = await run(course);

        for (const { ids, subject, at } of server.sent) {
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length).toBeLessThanOrEqual(MAX_SIZE);
          for (const id of ids) {
            const isWanted = course.calls.some(
              (call, index) =>
                call.id === id &&
                call.subject === subject &&
                call.at <= at &&
                (endings[index]?.at ?? 0) >= at,
            );
            expect(isWanted).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('needs no more requests than single calls would', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, async (course) => {
        const { server } = await run(course);

        // Each id is sent for an answer, for the halves that it was in, and for each outage that it met.
        const rounds = ATTEMPTS + Math.ceil(Math.log2(MAX_SIZE)) + 3;
        expect(server.sent.length).toBeLessThanOrEqual(course.calls.length * rounds);
        if (course.bad.length === 0 && course.weather.every((each) => each === 'fair')) {
          expect(server.sent.length).toBeLessThanOrEqual(course.calls.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the order of calls within what is sent for the first time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 60 }),
        async (numbers) => {
          const server = new BatchServer(() => undefined, { maxSize: MAX_SIZE });
          const ids = numbers.map((number) => `id-${number}`);

          await Promise.all(ids.map((id) => server.load(id)));

          expect(server.requests.flat()).toEqual(ids);
        },
      ),
      { numRuns: 50 },
    );
  });
});
