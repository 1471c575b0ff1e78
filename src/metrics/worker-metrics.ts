import { isRecord } from '../errors/describe-type.js';
import { InputCheck, isText } from '../errors/input-check.js';
import type { MetricDatum, MetricUnit } from '../model/metric-datum.js';
import type { WorkerRef } from '../model/worker-ref.js';

const OPERATION = 'workerMetrics';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What is known of a worker. What is not known is left out, or `undefined`. */
export interface WorkerMetricFacts {
  /** The worker, whose id becomes the dimension `InstanceId`. */
  readonly worker: WorkerRef;
  /** How many labs are active on it. */
  readonly activeLabs?: number | undefined;
  /** When it was last used. */
  readonly lastActivityAt?: Date | undefined;
  /** When its licence runs out. */
  readonly licenseExpiresAt?: Date | undefined;
  /** Whether it is healthy; `undefined` while that is not known. */
  readonly healthy?: boolean | undefined;
  /** When all this was so. Default: now. */
  readonly at?: Date | undefined;
  /** More dimensions, the same for each metric. Default: none. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
}

/**
 * The metrics of a worker, to publish:
 *
 * - `ActiveLabs`;
 * - `IdleMinutes` since it was last used;
 * - `LicenseDaysLeft`, below 0 once the licence has run out;
 * - `Healthy`, 1 or 0.
 *
 * What is not known gives no datum: an alarm on missing data can tell it from 0.
 *
 * @throws InvalidParameterError for a worker, a time or a number of labs that is none.
 *
 * @example
 * {@includeCode ../../examples/publish-metrics.ts#program}
 */
export function workerMetrics(facts: WorkerMetricFacts): MetricDatum[] {
  const check = new InputCheck(OPERATION);
  check.that(isRecord(facts), 'facts', 'an object', facts);
  const { worker, activeLabs, lastActivityAt, licenseExpiresAt, healthy, at = new Date() } = facts;
  const instanceId: unknown = isRecord(worker) ? worker['instanceId'] : worker;
  const expected = 'an instance id, or an object with an instanceId';
  check.that(isText(instanceId), 'worker', expected, instanceId);
  const isCount = activeLabs === undefined || (Number.isInteger(activeLabs) && activeLabs >= 0);
  check.that(isCount, 'activeLabs', 'a whole number from 0 on', activeLabs);
  const isKnown = healthy === undefined || typeof healthy === 'boolean';
  check.that(isKnown, 'healthy', 'true or false', healthy);
  for (const [name, date] of Object.entries({ at, lastActivityAt, licenseExpiresAt })) {
    const isTime = date === undefined || (date instanceof Date && !Number.isNaN(date.getTime()));
    check.that(isTime, name, 'a valid Date', date);
  }
  const dimensions = { ...facts.dimensions, InstanceId: String(instanceId) };
  const datum = (name: string, unit: MetricUnit, value: number | undefined): MetricDatum[] =>
    value === undefined ? [] : [{ name, value, unit, at, dimensions }];
  return [
    ...datum('ActiveLabs', 'Count', activeLabs),
    // The clock of the host may be a little ahead.
    ...datum('IdleMinutes', 'None', since(lastActivityAt, at, MINUTE_MS, 0)),
    ...datum('LicenseDaysLeft', 'None', since(at, licenseExpiresAt, DAY_MS)),
    ...datum('Healthy', 'None', healthy === undefined ? undefined : Number(healthy)),
  ];
}

function since(
  from: Date | undefined,
  to: Date | undefined,
  unitMs: number,
  least = Number.NEGATIVE_INFINITY,
): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.max((to.getTime() - from.getTime()) / unitMs, least);
}
