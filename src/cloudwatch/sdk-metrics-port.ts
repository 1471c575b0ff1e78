import type { CloudWatchClient, Metric, MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { expectList } from '../aws/expect-list.js';
import type { AwsCall, Sender } from '../aws/sender.js';
import type { MetricWindow } from '../metrics/metric-window.js';
import type { Datapoint } from '../metrics/summarize.js';
import type { MetricDatum } from '../model/metric-datum.js';
import type { CloudWatchSdk } from './cloudwatch-connection.js';
import type { MetricName, MetricQuery, MetricsCall, MetricsPort, MetricsPutCall } from './metrics-port.js';
import { toWireDatum } from './put-metric-data.js';
import { readQueryErrors } from './read-query-errors.js';

/**
 * CloudWatch's limit on the queries of one GetMetricData request.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export const MAX_QUERIES = 500;

/** The metrics port over the AWS SDK. */
export class SdkMetricsPort implements MetricsPort {
  readonly #sender: Sender<CloudWatchClient, CloudWatchSdk>;

  constructor(sender: Sender<CloudWatchClient, CloudWatchSdk>) {
    this.#sender = sender;
  }

  async list(namespace: string, instanceId: string, call: MetricsCall): Promise<readonly MetricName[]> {
    const request = this.#request('ListMetrics', call);
    const metrics: MetricName[] = [];
    let NextToken: string | undefined;
    do {
      const input = {
        Namespace: namespace,
        Dimensions: [{ Name: 'InstanceId', Value: instanceId }],
        ...(NextToken === undefined ? {} : { NextToken }),
      };
      const output = await this.#sender.send(request, async ({ client, sdk }, options) => {
        const command = readQueryErrors(new sdk.ListMetricsCommand(input), client);
        const reply = await client.send(command, options);
        return { metrics: expectList(reply.Metrics), next: reply.NextToken };
      });
      metrics.push(...output.metrics.map(toMetricName));
      NextToken = output.next === '' ? undefined : output.next;
    } while (NextToken !== undefined);
    return metrics;
  }

  async read(
    queries: readonly MetricQuery[],
    window: MetricWindow,
    call: MetricsCall,
  ): Promise<readonly (readonly Datapoint[])[]> {
    const series: Datapoint[][] = queries.map(() => []);
    for (let first = 0; first < queries.length; first += MAX_QUERIES) {
      const part = queries.slice(first, first + MAX_QUERIES);
      for await (const result of this.#results(part.map(toDataQuery(window)), window, call)) {
        const index = first + Number(result.Id?.slice(QUERY_ID_PREFIX.length));
        series[index]?.push(...toDatapoints(result));
      }
    }
    return series;
  }

  async put(namespace: string, data: readonly MetricDatum[], call: MetricsPutCall): Promise<void> {
    const request = { ...this.#request('PutMetricData', call), idempotent: call.idempotent };
    const input = { Namespace: namespace, MetricData: data.map(toWireDatum) };
    await this.#sender.send(request, async ({ client, sdk }, options) => {
      await client.send(readQueryErrors(new sdk.PutMetricDataCommand(input), client), options);
    });
  }

  async *#results(
    MetricDataQueries: MetricDataQuery[],
    window: MetricWindow,
    call: MetricsCall,
  ): AsyncGenerator<MetricDataResult> {
    const request = this.#request('GetMetricData', call);
    let NextToken: string | undefined;
    do {
      const input = {
        MetricDataQueries,
        StartTime: window.startTime,
        EndTime: window.endTime,
        ...(NextToken === undefined ? {} : { NextToken }),
      };
      const output = await this.#sender.send(request, async ({ client, sdk }, options) => {
        const command = readQueryErrors(new sdk.GetMetricDataCommand(input), client);
        const reply = await client.send(command, options);
        const results = expectList(reply.MetricDataResults);
        results.forEach(expectAnswer);
        return { results, next: reply.NextToken };
      });
      yield* output.results;
      NextToken = output.next === '' ? undefined : output.next;
    } while (NextToken !== undefined);
  }

  #request(action: string, call: MetricsCall): AwsCall {
    return { ...call, region: this.#sender.region, action: `cloudwatch:${action}`, idempotent: true };
  }
}

/** `PartialData` goes on with the next page. */
const ANSWERS: readonly string[] = ['Complete', 'PartialData'];

/** CloudWatch wants an id that begins with a lower-case letter; the rest is the query's place. */
const QUERY_ID_PREFIX = 'q';

function toDataQuery(window: MetricWindow): (query: MetricQuery, index: number) => MetricDataQuery {
  return (query, index) => ({
    Id: `${QUERY_ID_PREFIX}${index}`,
    MetricStat: {
      Metric: {
        Namespace: query.namespace,
        MetricName: query.metricName,
        Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: window.periodSeconds,
      Stat: query.statistic,
    },
  });
}

function toMetricName(metric: Metric): MetricName {
  return {
    namespace: metric.Namespace ?? '',
    metricName: metric.MetricName ?? '',
    dimensions: Object.fromEntries(
      (metric.Dimensions ?? []).map(({ Name = '', Value = '' }) => [Name, Value]),
    ),
  };
}

/**
 * A result may say of itself that it is none, within a reply that succeeded: taken for "no data", it would
 * be a false answer. Thrown in CloudWatch's own words, it is told and retried as any other error.
 */
function expectAnswer({ StatusCode: status, Messages: messages = [] }: MetricDataResult): void {
  if (status === undefined || ANSWERS.includes(status)) return;
  const text = messages.map(({ Value: value }) => value ?? '').join(' ');
  const error = new Error(text === '' ? `The result has the status ${status}.` : text);
  throw Object.assign(error, { name: status === 'Forbidden' ? 'AccessDenied' : status });
}

function toDatapoints({ Timestamps = [], Values = [] }: MetricDataResult): Datapoint[] {
  return Timestamps.flatMap((at, index) => {
    const value = Values[index];
    return value === undefined || !Number.isFinite(value) ? [] : [{ at, value }];
  });
}
