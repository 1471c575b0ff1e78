import { type Curve, drawLineChart } from '../plots/line-chart.js';
import type { Timelines } from './cases/many-waits.js';

const LONGEST_SECONDS = 480;
const SECONDS_PER_TICK = 60;

/** Draws how many workers are known to be healthy over time. */
export function plotHealthyWorkers({ ready, ours, sdk }: Timelines): string {
  return drawLineChart({
    title: 'Workers known to be healthy after the launch',
    curves: [
      { name: 'healthy in truth', color: '#8a8f98', dash: '4 3', points: countUp(ready) },
      { name: 'told by waitUntilHealthy', color: '#1f77b4', points: countUp(ours) },
      { name: "told by the SDK's waiters", color: '#d62728', points: countUp(sdk) },
    ],
    across: LONGEST_SECONDS,
    tick: SECONDS_PER_TICK,
    label: (at) => `${at} s`,
    up: ready.length,
  });
}

/** How many there are by when, of times in milliseconds. */
function countUp(times: readonly number[]): Curve['points'] {
  const sorted = times.toSorted((one, other) => one - other);
  return [[0, 0], ...sorted.map((time, index) => [time / 1_000, index + 1] as const)];
}
