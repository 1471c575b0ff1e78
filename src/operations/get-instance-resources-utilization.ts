import type { MetricQuery } from '../cloudwatch/metrics-port.js';
import { checkMetricWindow, type MetricWindow, resolveMetricWindow } from '../metrics/metric-window.js';
import { type Datapoint, summarizeBytes, summarizeGauge } from '../metrics/summarize.js';
import type { CallOptions } from '../model/call-options.js';
import type { ByteSummary, MetricSummary, ResourcesUtilization } from '../model/utilization.js';
import { readInstance } from './get-instance-details.js';
import {
  AGENT_NAMESPACE,
  type AgentMetric,
  ec2Metric,
  findDiskMetrics,
  findMemoryMetrics,
  gaugeQueries,
  sumQuery,
} from './utilization-metrics.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Which stretch of time to measure. */
export interface UtilizationOptions extends CallOptions {
  /**
   * Back from the end, such as `'5m'`, `'1h'` or `'2d'`: from `'1m'` to `'455d'`, for which CloudWatch keeps its
   * metrics. Default `'1h'`. Not together with `startTime`.
   */
  readonly window?: string | undefined;
  /** Before `endTime`. Default: `window` before the end. */
  readonly startTime?: Date | undefined;
  /** Default: now. */
  readonly endTime?: Date | undefined;
  /**
   * A multiple of 60. Default: 60 with detailed monitoring, 300 with basic, since EC2 publishes no more
   * often. Raised for old data, of which CloudWatch keeps longer periods only.
   */
  readonly periodSeconds?: number | undefined;
}

/** Measures how busy an instance was. */
export async function getInstanceResourcesUtilization(
  context: WorkerContext,
  call: InstanceCall,
  options: UtilizationOptions,
): Promise<ResourcesUtilization> {
  checkMetricWindow(options, call.operation, context.clock.now());
  const { instanceId, operation, abortSignal } = call;
  const metricsCall = { operation, abortSignal, instanceIds: [instanceId] };
  const { monitoring } = await readInstance(context, call);
  const window = resolveMetricWindow(options, monitoring ?? 'basic', context.clock.now());
  const agentMetrics = await context.metrics.list(AGENT_NAMESPACE, instanceId, metricsCall);

  const reading = new Reading(window);
  const cpu = reading.gauge({ metric: ec2Metric(instanceId, 'CPUUtilization'), inverted: false });
  const memory = reading.newestGauge(findMemoryMetrics(agentMetrics));
  const disk = reading.newestGauge(findDiskMetrics(agentMetrics));
  const networkIn = reading.bytes(instanceId, 'NetworkIn');
  const networkOut = reading.bytes(instanceId, 'NetworkOut');
  const ebsRead = reading.bytes(instanceId, 'EBSReadBytes');
  const ebsWrite = reading.bytes(instanceId, 'EBSWriteBytes');
  const storeRead = reading.bytes(instanceId, 'DiskReadBytes');
  const storeWrite = reading.bytes(instanceId, 'DiskWriteBytes');
  const series = await context.metrics.read(reading.queries, window, metricsCall);

  return {
    instanceId,
    region: context.region,
    startTime: window.startTime,
    endTime: window.endTime,
    periodSeconds: window.periodSeconds,
    cpuPercent: cpu(series),
    memoryPercent: memory(series),
    diskPercent: disk(series),
    networkIn: networkIn(series),
    networkOut: networkOut(series),
    diskRead: ebsRead(series) ?? storeRead(series),
    diskWrite: ebsWrite(series) ?? storeWrite(series),
  };
}

type AllSeries = readonly (readonly Datapoint[])[];

/** Gathers the queries of one request, and knows which answer belongs to which figure. */
class Reading {
  readonly queries: MetricQuery[] = [];
  readonly #window: MetricWindow;

  constructor(window: MetricWindow) {
    this.#window = window;
  }

  /** Of several sources of one figure the one with the newest data: the others are those of the past. */
  newestGauge(sources: readonly AgentMetric[]): (series: AllSeries) => MetricSummary | undefined {
    const gauges = sources.map((source) => this.gauge(source));
    return (series) =>
      gauges
        .map((gauge) => gauge(series))
        .filter((summary) => summary !== undefined)
        .reduce<MetricSummary | undefined>(
          (newest, summary) =>
            newest === undefined || summary.latestAt > newest.latestAt ? summary : newest,
          undefined,
        );
  }

  gauge(source: AgentMetric): (series: AllSeries) => MetricSummary | undefined {
    const first = this.queries.push(...gaugeQueries(source.metric)) - 3;
    return (series) => {
      const [average = [], lowest = [], highest = []] = series.slice(first, first + 3);
      if (!source.inverted)
        return summarizeGauge({ average, minimum: lowest, maximum: highest }, this.#window);
      const turned = { average: invert(average), minimum: invert(highest), maximum: invert(lowest) };
      return summarizeGauge(turned, this.#window);
    };
  }

  bytes(instanceId: string, metricName: string): (series: AllSeries) => ByteSummary | undefined {
    const index = this.queries.push(sumQuery(ec2Metric(instanceId, metricName))) - 1;
    return (series) => summarizeBytes(series[index] ?? [], this.#window);
  }
}

function invert(percentFree: readonly Datapoint[]): Datapoint[] {
  return percentFree.map(({ at, value }) => ({ at, value: 100 - value }));
}
