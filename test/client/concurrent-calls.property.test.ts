import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, anyCourse, type Ending, instancesIn, run, type Trace } from './course-of-calls.js';
import { STRANGER } from './worker-simulation.js';

function expectOwnAnswer(ending: Ending, { destroyedAt }: Trace): void {
  const { method, id, value, error, abortedAt, beganAt, endedAt } = ending;
  // An abort ends a call at once, whatever is under way for it.
  expect(endedAt).toBeLessThanOrEqual(abortedAt);
  if (error === undefined) {
    expect(id).not.toBe(STRANGER);
    if (value !== undefined && method !== 'getTags') expect(value).toMatchObject({ instanceId: id });
    return;
  }
  // A destroyed client takes no calls.
  const isRefused = error.kind === 'invalid-parameter';
  if (isRefused) expect(beganAt).toBeGreaterThanOrEqual(destroyedAt);
  expect(error).toMatchObject({ operation: method, instanceIds: isRefused ? [] : [id] });
  if (error.kind === 'aborted') expect(Math.min(abortedAt, destroyedAt)).toBeLessThanOrEqual(endedAt);
  if (error.kind === 'instance-not-found') expect(id).toBe(STRANGER);
}

/** A read that begins after a change was acknowledged shows the change. */
function expectOwnWrites({ method, value, error, acknowledged }: Ending): void {
  if (method !== 'getTags' || error !== undefined) return;
  expect(Object.keys(value as object)).toEqual(expect.arrayContaining([...acknowledged]));
}

function expectNothingUnwanted({ endings, requests, destroyedAt }: Trace): void {
  for (const request of requests) {
    const { action, sentAt } = request;
    const wantedBy = endings.filter(
      ({ method, beganAt, endedAt }) =>
        (ACTIONS[method] as readonly string[]).includes(action) && beganAt <= sentAt && sentAt <= endedAt,
    );
    expect(sentAt).toBeLessThanOrEqual(destroyedAt);
    expect(wantedBy).not.toEqual([]);
    const wanted = wantedBy.map(({ id }) => id);
    expect(wanted).toEqual(expect.arrayContaining([...instancesIn(request)]));
  }
}

/** Changes of one instance reach AWS in the order in which they were asked for. */
function expectOrder({ requests, tagged }: Trace): void {
  const changes = new Map<string, number[]>();
  for (const request of requests.filter(({ action }) => action === 'CreateTags')) {
    const { Tags } = request.parameters as { Tags: { Key: string }[] };
    for (const id of instancesIn(request)) {
      changes.set(id, [...(changes.get(id) ?? []), tagged.indexOf(Tags[0]?.Key ?? '')]);
    }
  }
  for (const order of changes.values()) expect(order).toEqual(order.toSorted((one, other) => one - other));
}

describe('concurrent calls under faults, aborts and the end of the client', () => {
  it('are answered each with its own, in order, and leave nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, async (course) => {
        const trace = await run(course);

        for (const ending of trace.endings) {
          expectOwnAnswer(ending, trace);
          expectOwnWrites(ending);
        }
        expectNothingUnwanted(trace);
        expectOrder(trace);
        expect(trace).toMatchObject({ timersLeft: 0, listenersLeft: 0 });
      }),
      // A call that is never answered is found by its time, which is real: generous, for a busy machine.
      { numRuns: 100, timeout: 10_000, interruptAfterTimeLimit: 60_000 },
    );
  }, 120_000);
});
