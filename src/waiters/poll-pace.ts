import { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';

/**
 * How soon something new may be expected of an instance: `soon` while it changes its state, `steadily` while its
 * checks are at work, `rarely` when nothing is known to be under way.
 */
export type Pace = 'soon' | 'steadily' | 'rarely';

/** The bounds that whoever watches sets, in milliseconds. */
export interface DelayBounds {
  readonly minDelay: number;
  readonly maxDelay: number;
}

/** EC2's checks run once a minute, so that looking more often than this tells little and costs requests. */
const STEADY_MS = { least: 8_000, most: 10_000, perRootOfPages: 3_000 } as const;

/** So many pages a second leave half of the slower of EC2's rates to single calls. */
const MOST_PAGES_PER_SECOND = 5;

const IN_TRANSITION: readonly InstanceState[] = [
  InstanceState.PENDING,
  InstanceState.STOPPING,
  InstanceState.SHUTTING_DOWN,
];

/** The pace of somebody who wants to see every change. `undefined`: EC2 does not know the instance yet. */
export function paceOf(checks: InstanceStatusChecks | undefined): Pace {
  if (checks === undefined || IN_TRANSITION.includes(checks.instanceState)) return 'soon';
  return checks.instanceState === InstanceState.RUNNING && !checks.healthy ? 'steadily' : 'rarely';
}

/**
 * The time until the next look, in milliseconds, within the bounds. The more pages a round of looks takes, the
 * longer it lasts, so that many who wait together are no burden on EC2's rates.
 */
export function delayFor(pace: Pace, pages: number, { minDelay, maxDelay }: DelayBounds): number {
  const wanted = wantedDelay(pace, pages, minDelay, maxDelay);
  const affordable = (pages / MOST_PAGES_PER_SECOND) * 1_000;
  return Math.min(Math.max(wanted, affordable, minDelay), maxDelay);
}

function wantedDelay(pace: Pace, pages: number, minDelay: number, maxDelay: number): number {
  if (pace === 'soon') return minDelay;
  if (pace === 'rarely') return maxDelay;
  const { least, most, perRootOfPages } = STEADY_MS;
  return Math.min(Math.max(perRootOfPages * Math.sqrt(pages), least), most);
}
