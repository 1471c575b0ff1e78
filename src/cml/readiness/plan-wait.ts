import { InputCheck } from '../../errors/input-check.js';
import { checkCallback } from '../call-guard.js';
import type { CmlProblemCode } from '../model/cml-problem.js';
import type { CmlWaitOptions } from './cml-wait-options.js';

/** The options of a wait with every default filled in; times in milliseconds. */
export interface CmlWaitPlan {
  readonly maxWaitTimeMs: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  readonly stableForMs: number;
  readonly graceMs: number;
  readonly accept: readonly CmlProblemCode[];
}

const DEFAULT_MIN_DELAY = 5;
const DEFAULT_MAX_DELAY = 15;
const DEFAULT_STABLE_FOR = 15;
const DEFAULT_GRACE = 120;
const ACCEPTED: readonly CmlProblemCode[] = ['UNLICENSED', 'DISK_LOW', 'VERSION_UNTESTED'];

/** Checks the options and fills in the defaults. @throws InvalidParameterError naming the first that is wrong. */
export function planCmlWait(
  operation: string,
  options: CmlWaitOptions,
  defaultMaxWaitTime: number,
): CmlWaitPlan {
  const check = new InputCheck(operation);
  const seconds = (
    parameter: 'maxWaitTime' | 'minDelay' | 'maxDelay' | 'stableForSeconds' | 'graceSeconds',
    otherwise: number,
    zeroAllowed = false,
  ): number => check.time(options[parameter], parameter, { otherwise, zeroAllowed });

  const maxWaitTime = seconds('maxWaitTime', defaultMaxWaitTime);
  const minDelay = seconds('minDelay', Math.min(DEFAULT_MIN_DELAY, options.maxDelay ?? DEFAULT_MIN_DELAY));
  const maxDelay = seconds('maxDelay', Math.max(DEFAULT_MAX_DELAY, minDelay));
  // Left out, it gives way to a wait that is shorter.
  const stableFor = seconds('stableForSeconds', Math.min(DEFAULT_STABLE_FOR, maxWaitTime / 2), true);
  check.that(maxDelay >= minDelay, 'maxDelay', `at least minDelay (${minDelay})`, maxDelay);
  const longest = `less than maxWaitTime (${maxWaitTime})`;
  check.that(stableFor < maxWaitTime, 'stableForSeconds', longest, stableFor);
  checkCallback(operation, 'onProgress', options.onProgress);
  return {
    maxWaitTimeMs: maxWaitTime * 1_000,
    minDelayMs: minDelay * 1_000,
    maxDelayMs: maxDelay * 1_000,
    stableForMs: stableFor * 1_000,
    graceMs: seconds('graceSeconds', DEFAULT_GRACE, true) * 1_000,
    accept: options.accept ?? ACCEPTED,
  };
}
