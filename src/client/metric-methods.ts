import type { MetricDatum } from '../model/metric-datum.js';
import type { MetricsPublication } from '../operations/metrics/metrics-publication.js';
import { type PublishMetricsOptions, publishMetrics } from '../operations/metrics/publish-metrics.js';
import type { Dispatcher } from './dispatcher.js';

/** What a client can do with metrics of one's own. */
export interface MetricMethods {
  /**
   * Publishes metrics to CloudWatch, in requests of at most 1,000 data and 1 MB, which the AWS SDK compresses. They can
   * be read some minutes later. Each metric, which is a name with its dimensions, is charged for by the month.
   *
   * Data are checked as a whole before anything is sent. A request that fails takes only its own data along: what
   * became of each datum is in the result, as long as any was published. `workerMetrics` makes data of what is known of
   * a worker. For an empty list nothing is sent.
   *
   * @param namespace - What the metrics are kept under, such as `CML/Workers`; those that begin with `AWS/` are AWS's.
   * @throws InvalidParameterError for data that CloudWatch would refuse; if none was published, the error of the first.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
   *
   * @example
   * {@includeCode ../../examples/publish-metrics.ts#program}
   */
  publish(
    namespace: string,
    data: readonly MetricDatum[],
    options?: PublishMetricsOptions,
  ): Promise<MetricsPublication>;
}

/** The methods of metrics over a client's dispatcher. */
export function metricMethods(dispatcher: Dispatcher): MetricMethods {
  return {
    publish: (namespace, data, options = {}) =>
      dispatcher.inRegion('metrics.publish', options, (context, call) =>
        publishMetrics(context, call, namespace, data, options),
      ),
  };
}
