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

/** @throws InvalidParameterError for a time that is no positive number, an unknown word for active labs, or no flag. */
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
  // The text "false", as a variable of the environment has it, would shut workers down.
  const isFlag = typeof autoShutdownEnabled === 'boolean';
  check.that(isFlag, 'autoShutdownEnabled', 'true or false', autoShutdownEnabled);
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
  const { now, launchTime, touchedAt, snoozedUntil, activity } = evidence;
  const { lastActivityAt, lastEventAt } = activity?.known === true ? activity : NO_ACTIVITY;
  const dates = {
    ...{ launchTime, touchedAt, snoozedUntil },
    ...{ 'activity.lastActivityAt': lastActivityAt, 'activity.lastEventAt': lastEventAt },
  };
  check.about(isDate(now), 'now', 'a valid Date', String(now));
  for (const [parameter, date] of Object.entries(dates)) {
    check.about(date === undefined || isDate(date), parameter, 'a valid Date', String(date));
  }
}

const NO_ACTIVITY = { lastActivityAt: undefined, lastEventAt: undefined };

function isDate(value: unknown): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime());
}
