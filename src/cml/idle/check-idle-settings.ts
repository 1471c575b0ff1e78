import { InputCheck } from '../../errors/input-check.js';
import type { IdleEvidence, IdleSettings } from './idle-policy.js';

/** The settings with every default filled in. */
export interface IdleRule {
  readonly warnMs: number;
  readonly idleMs: number;
  readonly windowMs: number;
  readonly labsBlock: boolean;
  readonly shutsDown: boolean;
}

const MINUTE_MS = 60_000;
const DEFAULT_IDLE_MINUTES = 30;
const DEFAULT_WARNING_MINUTES = 20;

const ACTIVE_LABS: readonly string[] = ['ignore', 'block'];

const OPERATION = 'judgeIdle';

/** @throws InvalidParameterError for a time that is no positive number, or an unknown word for active labs. */
export function checkIdleSettings(settings: IdleSettings): IdleRule {
  const check = new InputCheck(OPERATION);
  const minutes = (
    parameter: 'idleThresholdMinutes' | 'maxIdleBeforeWarningMinutes' | 'telemetryWindowMinutes',
    otherwise: number,
    zeroAllowed = false,
  ): number => check.time(settings[parameter], parameter, { otherwise, unit: 'minutes', zeroAllowed });
  const idleMinutes = minutes('idleThresholdMinutes', DEFAULT_IDLE_MINUTES);
  const warnMinutes = minutes('maxIdleBeforeWarningMinutes', DEFAULT_WARNING_MINUTES, true);
  const { activeLabs = 'ignore', autoShutdownEnabled = true } = settings;
  check.that(ACTIVE_LABS.includes(activeLabs), 'activeLabs', "'ignore' or 'block'", activeLabs);
  return {
    warnMs: warnMinutes * MINUTE_MS,
    idleMs: idleMinutes * MINUTE_MS,
    windowMs: minutes('telemetryWindowMinutes', idleMinutes) * MINUTE_MS,
    labsBlock: activeLabs === 'block',
    shutsDown: autoShutdownEnabled,
  };
}

/** A date that is none compares as neither before nor after another. @throws InvalidParameterError for one. */
export function checkIdleEvidence(evidence: IdleEvidence): void {
  const check = new InputCheck(OPERATION);
  for (const parameter of ['now', 'launchTime', 'touchedAt', 'snoozedUntil'] as const) {
    const date: unknown = evidence[parameter];
    const isLeftOut = date === undefined && parameter !== 'now';
    const isDate = date instanceof Date && !Number.isNaN(date.getTime());
    check.about(isLeftOut || isDate, parameter, 'a valid Date', String(date));
  }
}
