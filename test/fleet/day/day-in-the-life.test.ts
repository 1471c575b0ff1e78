import { expect, it } from 'vitest';
import { FleetDay } from './fleet-day.js';
import { judgeDay, minutes } from './judge-day.js';

it('a day in the life of 200 workers ends without a lab on a sick worker, or two labs on one', async () => {
  const day = await new FleetDay({ workers: 200, hours: 8, seed: 7 }).run();

  // A day in which nothing happens proves nothing.
  expect(day.sessions.length).toBeGreaterThan(100);
  expect(day.troubles.length).toBeGreaterThan(8);
  expect(day.throttled).toBeGreaterThan(10);
  expect(day.idleStops.length).toBeGreaterThan(10);
  const done = day.decisions.filter(({ outcome }) => outcome === 'done');
  expect(new Set(done.map(({ action }) => action))).toEqual(
    expect.objectContaining(new Set(['reboot', 'stop', 'start'])),
  );
  const types = new Set(day.events.map(({ type }) => type));
  for (const type of ['appeared', 'impaired', 'recovered', 'spot-interruption', 'unreachable', 'reachable']) {
    expect(types).toContain(type);
  }

  expect(judgeDay(day, minutes(90))).toEqual({
    onIllWorkers: [],
    shared: [],
    stoppedInUse: [],
    forgotten: [],
    beyondRates: 0,
  });
}, 300_000);
