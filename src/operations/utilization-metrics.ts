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

/** The agent's memory metric, whatever dimensions it was told to append. */
export function findMemoryMetric(metrics: readonly MetricName[]): AgentMetric | undefined {
  const metric = plainest(metrics.filter(({ metricName }) => MEMORY_METRICS.includes(metricName)));
  return metric && { metric, inverted: false };
}

/** The agent's disk metric of the root file system, or of drive `C:`. */
export function findDiskMetric(metrics: readonly MetricName[]): AgentMetric | undefined {
  const linux = plainest(
    metrics.filter(
      ({ metricName, dimensions }) => metricName === LINUX_DISK_METRIC && dimensions['path'] === '/',
    ),
  );
  if (linux !== undefined) return { metric: linux, inverted: false };
  const windows = plainest(
    metrics.filter(
      ({ metricName, dimensions }) => metricName === WINDOWS_DISK_METRIC && dimensions['instance'] === 'C:',
    ),
  );
  return windows && { metric: windows, inverted: true };
}

/** The agent may publish the same figure under several sets of dimensions: the smallest one will do. */
function plainest(metrics: readonly MetricName[]): MetricName | undefined {
  const size = ({ dimensions }: MetricName): number => Object.keys(dimensions).length;
  return [...metrics].sort((one, other) => size(one) - size(other))[0];
}
