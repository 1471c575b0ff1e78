import { type CmlActivity, type IdleEvidence, type IdleSettings, judgeIdle } from 'ec2-worker-client/cml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const START = new Date('2026-01-10T10:00:00Z');
const minute = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

/** Telemetry that speaks until a minute before `now`. */
function seen(now: Date, lastActivityAt?: Date): CmlActivity {
  const lastEventAt = new Date(now.getTime() - 60_000);
  return { known: true, lastActivityAt, lastEventAt, events: 9, ignored: 3, unreadable: 0 };
}

function evidence(minutes: number, more: Partial<IdleEvidence> = {}): IdleEvidence {
  const now = minute(minutes);
  return { now, launchTime: START, activity: seen(now), activeLabs: 0, ...more };
}

describe('judgeIdle', () => {
  it.each([
    [0, 'active', false],
    [19.9, 'active', false],
    [20, 'warning', false],
    [29.9, 'warning', false],
    [30, 'idle', true],
    [3_000, 'idle', true],
  ])(
    'finds a worker that nobody has ever used, %d minutes after its start, %s',
    (minutes, state, shutdownDue) => {
      expect(judgeIdle(evidence(minutes))).toMatchObject({
        state,
        shutdownDue,
        since: START,
        warnAt: minute(20),
        dueAt: minute(30),
        idleMinutes: Math.floor(minutes),
      });
    },
  );

  it('counts from the latest use, start or word, whichever it is', () => {
    const now = minute(100);
    const uses = [
      { activity: seen(now, minute(75)) },
      { launchTime: minute(75), activity: seen(now, minute(3)) },
      { touchedAt: minute(75), activity: seen(now, minute(3)) },
    ];

    for (const use of uses) {
      expect(judgeIdle(evidence(100, use))).toMatchObject({
        state: 'warning',
        since: minute(75),
        idleMinutes: 25,
      });
    }
  });

  it('goes by a start that somebody else made, since EC2 knows of it', () => {
    const restarted = evidence(500, { launchTime: minute(495), activity: seen(minute(500), minute(10)) });

    expect(judgeIdle(restarted)).toMatchObject({ state: 'active', since: minute(495) });
  });

  it.each<[string, CmlActivity | undefined]>([
    ['could not be read', undefined],
    ['says why', { known: false, reason: 'it says why' }],
    ['no events at all', { ...seen(minute(60)), lastEventAt: undefined } as CmlActivity],
    ['silent since', { ...seen(minute(60)), lastEventAt: minute(30) } as CmlActivity],
    ['cannot be read', { ...seen(minute(60)), unreadable: 2 } as CmlActivity],
  ])('shuts nothing down on a guess: %s', (reason, activity) => {
    const verdict = judgeIdle(evidence(60, { activity }));

    expect(verdict).toMatchObject({ state: 'unknown', shutdownDue: false, dueAt: undefined });
    expect(verdict.message).toContain(reason);
  });

  it('knows nothing of a worker of which neither a start nor any use is known', () => {
    expect(judgeIdle(evidence(60, { launchTime: undefined }))).toMatchObject({
      state: 'unknown',
      since: undefined,
    });
  });

  it('takes a recent start for use, whatever the telemetry says', () => {
    expect(judgeIdle(evidence(10, { activity: undefined }))).toMatchObject({ state: 'active' });
  });

  it('believes telemetry for as long as the settings say', () => {
    const silent = { activity: { ...seen(minute(60)), lastEventAt: minute(35) } as CmlActivity };

    expect(judgeIdle(evidence(60, silent), { telemetryWindowMinutes: 25 })).toMatchObject({
      state: 'unknown',
    });
    expect(judgeIdle(evidence(60, silent), { telemetryWindowMinutes: 26 })).toMatchObject({ state: 'idle' });
  });

  it('ignores active labs, but names them; or lets them block', () => {
    const busy = evidence(60, { activeLabs: 2 });

    expect(judgeIdle(busy)).toMatchObject({ state: 'idle', shutdownDue: true, activeLabs: 2 });
    expect(judgeIdle(busy).message).toContain('2 active labs');
    expect(judgeIdle(busy, { activeLabs: 'block' })).toMatchObject({ state: 'active', shutdownDue: false });
    expect(judgeIdle(evidence(60), { activeLabs: 'block' })).toMatchObject({ state: 'idle' });
    expect(judgeIdle(evidence(60, { activeLabs: undefined }), { activeLabs: 'block' })).toMatchObject({
      state: 'unknown',
      shutdownDue: false,
    });
  });

  it('leaves whoever has said so alone until then', () => {
    const snoozed = { snoozedUntil: minute(90) };

    expect(judgeIdle(evidence(60, snoozed))).toMatchObject({ state: 'active', dueAt: minute(90) });
    expect(judgeIdle(evidence(90, snoozed))).toMatchObject({ state: 'idle' });
  });

  it('shuts nothing down where the settings do not want it', () => {
    expect(judgeIdle(evidence(60), { autoShutdownEnabled: false })).toMatchObject({
      state: 'idle',
      shutdownDue: false,
    });
  });

  it('takes the group lifecycle of the settings as it is', () => {
    const lifecycle = {
      idleThresholdMinutes: 60,
      autoShutdownEnabled: true,
      telemetryCollectionIntervalSeconds: 60,
      maxIdleBeforeWarningMinutes: 45,
    };

    expect(judgeIdle(evidence(50), lifecycle)).toMatchObject({ state: 'warning', dueAt: minute(60) });
  });

  it('warns as soon as nobody uses it, where that is wanted', () => {
    expect(judgeIdle(evidence(1), { maxIdleBeforeWarningMinutes: 0 }).state).toBe('warning');
  });

  it('gives no warning where that would come after the end', () => {
    const settings = { idleThresholdMinutes: 10, maxIdleBeforeWarningMinutes: 20 };

    expect(judgeIdle(evidence(9), settings)).toMatchObject({ state: 'active', warnAt: undefined });
    expect(judgeIdle(evidence(10), settings)).toMatchObject({ state: 'idle' });
  });

  it('takes use in the future, of a host whose clock is ahead, for use now', () => {
    expect(judgeIdle(evidence(60, { activity: seen(minute(60), minute(90)) }))).toMatchObject({
      state: 'active',
      since: minute(60),
      idleMinutes: 0,
    });
  });

  it.each<[Partial<IdleEvidence>, IdleSettings, string]>([
    [{}, { idleThresholdMinutes: 0 }, 'idleThresholdMinutes'],
    [{}, { maxIdleBeforeWarningMinutes: Number.NaN }, 'maxIdleBeforeWarningMinutes'],
    [{}, { telemetryWindowMinutes: -1 }, 'telemetryWindowMinutes'],
    [{}, { activeLabs: 'maybe' as never }, 'activeLabs'],
    [{}, { autoShutdownEnabled: 'false' as never }, 'autoShutdownEnabled'],
    [{ activity: seen(minute(60), new Date('never')) }, {}, 'activity.lastActivityAt'],
    [
      { activity: { ...seen(minute(60)), lastEventAt: '2026-01-10T10:59:00Z' } as never },
      {},
      'activity.lastEventAt',
    ],
    [{ now: new Date('never') }, {}, 'now'],
    [{ launchTime: new Date('never') }, {}, 'launchTime'],
  ])('refuses %j with %j', (more, settings, parameter) => {
    expect(() => judgeIdle(evidence(60, more), settings)).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter }),
    );
  });

  it('is due for shutdown only when nobody has used it for the whole threshold, whatever else holds', () => {
    const minutes = fc.integer({ min: 0, max: 300 });
    const maybe = fc.option(minutes, { nil: undefined });
    const world = fc.record({
      now: minutes,
      launch: maybe,
      use: maybe,
      event: maybe,
      touched: maybe,
      snoozed: maybe,
      labs: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      threshold: fc.integer({ min: 1, max: 120 }),
      labsBlock: fc.boolean(),
      isKnown: fc.boolean(),
    });
    fc.assert(
      fc.property(
        world,
        ({ now, launch, use, event, touched, snoozed, labs, threshold, labsBlock, isKnown }) => {
          const date = (value: number | undefined): Date | undefined =>
            value === undefined ? undefined : minute(value);
          const activity: CmlActivity = isKnown
            ? {
                known: true,
                lastActivityAt: date(use),
                lastEventAt: date(event),
                events: 1,
                ignored: 0,
                unreadable: 0,
              }
            : { known: false, reason: 'x' };
          const verdict = judgeIdle(
            {
              now: minute(now),
              launchTime: date(launch),
              activity,
              activeLabs: labs,
              touchedAt: date(touched),
              snoozedUntil: date(snoozed),
            },
            { idleThresholdMinutes: threshold, activeLabs: labsBlock ? 'block' : 'ignore' },
          );
          if (!verdict.shutdownDue) return;
          expect(isKnown && event !== undefined && now - event < threshold).toBe(true);
          for (const sign of [launch, use, touched])
            if (sign !== undefined) expect(now - sign).toBeGreaterThanOrEqual(threshold);
          expect(Math.max(launch ?? -1, use ?? -1, touched ?? -1)).toBeGreaterThanOrEqual(0);
          if (snoozed !== undefined) expect(now).toBeGreaterThanOrEqual(snoozed);
          if (labsBlock) expect(labs).toBe(0);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
