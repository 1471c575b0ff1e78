import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Curve, drawLineChart } from '../../plots/line-chart.js';
import type { DayRecord, Sample } from './day-record.js';
import { FleetDay } from './fleet-day.js';
import { judgeDay, minutes } from './judge-day.js';

/** Lets a day of a fleet pass, and draws it into the docs. Run by `npm run fleet-day`. */

const OPTIONS = { workers: 200, hours: 6, seed: 7 } as const;
const HOUR = 3_600_000;

const day = await new FleetDay(OPTIONS).run();
await writeFile(fileURLToPath(new URL('../../../docs/fleet-day.svg', import.meta.url)), draw(day));
console.log(
  `${day.sessions.length} labs, ${day.troubles.length} hosts failed, ${day.requests.length} requests.`,
);
const faults = judgeDay(day, minutes(90));
console.log(faults);
const isGood = Object.values(faults).every((fault) =>
  Array.isArray(fault) ? fault.length === 0 : fault === 0,
);
process.exitCode = isGood ? 0 : 1;

function draw({ from, to, samples, disturbances }: DayRecord): string {
  const hours = (at: number): number => (at - from) / HOUR;
  const line = (read: (sample: Sample) => number): Curve['points'] =>
    samples.map((sample) => [hours(sample.at), read(sample)]);
  return drawLineChart({
    title: `A day of ${OPTIONS.workers} workers`,
    curves: [
      { name: 'healthy', color: '#2a7f3e', points: line(({ healthy }) => healthy) },
      { name: 'in a lab', color: '#1f77b4', points: line(({ inLabs }) => inLabs) },
      { name: 'stopped', color: '#8a8f98', dash: '4 3', points: line(({ stopped }) => stopped) },
      { name: 'with a failed host', color: '#d62728', points: line(({ ill }) => ill) },
    ],
    bands: disturbances.map((band) => ({ ...band, from: hours(band.from), to: hours(band.to) })),
    across: hours(to),
    tick: 1,
    label: (at) => `${at} h`,
    up: OPTIONS.workers,
    legend: 'top',
  });
}
