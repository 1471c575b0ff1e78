import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import { checkCriteria } from '../discovery/match-criteria.js';
import { type ResolvedOwnership, refuseUnclearOwnership } from '../discovery/ownership.js';
import type { RecoveryLoopOptions, RecoveryOptions } from './recovery-options.js';
import type { RecoveryPlan } from './recovery-pass.js';
import { resolvePolicy } from './resolve-policy.js';

/** @throws InvalidParameterError for options that make no sense; OperationNotPermittedError for a fleet that does not know its own. */
export function planRecovery(
  options: RecoveryOptions,
  ownership: ResolvedOwnership,
  operation: string,
): RecoveryPlan {
  const check = new InputCheck(operation);
  check.that(isRecord(options), 'options', 'an object', options);
  const { policy = {}, regions, only, launchSettingsOf } = options;
  checkCriteria(regions === undefined ? {} : { regions }, operation);
  for (const [name, callback] of Object.entries({ only, launchSettingsOf })) {
    check.that(callback === undefined || typeof callback === 'function', name, 'a function', callback);
  }
  const rule = resolvePolicy(policy, operation);
  refuseUnclearOwnership(ownership, operation);
  return { operation, rule, options, isConfirmed: () => true, isNews: () => true, forget: () => undefined };
}

/** How often to look at the fleet, and how often to have seen a worker ill. */
export function planRecoveryLoop({ everySeconds, minSightings = 1 }: RecoveryLoopOptions): {
  readonly everyMs: number;
  readonly minSightings: number;
} {
  const check = new InputCheck('recovery');
  const isCount = Number.isInteger(minSightings) && minSightings >= 1;
  check.that(isCount, 'minSightings', 'a whole number, at least 1', minSightings);
  return { everyMs: check.time(everySeconds, 'everySeconds', { otherwise: 60 }) * 1_000, minSightings };
}
