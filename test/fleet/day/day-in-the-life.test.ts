import { expect, it } from 'vitest';
import { FleetDay } from './fleet-day.js';
import { judgeDay, minutes } from './judge-day.js';

it('a day in the life of 200 workers ends without a lab on a sick worker, or two labs on one', async () => {
  const day = await new FleetDay({ workers: 200, hours: 2, seed: 7 }).run();

  // A day in which nothing happens proves nothing.
  expect(day.sessions.length).toBeGreaterThan(30);
  expect(day.troubles.length).toBeGreaterThan(8);
  expect(day.throttled).toBeGreaterThan(10);
  expect(day.idleStops.length).toBeGreaterThan(10);
  const done = day.decisions.filter(({ outcome }) => outcome === 'done').map(({ action }) => action);
  for (const action of ['reboot', 'stop', 'start', 'finish']) expect(done).toContain(action);
  const types = day.events.map(({ type }) => type);
  for (const type of ['appeared', 'impaired', 'recovered', 'spot-interruption', 'unreachable', 'reachable']) {
    expect(types).toContain(type);
  }

  expect(judgeDay(day, minutes(60))).toEqual({
    onIllWorkers: [],
    shared: [],
    stoppedInUse: [],
    forgotten: [],
    beyondRates: 0,
  });
  // It is in nobody's interest that a worker is stopped by force which somebody else has stopped.
  expect(done).not.toContain('force-stop');
}, 300_000);
