/** A dimension of a metric. */
export interface MetricDimension {
  /** Such as `InstanceId`. */
  readonly name: string;
  /** Such as `i-0123456789abcdef0`. */
  readonly value: string;
}

/** What a metric is called. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly MetricDimension[];
}

/** Samples that were put together. `minimum` to `sum` are all the value itself for a single sample. */
export interface MetricSample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** One metric and what is known of it. */
export interface Metric extends MetricIdentity {
  readonly unit: string | undefined;
  readonly samples: MetricSample[];
}

/** The metrics of one region. */
export class MetricStore {
  readonly #metrics = new Map<string, Metric>();

  /** Every metric that has data, in the order in which they were first seen. */
  get metrics(): Iterable<Metric> {
    return this.#metrics.values();
  }

  put(identity: MetricIdentity, unit: string | undefined, samples: readonly MetricSample[]): void {
    const key = keyOf(identity);
    const metric = this.#metrics.get(key) ?? { ...identity, unit, samples: [] };
    metric.samples.push(...samples);
    this.#metrics.set(key, metric);
  }

  find(identity: MetricIdentity): Metric | undefined {
    return this.#metrics.get(keyOf(identity));
  }
}

/** A single sample of a value. */
export function singleSample(at: number, value: number): MetricSample {
  return { at, sampleCount: 1, sum: value, minimum: value, maximum: value };
}

/** A metric is its namespace, its name and its dimensions, in any order. */
function keyOf({ namespace, metricName, dimensions }: MetricIdentity): string {
  const sorted = dimensions.map(({ name, value }) => JSON.stringify([name, value])).sort();
  return JSON.stringify([namespace, metricName, sorted]);
}
