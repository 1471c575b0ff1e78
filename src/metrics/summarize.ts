import type { ByteSummary, MetricSummary } from '../model/utilization.js';
import type { MetricWindow } from './metric-window.js';

/** One period's value of one statistic. */
export interface Datapoint {
  readonly at: Date;
  readonly value: number;
}

/** The three statistics of a gauge, each with its datapoints in any order. */
export interface GaugeSeries {
  readonly average: readonly Datapoint[];
  readonly minimum: readonly Datapoint[];
  readonly maximum: readonly Datapoint[];
}

/** Sums up a gauge; `undefined` without datapoints, which is not the same as zero. */
export function summarizeGauge(series: GaugeSeries, window: MetricWindow): MetricSummary | undefined {
  const latest = newest(series.average);
  if (latest === undefined) return undefined;
  const averages = series.average.map(({ value }) => value);
  return {
    average: total(averages) / averages.length,
    // A statistic may lag behind the others: the averages bound it until it arrives.
    minimum: Math.min(...series.minimum.map(({ value }) => value), ...averages),
    maximum: Math.max(...series.maximum.map(({ value }) => value), ...averages),
    latest: latest.value,
    latestAt: latest.at,
    datapoints: averages.length,
    coverage: coverage(averages.length, window),
  };
}

/** Sums up the bytes of each period; `undefined` without datapoints, which is not the same as zero. */
export function summarizeBytes(sums: readonly Datapoint[], window: MetricWindow): ByteSummary | undefined {
  const latest = newest(sums);
  if (latest === undefined) return undefined;
  const values = sums.map(({ value }) => value);
  const totalBytes = total(values);
  return {
    totalBytes,
    averagePerSecond: totalBytes / (values.length * window.periodSeconds),
    maximumPerSecond: Math.max(...values) / window.periodSeconds,
    latestPerSecond: latest.value / window.periodSeconds,
    latestAt: latest.at,
    datapoints: values.length,
    coverage: coverage(values.length, window),
  };
}

/** CloudWatch does not promise an order, so the newest datapoint is searched for. */
function newest(datapoints: readonly Datapoint[]): Datapoint | undefined {
  return datapoints.reduce<Datapoint | undefined>(
    (latest, datapoint) => (latest === undefined || datapoint.at > latest.at ? datapoint : latest),
    undefined,
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function coverage(datapoints: number, window: MetricWindow): number {
  return Math.min(datapoints / window.periods, 1);
}
