import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import type { FleetCallOptions } from '../discovery/list-workers.js';
import { type ResolvedOwnership, refuseUnclearOwnership } from '../discovery/ownership.js';

const DEFAULT_MAX_COUNT = 10;
const DEFAULT_MAX_PERCENT = 50;

/** How far a bulk stop or termination may go. */
export interface DestructionOptions extends FleetCallOptions {
  /** Makes the plan, and does nothing. Default `false`. */
  readonly dryRun?: boolean | undefined;
  /** Whether criteria may mean the whole fleet. Default `false`: such are refused. */
  readonly all?: boolean | undefined;
  /** The most workers that it may be done to, from 1; if they are more it is done to none. Default 10. */
  readonly maxCount?: number | undefined;
  /** The largest part of the fleet that it may be done to, in percent, above 0. Default 50. */
  readonly maxPercent?: number | undefined;
  /** Whether it may be done to workers that a lab has, whose tags are cleared then. Default `false`. */
  readonly includeAssigned?: boolean | undefined;
  /** Leaves workers alone that were launched or started less than this many seconds ago. Default 0. */
  readonly minAgeSeconds?: number | undefined;
  /** As if the power were cut. Default `false`. */
  readonly force?: boolean | undefined;
  /** Skips the operating system's own shutdown. Default `false`. */
  readonly skipOsShutdown?: boolean | undefined;
}

/** Options with everything decided. */
export interface ResolvedDestruction extends DestructionOptions {
  readonly maxCount: number;
  readonly maxPercent: number;
  readonly minAgeSeconds: number;
}

/**
 * Completes the options.
 *
 * @throws InvalidParameterError; OperationNotPermittedError for a fleet that does not know its own.
 */
export function resolveDestruction(
  options: DestructionOptions,
  ownership: ResolvedOwnership,
  operation: string,
): ResolvedDestruction {
  const check = new InputCheck(operation);
  check.that(isRecord(options), 'options', 'an object', options);
  const { maxCount = DEFAULT_MAX_COUNT, maxPercent = DEFAULT_MAX_PERCENT } = options;
  check.that(Number.isInteger(maxCount) && maxCount >= 1, 'maxCount', 'a whole number from 1', maxCount);
  const isPercent = typeof maxPercent === 'number' && maxPercent > 0 && maxPercent <= 100;
  check.that(isPercent, 'maxPercent', 'a number above 0, and at most 100', maxPercent);
  for (const name of ['dryRun', 'all', 'includeAssigned', 'force', 'skipOsShutdown'] as const) {
    const flag = options[name];
    check.that(flag === undefined || typeof flag === 'boolean', name, 'true or false', flag);
  }
  const rule = { otherwise: 0, zeroAllowed: true };
  const minAgeSeconds = check.time(options.minAgeSeconds, 'minAgeSeconds', rule);
  refuseUnclearOwnership(ownership, operation);
  return { ...options, maxCount, maxPercent, minAgeSeconds };
}
