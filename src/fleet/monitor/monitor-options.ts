import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import { checkCriteria } from '../discovery/match-criteria.js';
import type { WorkerCriteria } from '../discovery/worker-criteria.js';
import { checkSnapshot, type MonitorSnapshot } from './monitor-snapshot.js';

/**
 * Which workers of a fleet to monitor: by what they are. How they are, and how old, changes by itself, and is what a
 * monitor tells of.
 */
export type MonitorCriteria = Omit<WorkerCriteria, 'states' | 'minAgeSeconds' | 'maxAgeSeconds'>;

/** How to monitor a fleet. */
export interface MonitorOptions {
  /** Default: all workers of the fleet. */
  readonly criteria?: MonitorCriteria | undefined;
  /** Ends the monitor with an `AbortedError`. Leaving the loop ends it, too. */
  readonly abortSignal?: AbortSignal | undefined;
  /**
   * How often to list the fleet, in seconds, above 0: so long may new workers, and changes of tags, go unnoticed.
   * States and checks are looked at on their own. Default 60.
   */
  readonly listEverySeconds?: number | undefined;
  /**
   * How long checks have to fail until a worker is told to be impaired, in seconds, 0 or more. EC2 checks once a
   * minute. Default 60.
   */
  readonly debounceSeconds?: number | undefined;
  /** Goes on from there: tells what has changed since, once. Default: from the beginning, where each worker appears. */
  readonly snapshot?: MonitorSnapshot | undefined;
  /** The shortest time between two looks at a worker, in seconds, above 0. Default 5. */
  readonly minDelay?: number | undefined;
  /** The longest time between two looks at a worker, in seconds, at least `minDelay`. Default 15. */
  readonly maxDelay?: number | undefined;
  /**
   * How many events may wait for a reader who is slow, at least 1. Beyond that they are put together, and a `lagged`
   * event says so. Default 1,000.
   */
  readonly maxBuffered?: number | undefined;
}

/** How to monitor, with every default filled in. */
export interface MonitorPlan {
  readonly criteria: MonitorCriteria;
  readonly abortSignal: AbortSignal | undefined;
  readonly listEveryMs: number;
  readonly debounceMs: number;
  readonly maxBuffered: number;
  readonly delays: { readonly minDelay: number | undefined; readonly maxDelay: number | undefined };
}

const OPERATION = 'monitor';
const CONDITIONS = ['states', 'minAgeSeconds', 'maxAgeSeconds'] as const;

/** @throws InvalidParameterError for options that make no sense. */
export function planMonitor(options: MonitorOptions): MonitorPlan {
  const check = new InputCheck(OPERATION);
  check.that(isRecord(options), 'options', 'an object', options);
  const { criteria = {}, abortSignal, minDelay, maxDelay, maxBuffered = 1_000 } = options;
  checkCriteria(criteria, OPERATION);
  for (const name of CONDITIONS) {
    check.about(!(name in criteria), `criteria.${name}`, 'left out: it changes meanwhile', 'one');
  }
  checkSnapshot(options.snapshot);
  const isCount = Number.isInteger(maxBuffered) && maxBuffered >= 1;
  check.that(isCount, 'maxBuffered', 'a whole number, at least 1', maxBuffered);
  const shortest = check.time(minDelay, 'minDelay', { otherwise: 0 });
  const longest = check.time(maxDelay, 'maxDelay', { otherwise: Number.MAX_VALUE });
  check.that(longest >= shortest, 'maxDelay', `at least minDelay (${shortest})`, maxDelay);
  const rule = { otherwise: 60 };
  return {
    criteria,
    abortSignal,
    listEveryMs: check.time(options.listEverySeconds, 'listEverySeconds', rule) * 1_000,
    debounceMs:
      check.time(options.debounceSeconds, 'debounceSeconds', { ...rule, zeroAllowed: true }) * 1_000,
    maxBuffered,
    delays: { minDelay, maxDelay },
  };
}
