import { checkIdleSettings } from '../../cml/idle/check-idle-settings.js';
import type { IdleSettings } from '../../cml/idle/idle-policy.js';
import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import { checkCriteria } from '../discovery/match-criteria.js';
import { refuseUnclearOwnership } from '../discovery/ownership.js';
import type { FleetContext } from '../fleet-context.js';
import type { IdleLoopOptions, IdleOptions, UtilizationRule } from './idle-options.js';

/** How to look for idle workers, with every default filled in. */
export interface IdlePlan {
  readonly operation: string;
  readonly options: IdleOptions;
  readonly settings: IdleSettings;
  readonly utilization: { readonly [Name in keyof UtilizationRule]-?: number };
  readonly warnMinutes: number;
  readonly idleMinutes: number;
  readonly maxStops: number;
}

/** @throws InvalidParameterError for options that make no sense; OperationNotPermittedError for a fleet that does not know its own. */
export function planIdle(context: FleetContext, options: IdleOptions, operation: string): IdlePlan {
  const check = new InputCheck(operation);
  check.that(isRecord(options), 'options', 'an object', options);
  const { regions, only, activityOf, assigned, maxStops = 10, utilization = {} } = options;
  checkCriteria(regions === undefined ? {} : { regions }, operation);
  for (const [name, callback] of Object.entries({ only, activityOf })) {
    check.that(callback === undefined || typeof callback === 'function', name, 'a function', callback);
  }
  const isKnown = assigned === undefined || ['stop', 'leave'].includes(assigned);
  check.that(isKnown, 'assigned', "'stop' or 'leave'", assigned);
  const isCount = Number.isInteger(maxStops) && maxStops >= 1;
  check.that(isCount, 'maxStops', 'a whole number, at least 1', maxStops);
  const settings: IdleSettings = options.settings ?? context.settings?.lifecycle ?? {};
  const { warnMs, idleMs } = checkIdleSettings(settings);
  refuseUnclearOwnership(context.ownership, operation);
  const plan = { operation, options, settings, maxStops };
  const minutes = { warnMinutes: warnMs / 60_000, idleMinutes: idleMs / 60_000 };
  return { ...plan, ...minutes, utilization: completeRule(utilization, check) };
}

function completeRule(rule: UtilizationRule, check: InputCheck): IdlePlan['utilization'] {
  const { cpuPercent = 5, networkBytesPerSecond = 10_000, minCoverage = 0.7, graceMinutes } = rule;
  check.that(cpuPercent >= 0 && cpuPercent <= 100, 'utilization.cpuPercent', '0 to 100', cpuPercent);
  const isRate = networkBytesPerSecond >= 0;
  check.that(isRate, 'utilization.networkBytesPerSecond', '0 or more', networkBytesPerSecond);
  const isShare = minCoverage > 0 && minCoverage <= 1;
  check.that(isShare, 'utilization.minCoverage', 'above 0, at most 1', minCoverage);
  const time = { otherwise: 15, unit: 'minutes', zeroAllowed: true } as const;
  const grace = check.time(graceMinutes, 'utilization.graceMinutes', time);
  return { cpuPercent, networkBytesPerSecond, minCoverage, graceMinutes: grace };
}

/** How often to look, in milliseconds. */
export function planIdleLoop({ settings }: FleetContext, { everySeconds }: IdleLoopOptions): number {
  const otherwise = settings?.lifecycle.telemetryCollectionIntervalSeconds ?? 60;
  return new InputCheck('idleShutdown').time(everySeconds, 'everySeconds', { otherwise }) * 1_000;
}
