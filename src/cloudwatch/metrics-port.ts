import type { MetricWindow } from '../metrics/metric-window.js';
import type { Datapoint } from '../metrics/summarize.js';
import type { MetricDatum } from '../model/metric-datum.js';

/** On whose behalf a request goes out. */
export interface MetricsCall {
  /** The method that the caller called, for error messages. */
  readonly operation: string;
  readonly instanceIds: readonly string[];
  readonly abortSignal?: AbortSignal | undefined;
}

/** A metric as CloudWatch names it. */
export interface MetricName {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One statistic of one metric. */
export interface MetricQuery extends MetricName {
  readonly statistic: 'Average' | 'Minimum' | 'Maximum' | 'Sum';
}

/** A request to store data. */
export interface MetricsPutCall extends MetricsCall {
  /** Whether it may be sent again when nobody knows if the data were stored. */
  readonly idempotent: boolean;
}

/** CloudWatch as this library needs it, in one region and for one identity. */
export interface MetricsPort {
  /** The metrics of a namespace that carry an instance's id, whatever their other dimensions are. */
  list(namespace: string, instanceId: string, call: MetricsCall): Promise<readonly MetricName[]>;
  /** The datapoints of each query, in the queries' order; an empty list where there are none. */
  read(
    queries: readonly MetricQuery[],
    window: MetricWindow,
    call: MetricsCall,
  ): Promise<readonly (readonly Datapoint[])[]>;
  /** Stores data, all or none; no more than fit into one request. */
  put(namespace: string, data: readonly MetricDatum[], call: MetricsPutCall): Promise<void>;
}
