import { type MetricDimension, type MetricStore, singleSample } from './metric-store.js';

/** Data for a metric, put there without a request. */
export interface SimulatedMetricData {
  /** Such as `AWS/EC2` or `CWAgent`. */
  readonly namespace: string;
  /** Such as `CPUUtilization`. */
  readonly metricName: string;
  /** As a list, or as an object of names and values. */
  readonly dimensions: readonly MetricDimension[] | Readonly<Record<string, string>>;
  /** CloudWatch's word for it, such as `Percent`. */
  readonly unit?: string | undefined;
  /** What was measured, and when. */
  readonly values: readonly {
    /** A `Date`, or milliseconds since the epoch. */
    readonly at: Date | number;
    /** In the metric's unit. */
    readonly value: number;
  }[];
  /** Default `us-east-1`. */
  readonly region?: string | undefined;
}

export function seedMetric(metric: SimulatedMetricData, store: MetricStore): void {
  const { namespace, metricName, dimensions, unit, values } = metric;
  const samples = values.map(({ at, value }) => singleSample(Number(at), value));
  store.put({ namespace, metricName, dimensions: asDimensions(dimensions) }, unit, samples);
}

function asDimensions(dimensions: SimulatedMetricData['dimensions']): readonly MetricDimension[] {
  if (isList(dimensions)) return dimensions;
  return Object.entries(dimensions).map(([name, value]) => ({ name, value }));
}

function isList(value: SimulatedMetricData['dimensions']): value is readonly MetricDimension[] {
  return Array.isArray(value);
}
