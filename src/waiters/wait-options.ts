import { describeType } from '../errors/describe-type.js';
import { InputCheck, type TimeRule } from '../errors/input-check.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks, StatusCheckName } from '../model/instance-status-checks.js';
import type { DelayBounds } from './poll-pace.js';
import type { WaitTable } from './verdict.js';

/** How a wait goes on, told to `onProgress`. */
export interface WaitProgress {
  /** The instance that is waited for. */
  readonly instanceId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** Since the wait began. */
  readonly elapsedSeconds: number;
  /** How often AWS was asked. */
  readonly polls: number;
  /** The state last seen; `undefined` until the first answer, and while EC2 does not know the instance yet. */
  readonly instanceState: InstanceState | undefined;
  /** The checks last seen; `undefined` as above. */
  readonly checks: InstanceStatusChecks | undefined;
  /** What is being waited for, for people. */
  readonly message: string;
}

/** How to wait. */
export interface WaitOptions extends CallOptions {
  /** In seconds, above 0. Default 600; 300 for `waitUntilStopped` and `waitUntilTerminated`. */
  readonly maxWaitTime?: number | undefined;
  /** The shortest time between two looks, in seconds, above 0. Default 5. */
  readonly minDelay?: number | undefined;
  /** The longest time between two looks, in seconds, at least `minDelay`. Default 15. */
  readonly maxDelay?: number | undefined;
  /** Called when something has changed, and at least every 30 seconds. What it throws is logged only. */
  readonly onProgress?: ((progress: WaitProgress) => void) | undefined;
  /** How long a status check may be impaired before `waitUntilHealthy` gives up, in seconds. 0: at once. Default 120. */
  readonly impairedGraceSeconds?: number | undefined;
  /**
   * For how long the goal must hold without a break, in seconds, less than `maxWaitTime`. A look that fails with all
   * its repetitions is a break as well: nobody knows how the instance is meanwhile. Default 0.
   */
  readonly stableForSeconds?: number | undefined;
  /** The checks that `waitUntilHealthy` requires. Default: those of `isHealthy`. */
  readonly requiredChecks?: readonly StatusCheckName[] | undefined;
}

/** The options of a wait with every default filled in; times in milliseconds but for the grace. */
export interface WaitPlan {
  readonly maxWaitTimeMs: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  readonly stableForMs: number;
  readonly impairedGraceSeconds: number;
  readonly requiredChecks: readonly StatusCheckName[] | undefined;
  readonly onProgress: ((progress: WaitProgress) => void) | undefined;
}

const DEFAULT_MIN_DELAY = 5;
const DEFAULT_MAX_DELAY = 15;
const DEFAULT_IMPAIRED_GRACE = 120;

const CHECK_NAMES: readonly StatusCheckName[] = [
  'instance',
  'system',
  'attachedEbs',
  'application',
  'performance',
];

/**
 * Checks the options and fills in the defaults.
 *
 * @throws InvalidParameterError for a time that is no positive number, delays in the wrong order, no or
 * unknown checks, or a callback that cannot be called.
 */
export function planWait(options: WaitOptions, table: WaitTable): WaitPlan {
  const { operation } = table;
  const check = new InputCheck(operation);
  const maxWaitTime = check.time(options.maxWaitTime, 'maxWaitTime', { otherwise: table.maxWaitTime });
  const { minDelay, maxDelay } = planDelays(options, operation);
  const orZero = (otherwise: number): TimeRule => ({ otherwise, zeroAllowed: true });
  const stableFor = check.time(options.stableForSeconds, 'stableForSeconds', orZero(0));
  const longest = `less than maxWaitTime (${maxWaitTime})`;
  check.that(stableFor < maxWaitTime, 'stableForSeconds', longest, stableFor);
  checkNames(options.requiredChecks, check);
  const isCallback = options.onProgress === undefined || typeof options.onProgress === 'function';
  check.about(isCallback, 'onProgress', 'a function', describeType(options.onProgress));
  return {
    maxWaitTimeMs: maxWaitTime * 1_000,
    minDelayMs: minDelay,
    maxDelayMs: maxDelay,
    stableForMs: stableFor * 1_000,
    impairedGraceSeconds: check.time(
      options.impairedGraceSeconds,
      'impairedGraceSeconds',
      orZero(DEFAULT_IMPAIRED_GRACE),
    ),
    requiredChecks: options.requiredChecks,
    onProgress: options.onProgress,
  };
}

/**
 * Checks how often to look, and fills in the defaults. A single delay that is given moves the default of the other,
 * so that `minDelay: 30` alone makes sense.
 *
 * @returns Milliseconds.
 * @throws InvalidParameterError for a time that is no positive number, or delays in the wrong order.
 */
export function planDelays(
  options: { readonly minDelay?: number | undefined; readonly maxDelay?: number | undefined },
  operation: string,
): DelayBounds {
  const usual = Math.min(DEFAULT_MIN_DELAY, options.maxDelay ?? DEFAULT_MIN_DELAY);
  const check = new InputCheck(operation);
  const minDelay = check.time(options.minDelay, 'minDelay', { otherwise: usual });
  const otherwise = Math.max(DEFAULT_MAX_DELAY, minDelay);
  const maxDelay = check.time(options.maxDelay, 'maxDelay', { otherwise });
  check.that(maxDelay >= minDelay, 'maxDelay', `at least minDelay (${minDelay})`, maxDelay);
  return { minDelay: minDelay * 1_000, maxDelay: maxDelay * 1_000 };
}

function checkNames(names: unknown, check: InputCheck): void {
  if (names === undefined) return;
  const known: readonly unknown[] = CHECK_NAMES;
  const areKnown = Array.isArray(names) && names.length > 0 && names.every((name) => known.includes(name));
  check.about(areKnown, 'requiredChecks', `one or more of ${CHECK_NAMES.join(', ')}`, JSON.stringify(names));
}
