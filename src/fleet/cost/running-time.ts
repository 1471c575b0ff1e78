import { isEnding } from '../discovery/is-ending.js';
import type { CostedWorker, StateChangeRecord } from './cost-estimate.js';

/** A stretch of time in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is known of the states of a worker over a stretch of time. */
export interface RunningTime {
  /** When it ran. */
  readonly running: readonly Span[];
  /** When nobody knows whether it ran. */
  readonly unknown: readonly Span[];
  /** When it existed, running or not, as far as is known. */
  readonly existing: readonly Span[];
  readonly assumptions: readonly string[];
}

/**
 * The states in which an instance is paid for: EC2 charges for what runs, from the start of running on, and not for
 * what is coming up or going down.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
const PAID_FOR: readonly string[] = ['running'];

/** When a worker ran within a window: by its history, or else as far as its launch time tells. */
export function runningTime(
  worker: CostedWorker,
  window: Span,
  history: readonly StateChangeRecord[] | undefined,
): RunningTime {
  return history === undefined || history.length === 0
    ? byLaunchTime(worker, window)
    : byHistory(worker, window, history);
}

function byLaunchTime({ launchTime, instanceState }: CostedWorker, window: Span): RunningTime {
  if (launchTime !== undefined && instanceState === 'running') {
    const running = clip({ from: launchTime.getTime(), to: window.to }, window);
    return {
      running,
      unknown: [],
      existing: [window],
      assumptions: ['assumed running since launch, and not before: there is no history of its states'],
    };
  }
  if (launchTime !== undefined && launchTime.getTime() >= window.to) {
    const assumption = 'assumed not to have run before its last start: there is no history of its states';
    return { running: [], unknown: [], existing: [window], assumptions: [assumption] };
  }
  if (instanceState === 'pending') {
    return { running: [], unknown: [], existing: [window], assumptions: ['assumed not to have run yet'] };
  }
  // It ran, and nobody has noted until when.
  return {
    running: [],
    unknown: clip({ from: launchTime?.getTime() ?? window.from, to: window.to }, window),
    existing: [window],
    assumptions: isEnding(instanceState) ? ['assumed to have kept its volumes to the end'] : [],
  };
}

function byHistory(worker: CostedWorker, window: Span, history: readonly StateChangeRecord[]): RunningTime {
  const { launchTime } = worker;
  const noted = history.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const changes = [...noted, ...lastStart(worker, noted.at(-1))];
  const spans = changes.map(({ state, at }, index) => ({
    state,
    from: at.getTime(),
    to: changes[index + 1]?.at.getTime() ?? Number.POSITIVE_INFINITY,
  }));
  const [first] = spans;
  const launchedAt = launchTime?.getTime();
  if (first?.state === 'running' && launchedAt !== undefined && launchedAt < first.from) {
    // What was first seen running has run since its last start.
    first.from = launchedAt;
  }
  // What begins with `pending` is a launch or a start: before it, nothing ran.
  const before = { from: Number.NEGATIVE_INFINITY, to: first?.from ?? 0 };
  const isBeginning = first?.state === 'pending';
  const within = (states: (state: string) => boolean): Span[] =>
    spans.filter(({ state }) => states(state)).flatMap((span) => clip(span, window));
  return {
    running: within((state) => PAID_FOR.includes(state)),
    unknown: isBeginning ? [] : clip(before, window),
    existing: [...(isBeginning ? [] : clip(before, window)), ...within((state) => state !== 'terminated')],
    assumptions: [],
  };
}

/** A history may end before the last start of a worker, or with it, that runs now: then it has run since. */
function lastStart(
  { instanceState, launchTime }: CostedWorker,
  last: StateChangeRecord | undefined,
): readonly StateChangeRecord[] {
  if (instanceState !== 'running' || last === undefined || last.state === 'running') return [];
  if (last.state === 'pending') return [{ state: 'running', at: last.at }];
  const isLater = launchTime !== undefined && launchTime >= last.at;
  return isLater ? [{ state: 'running', at: launchTime }] : [];
}

/** The part of a span that lies within another; empty if there is none. */
export function clip(span: Span, within: Span): Span[] {
  const from = Math.max(span.from, within.from);
  const to = Math.min(span.to, within.to);
  return from < to ? [{ from, to }] : [];
}

export function hoursOf(spans: readonly Span[]): number {
  return spans.reduce((hours, { from, to }) => hours + (to - from) / 3_600_000, 0);
}
