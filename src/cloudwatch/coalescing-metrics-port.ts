import type { RequestBudget } from '../aws/request-budget.js';
import { type RetryPreparation, retryBatchAfter } from '../aws/retry-batch.js';
import { translateAwsError } from '../aws/translate-aws-error.js';
import { type BatchEvent, Coalescer } from '../batching/coalescer.js';
import type { Outcome } from '../batching/outcome.js';
import { AbortedError } from '../errors/aborted-error.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { MetricWindow } from '../metrics/metric-window.js';
import type { Datapoint } from '../metrics/summarize.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { MetricDatum } from '../model/metric-datum.js';
import type { Clock } from '../time/clock.js';
import type { MetricName, MetricQuery, MetricsCall, MetricsPort, MetricsPutCall } from './metrics-port.js';
import { MAX_QUERIES } from './sdk-metrics-port.js';

const OPERATION = 'GetMetricData';
const ACTION = `cloudwatch:${OPERATION}`;

/** What a coalescing metrics port works with. */
export interface CoalescingMetricsPortOptions {
  /** Carries out what cannot be shared, each call by itself. */
  readonly direct: MetricsPort;
  /** Carries out the shared requests: once, and rejecting with what was thrown, as it is. */
  readonly batches: MetricsPort;
  readonly retries: RetryPreparation;
  readonly budget: RequestBudget | undefined;
  readonly region: AwsRegion;
  readonly clock: Clock;
  /** Aborts when the client is destroyed. */
  readonly closing: AbortSignal;
  /** Told of each shared request when it goes. */
  readonly onBatch: (action: string, event: BatchEvent) => void;
}

type Series = readonly Datapoint[];

/** The same port, in which concurrent readings of the same window share requests, across instances. */
export class CoalescingMetricsPort implements MetricsPort {
  readonly #direct: MetricsPort;
  readonly #series: Coalescer<MetricWindow, MetricsCall, Series>;

  constructor(options: CoalescingMetricsPortOptions) {
    const { direct, batches, retries, budget, region, clock, closing, onBatch } = options;
    const batchCall = { operation: OPERATION, action: ACTION, region, idempotent: true };
    this.#direct = direct;
    this.#series = new Coalescer({
      clock,
      closing,
      maxSize: MAX_QUERIES,
      keyOf: ({ startTime, endTime, periodSeconds }) =>
        [startTime.getTime(), endTime.getTime(), periodSeconds].join(),
      send: async ({ subject, ids, signal }) => {
        const queries = ids.map((id) => JSON.parse(id) as MetricQuery);
        const call = { operation: OPERATION, instanceIds: [], abortSignal: signal };
        const series = await batches.read(queries, subject, call);
        return new Map(
          ids.map((id, index): [string, Outcome<Series>] => [id, { value: series[index] ?? [] }]),
        );
      },
      policy: {
        // CloudWatch answers an unknown metric with no data: no error is one query's fault.
        blame: () => undefined,
        retryAfter: (failures) => retryBatchAfter(failures, batchCall, retries),
      },
      errorFor: (error, _, call) => restate(error, { ...call, region }),
      copy: (series) => structuredClone(series),
      admission: budget?.admission({ action: ACTION, region }),
      onBatch: (event) => {
        onBatch(ACTION, event);
      },
    });
  }

  list(namespace: string, instanceId: string, call: MetricsCall): Promise<readonly MetricName[]> {
    return this.#direct.list(namespace, instanceId, call);
  }

  put(namespace: string, data: readonly MetricDatum[], call: MetricsPutCall): Promise<void> {
    return this.#direct.put(namespace, data, call);
  }

  read(
    queries: readonly MetricQuery[],
    window: MetricWindow,
    call: MetricsCall,
  ): Promise<readonly (readonly Datapoint[])[]> {
    return Promise.all(
      queries.map((query) => this.#series.load(window, JSON.stringify(query), call, call.abortSignal)),
    );
  }
}

/** The error of a shared request in the words of one caller. */
function restate(
  error: unknown,
  { operation, instanceIds, region }: MetricsCall & { readonly region: AwsRegion },
): Ec2WorkerError {
  const call = { operation, instanceIds, region };
  if (AbortedError.isInstance(error)) return new AbortedError({ ...call, cause: error.cause });
  return Ec2WorkerError.isInstance(error) ? error : translateAwsError(error, { ...call, action: ACTION });
}
