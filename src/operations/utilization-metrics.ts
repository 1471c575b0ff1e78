import type { MetricName, MetricQuery } from '../cloudwatch/metrics-port.js';

/** Where EC2 publishes what it sees of an instance from outside. */
const EC2_NAMESPACE = 'AWS/EC2';

/** Where the CloudWatch agent publishes what it sees inside, unless its configuration says otherwise. */
export const AGENT_NAMESPACE = 'CWAgent';

/** The agent's names for used memory: on Linux, on Windows. */
const MEMORY_METRICS = ['mem_used_percent', 'Memory % Committed Bytes In Use'];

/** The agent's name for the used space of a file system on Linux, and for the free space on Windows. */
const LINUX_DISK_METRIC = 'disk_used_percent';
const WINDOWS_DISK_METRIC = 'LogicalDisk % Free Space';

/** A metric that counts down is turned round: percent free into percent used. */
export interface AgentMetric {
  readonly metric: MetricName;
  readonly inverted: boolean;
}

/** A metric of EC2's own. */
export function ec2Metric(instanceId: string, metricName: string): MetricName {
  return { namespace: EC2_NAMESPACE, metricName, dimensions: { InstanceId: instanceId } };
}

/** The three statistics of a gauge. */
export function gaugeQueries(metric: MetricName): MetricQuery[] {
  return (['Average', 'Minimum', 'Maximum'] as const).map((statistic) => ({ ...metric, statistic }));
}

/** The sum per period of a counter. */
export function sumQuery(metric: MetricName): MetricQuery {
  return { ...metric, statistic: 'Sum' };
}

/** The agent's memory metrics, whatever dimensions it was told to append. */
export function findMemoryMetrics(metrics: readonly MetricName[]): readonly AgentMetric[] {
  return smallestFirst(metrics.filter(({ metricName }) => MEMORY_METRICS.includes(metricName))).map(
    (metric) => ({
      metric,
      inverted: false,
    }),
  );
}

/** The agent's disk metrics of the root file system and of drive `C:`. */
export function findDiskMetrics(metrics: readonly MetricName[]): readonly AgentMetric[] {
  const isRoot = ({ metricName, dimensions }: MetricName): boolean =>
    metricName === LINUX_DISK_METRIC && dimensions['path'] === '/';
  const isDriveC = ({ metricName, dimensions }: MetricName): boolean =>
    metricName === WINDOWS_DISK_METRIC && dimensions['instance'] === 'C:';
  return [
    ...smallestFirst(metrics.filter(isRoot)).map((metric) => ({ metric, inverted: false })),
    ...smallestFirst(metrics.filter(isDriveC)).map((metric) => ({ metric, inverted: true })),
  ];
}

/**
 * The agent may publish one figure under several sets of dimensions, and CloudWatch goes on listing those
 * of a configuration that is gone for two weeks: so all are read, the smallest set first.
 */
function smallestFirst(metrics: readonly MetricName[]): MetricName[] {
  const size = ({ dimensions }: MetricName): number => Object.keys(dimensions).length;
  return [...metrics].sort((one, other) => size(one) - size(other));
}
