import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
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

/** @throws InvalidParameterError for a time that is no positive number, or an unknown word for active labs. */
export function checkIdleSettings(settings: IdleSettings): IdleRule {
  const idleMinutes = minutes('idleThresholdMinutes', settings.idleThresholdMinutes, DEFAULT_IDLE_MINUTES);
  const warnMinutes = minutes(
    'maxIdleBeforeWarningMinutes',
    settings.maxIdleBeforeWarningMinutes,
    DEFAULT_WARNING_MINUTES,
    true,
  );
  const { activeLabs = 'ignore', autoShutdownEnabled = true } = settings;
  if (!ACTIVE_LABS.includes(activeLabs)) {
    refuse('activeLabs', "'ignore' or 'block'", activeLabs);
  }
  return {
    warnMs: warnMinutes * MINUTE_MS,
    idleMs: idleMinutes * MINUTE_MS,
    windowMs: minutes('telemetryWindowMinutes', settings.telemetryWindowMinutes, idleMinutes) * MINUTE_MS,
    labsBlock: activeLabs === 'block',
    shutsDown: autoShutdownEnabled,
  };
}

/** A date that is none compares as neither before nor after another. @throws InvalidParameterError for one. */
export function checkIdleEvidence(evidence: IdleEvidence): void {
  for (const parameter of ['now', 'launchTime', 'touchedAt', 'snoozedUntil'] as const) {
    const date: unknown = evidence[parameter];
    const isLeftOut = date === undefined && parameter !== 'now';
    const isDate = date instanceof Date && !Number.isNaN(date.getTime());
    if (!isLeftOut && !isDate) refuse(parameter, 'a valid Date', String(date));
  }
}

function minutes(
  parameter: string,
  value: number | undefined,
  otherwise: number,
  zeroAllowed = false,
): number {
  if (value === undefined) return otherwise;
  if (Number.isFinite(value) && (value > 0 || (zeroAllowed && value === 0))) return value;
  const least = zeroAllowed ? 'at least 0' : 'above 0';
  return refuse(parameter, `a number of minutes, ${least}`, String(value));
}

function refuse(parameter: string, expected: string, received: string): never {
  throw new InvalidParameterError({ operation: 'judgeIdle', parameter, expected, received });
}
