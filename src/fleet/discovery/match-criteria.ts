import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import type { WorkerCriteria } from './worker-criteria.js';

const LISTS = [
  'instanceTypes',
  'states',
  'imageIds',
  'availabilityZones',
  'cmlVersions',
  'regions',
] as const satisfies readonly (keyof WorkerCriteria)[];

const NAMES: readonly string[] = [...LISTS, 'tags', 'minAgeSeconds', 'maxAgeSeconds'];

/**
 * Refuses criteria that make no sense. One with a wrong name would match everything.
 *
 * @throws InvalidParameterError naming the first one that is wrong.
 */
export function checkCriteria(criteria: WorkerCriteria, operation: string): void {
  const check = new InputCheck(operation);
  check.that(isRecord(criteria), 'criteria', 'an object', criteria);
  for (const name of Object.keys(criteria)) {
    check.that(NAMES.includes(name), `criteria.${name}`, `one of ${NAMES.join(', ')}`, 'unknown');
  }
  for (const name of LISTS) {
    const list: unknown = criteria[name];
    const isList = Array.isArray(list) && list.every((value) => typeof value === 'string');
    check.that(list === undefined || isList, `criteria.${name}`, 'a list of texts', list);
  }
  const { tags } = criteria;
  check.that(tags === undefined || isRecord(tags), 'criteria.tags', 'values by tag key', tags);
  for (const name of ['minAgeSeconds', 'maxAgeSeconds'] as const) {
    const age = criteria[name];
    const isAge = age === undefined || (typeof age === 'number' && age >= 0);
    check.that(isAge, `criteria.${name}`, 'seconds, at least 0', age);
  }
}

/** Whether criteria can match anything at all: an empty list matches nothing. */
export function canMatch(criteria: WorkerCriteria): boolean {
  const lists = [...LISTS.map((name) => criteria[name]), ...Object.values(criteria.tags ?? {})];
  return !lists.some((list) => Array.isArray(list) && list.length === 0);
}

/** Whether a worker meets what EC2 has not been asked to filter by. */
export function meetsCriteria(
  worker: WorkerInstance & { readonly cmlVersion: string | undefined },
  {
    availabilityZones,
    cmlVersions,
    minAgeSeconds = 0,
    maxAgeSeconds = Number.POSITIVE_INFINITY,
  }: WorkerCriteria,
  now: number,
): boolean {
  const { availabilityZone: zone, cmlVersion, launchTime } = worker;
  if (availabilityZones !== undefined && (zone === undefined || !availabilityZones.includes(zone)))
    return false;
  if (cmlVersions !== undefined && !cmlVersions.some((version) => isVersion(cmlVersion, version)))
    return false;
  if (minAgeSeconds === 0 && maxAgeSeconds === Number.POSITIVE_INFINITY) return true;
  if (launchTime === undefined) return false;
  const age = (now - launchTime.getTime()) / 1_000;
  return age >= minAgeSeconds && age <= maxAgeSeconds;
}

/** Whether a version is the one asked for, or a more exact name of it: 2.8.1 is a 2.8, but 2.80 is not. */
function isVersion(version: string | undefined, asked: string): boolean {
  if (version === undefined) return false;
  return version === asked || (/^[.+-]/.test(version.slice(asked.length)) && version.startsWith(asked));
}
