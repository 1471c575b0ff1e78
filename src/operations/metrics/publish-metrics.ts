import { describeType } from '../../errors/describe-type.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { InputCheck } from '../../errors/input-check.js';
import type { CallOptions } from '../../model/call-options.js';
import type { MetricDatum } from '../../model/metric-datum.js';
import { inParallel } from '../../time/in-parallel.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { batchMetricData } from './batch-metric-data.js';
import { checkMetricData } from './check-metric-data.js';
import type { MetricOutcome, MetricsPublication } from './metrics-publication.js';

const AT_ONCE = 4;

/** Options of `metrics.publish`. */
export type PublishMetricsOptions = CallOptions & {
  /**
   * Whether a request may be sent again when nobody knows if CloudWatch has its data already: the samples then may
   * count twice. That changes nothing of averages, minima and maxima of gauges, but doubles sums and counts. Requests
   * that CloudWatch has refused, such as throttled ones, are sent again in any case. Default `false`.
   */
  readonly repeatable?: boolean | undefined;
};

/** Publishes data in as few requests as CloudWatch allows. */
export async function publishMetrics(
  context: WorkerContext,
  call: OperationCall,
  namespace: string,
  data: readonly MetricDatum[],
  { repeatable = false }: PublishMetricsOptions,
): Promise<MetricsPublication> {
  const now = context.clock.now();
  checkMetricData(namespace, data, call.operation, now);
  const isChoice = typeof repeatable === 'boolean';
  new InputCheck(call.operation).about(isChoice, 'repeatable', 'true or false', describeType(repeatable));
  // Stamped here, a datum that is sent twice is at the same time twice.
  const stamped = data.map((datum) => ({ ...datum, at: datum.at ?? new Date(now) }));
  const outcomes = await inParallel(batchMetricData(stamped), AT_ONCE, (batch) =>
    publishBatch(context, call, namespace, batch, repeatable),
  );
  return summarize(outcomes.flat());
}

async function publishBatch(
  { metrics }: WorkerContext,
  call: OperationCall,
  namespace: string,
  batch: readonly MetricDatum[],
  idempotent: boolean,
): Promise<MetricOutcome[]> {
  try {
    await metrics.put(namespace, batch, { ...call, instanceIds: [], idempotent });
    return batch.map(() => ({ published: true }));
  } catch (error) {
    if (!Ec2WorkerError.isInstance(error)) throw error;
    return batch.map(() => ({ published: false, error }));
  }
}

/** What has failed as a whole is no result. */
function summarize(outcomes: readonly MetricOutcome[]): MetricsPublication {
  const published = outcomes.filter((outcome) => outcome.published).length;
  const [first] = outcomes;
  if (published === 0 && first?.published === false) throw first.error;
  return { outcomes, published, complete: published === outcomes.length };
}
