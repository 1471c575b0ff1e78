import type { OpenUnion } from './open-union.js';

/** A unit of CloudWatch. Minutes and days have none: they are published as `None`. */
export type MetricUnit = OpenUnion<
  'None' | 'Count' | 'Percent' | 'Seconds' | 'Milliseconds' | 'Bytes' | 'Bytes/Second' | 'Count/Second'
>;

/** Samples that were put together before. */
export interface MetricStatistics {
  /** How many there were. */
  readonly sampleCount: number;
  /** Of all of them. */
  readonly sum: number;
  /** The smallest. */
  readonly minimum: number;
  /** The largest. */
  readonly maximum: number;
}

/** What is to be published of a metric: one of `value`, `values` and `statistics`. Numbers are from -2^360 to 2^360. */
export interface MetricDatum {
  /** What the metric is called, 1 to 255 characters. */
  readonly name: string;
  /** One sample. */
  readonly value?: number | undefined;
  /** Several samples of the same time, 1 to 150 different ones. */
  readonly values?: readonly number[] | undefined;
  /** How often each of the values was seen. Default: once. */
  readonly counts?: readonly number[] | undefined;
  /** Samples of which no more is known than this. */
  readonly statistics?: MetricStatistics | undefined;
  /** Default `None`. */
  readonly unit?: MetricUnit | undefined;
  /** When it was so: at most two weeks ago, and at most two hours ahead. Default: now. */
  readonly at?: Date | undefined;
  /** What tells it from others of the name, such as `{ InstanceId: 'i-…' }`: at most 30, in ASCII. Default: none. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  /** 1 lets CloudWatch keep the seconds for three hours, and costs more. Default 60. */
  readonly storageResolutionSeconds?: 1 | 60 | undefined;
}
