import type { AwsRegion } from './aws-region.js';

/** A gauge in percent over a window of time, 0 to 100. */
export interface MetricSummary {
  /** The mean of the periods' averages. */
  readonly average: number;
  /** The smallest single sample of the window. */
  readonly minimum: number;
  /** The largest single sample of the window. */
  readonly maximum: number;
  /** The average of the newest period that has data. */
  readonly latest: number;
  /** The start of that period. */
  readonly latestAt: Date;
  /** The number of periods with data. */
  readonly datapoints: number;
  /** The share of the window's periods that have data: above 0, at most 1. */
  readonly coverage: number;
}

/** A count of bytes over a window of time. Rates are bytes per second. */
export interface ByteSummary {
  /** The sum over the window. */
  readonly totalBytes: number;
  /** Over the periods that have data, not over the whole window. */
  readonly averagePerSecond: number;
  /** The rate of the busiest period. */
  readonly maximumPerSecond: number;
  /** The rate of the newest period that has data. */
  readonly latestPerSecond: number;
  /** The start of that period. */
  readonly latestAt: Date;
  /** The number of periods with data. */
  readonly datapoints: number;
  /** The share of the window's periods that have data: above 0, at most 1. */
  readonly coverage: number;
}

/** How busy an instance was. A metric without data is `undefined`, never 0. */
export interface ResourcesUtilization {
  /** The instance that was measured. */
  readonly instanceId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** The start of the window, moved back to a whole period. */
  readonly startTime: Date;
  /** The end of the window, moved back to a whole period. */
  readonly endTime: Date;
  /** The length of a period in seconds. */
  readonly periodSeconds: number;
  /** Used processor time. */
  readonly cpuPercent: MetricSummary | undefined;
  /** Needs the CloudWatch agent on the instance. */
  readonly memoryPercent: MetricSummary | undefined;
  /** Used space of the root file system (`/`, or drive `C:`). Needs the CloudWatch agent on the instance. */
  readonly diskPercent: MetricSummary | undefined;
  /** Received by the instance. */
  readonly networkIn: ByteSummary | undefined;
  /** Sent by the instance. */
  readonly networkOut: ByteSummary | undefined;
  /** Of the EBS volumes or, where there are no figures of them, of the instance store. */
  readonly diskRead: ByteSummary | undefined;
  /** Of the EBS volumes or, where there are no figures of them, of the instance store. */
  readonly diskWrite: ByteSummary | undefined;
}
