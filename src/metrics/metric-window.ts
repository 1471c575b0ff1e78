import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { parseDuration } from '../time/duration.js';

/** Which stretch of time to read metrics of. */
export interface MetricWindowInput {
  readonly window?: string | undefined;
  readonly startTime?: Date | undefined;
  readonly endTime?: Date | undefined;
  readonly periodSeconds?: number | undefined;
}

/** A stretch of time in whole periods. */
export interface MetricWindow {
  readonly startTime: Date;
  readonly endTime: Date;
  readonly periodSeconds: number;
  /** The number of periods between the two, at least 1. */
  readonly periods: number;
}

/** How often EC2 publishes an instance's metrics, in seconds. */
const PUBLISHING_SECONDS = { basic: 300, detailed: 60 } as const;

const SHORTEST_WINDOW_MS = 60_000;
const DAY_MS = 86_400_000;

/** For as long as this CloudWatch keeps anything. */
const LONGEST_WINDOW_MS = 455 * DAY_MS;

/**
 * The shortest period that CloudWatch still keeps for data of an age.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
const RETENTION = [
  { olderThanMs: 63 * DAY_MS, periodSeconds: 3_600 },
  { olderThanMs: 15 * DAY_MS, periodSeconds: 300 },
] as const;

/** The window of a call that names none. */
const DEFAULT_METRIC_WINDOW = '1h';

/**
 * Refuses a window that makes no sense, before anything is sent.
 *
 * @throws InvalidParameterError for an unreadable, too short or too long window, an invalid or reversed pair of
 * times, both a window and a start, or a period that is no multiple of a minute.
 */
export function checkMetricWindow(input: MetricWindowInput, operation: string, now: number): void {
  const { window, startTime, endTime, periodSeconds } = input;
  const refuse: Refuse = (parameter, expected, received) => {
    throw new InvalidParameterError({ operation, parameter, expected, received });
  };

  if (window !== undefined) checkLength(window, refuse);
  if (window !== undefined && startTime !== undefined) {
    refuse('window', 'either window or startTime, not both', 'both');
  }
  checkTimes(startTime, endTime, now, refuse);
  const isMinutes = periodSeconds === undefined || (periodSeconds > 0 && periodSeconds % 60 === 0);
  if (!isMinutes) refuse('periodSeconds', 'a multiple of 60', String(periodSeconds));
}

type Refuse = (parameter: string, expected: string, received: string) => never;

function checkLength(window: unknown, refuse: Refuse): void {
  const milliseconds = typeof window === 'string' ? parseDuration(window) : undefined;
  if (milliseconds === undefined) refuse('window', "a duration such as '5m', '1h' or '2d'", String(window));
  else if (milliseconds < SHORTEST_WINDOW_MS) {
    refuse('window', "at least '1m', the shortest period of EC2's metrics", String(window));
  } else if (milliseconds > LONGEST_WINDOW_MS) {
    refuse('window', "at most '455d', for which CloudWatch keeps its metrics", String(window));
  }
}

function checkTimes(
  startTime: Date | undefined,
  endTime: Date | undefined,
  now: number,
  refuse: Refuse,
): void {
  for (const [parameter, time] of Object.entries({ startTime, endTime })) {
    const isTime = time === undefined || (time instanceof Date && !Number.isNaN(time.getTime()));
    if (!isTime) refuse(parameter, 'a valid Date', String(time));
  }
  const end = endTime ?? new Date(now);
  if (startTime !== undefined && startTime >= end) {
    const expected = `a time before ${endTime === undefined ? 'now' : 'endTime'} (${end.toISOString()})`;
    refuse('startTime', expected, startTime.toISOString());
  }
}

/**
 * The window to ask CloudWatch for. Both ends are moved back to whole periods, as CloudWatch counts
 * them; a window shorter than a period becomes the last whole one, since it could hold no datapoint.
 */
export function resolveMetricWindow(
  input: MetricWindowInput,
  monitoring: 'basic' | 'detailed',
  now: number,
): MetricWindow {
  const end = input.endTime?.getTime() ?? now;
  const length = parseDuration(input.window ?? DEFAULT_METRIC_WINDOW) ?? 0;
  const start = input.startTime?.getTime() ?? end - length;

  const kept = RETENTION.find(({ olderThanMs }) => now - start > olderThanMs)?.periodSeconds ?? 60;
  const wanted = input.periodSeconds ?? PUBLISHING_SECONDS[monitoring];
  const periodSeconds = Math.ceil(wanted / kept) * kept;
  const periodMs = periodSeconds * 1_000;

  const endTime = Math.floor(end / periodMs) * periodMs;
  const startTime = Math.min(Math.floor(start / periodMs) * periodMs, endTime - periodMs);
  return {
    startTime: new Date(startTime),
    endTime: new Date(endTime),
    periodSeconds,
    periods: (endTime - startTime) / periodMs,
  };
}
