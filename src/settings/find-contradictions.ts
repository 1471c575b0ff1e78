import { isRecord } from '../errors/describe-type.js';
import type { SettingsProblem } from '../errors/worker-error-details.js';
import { problemAt } from './claim.js';
import { defaultOf } from './defaults.js';

/** What does not fit together, among settings that may be wrong by themselves as well. */
export function findContradictions(settings: Readonly<Record<string, unknown>>): SettingsProblem[] {
  const aws = groupOf(settings, 'aws');
  const worker = groupOf(settings, 'worker');
  return [
    ...refuseForbiddenDefault(aws, 'aws', 'defaultRegion', 'allowedRegions'),
    ...refuseForbiddenDefault(worker, 'worker', 'defaultInstanceType', 'allowedInstanceTypes'),
    ...refuseLateWarning(groupOf(settings, 'lifecycle')),
  ];
}

/** A default that was chosen has to be allowed; one that nobody chose is refused by the launches that fall back on it. */
function refuseForbiddenDefault(
  group: Readonly<Record<string, unknown>>,
  name: string,
  chosen: string,
  list: string,
): SettingsProblem[] {
  const value = group[chosen];
  const allowed = group[list] ?? defaultOf(name, list);
  if (typeof value !== 'string' || !Array.isArray(allowed) || allowed.includes(value)) return [];
  return [problemAt([name, chosen], `must be one of ${name}.${list}: add it there, or choose another`)];
}

function refuseLateWarning(lifecycle: Readonly<Record<string, unknown>>): SettingsProblem[] {
  const { maxIdleBeforeWarningMinutes: warning } = lifecycle;
  const threshold = lifecycle['idleThresholdMinutes'] ?? defaultOf('lifecycle', 'idleThresholdMinutes');
  if (typeof warning !== 'number' || typeof threshold !== 'number' || warning < threshold) return [];
  const message = 'must be below lifecycle.idleThresholdMinutes, or the warning comes too late';
  return [problemAt(['lifecycle', 'maxIdleBeforeWarningMinutes'], message)];
}

function groupOf(
  settings: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> {
  const group = settings[name];
  return isRecord(group) ? group : {};
}
