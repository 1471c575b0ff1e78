import { asList, asObject, asText, type JsonObject } from '../wire/json-input.js';
import { cutPage, type TokenPage } from '../wire/token-page.js';
import type { Metric, MetricStore } from './metric-store.js';

const PAGE_SIZE = 500;

interface DimensionFilter {
  readonly name: string | undefined;
  readonly value: string | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export function listMetrics(input: JsonObject, store: MetricStore): JsonObject {
  const namespace = asText(input['Namespace']);
  const metricName = asText(input['MetricName']);
  const filters = asList(input['Dimensions'])
    .map(asObject)
    .map((filter): DimensionFilter => ({ name: asText(filter['Name']), value: asText(filter['Value']) }));
  const matching = [...store.metrics].filter(
    (metric) =>
      (namespace === undefined || metric.namespace === namespace) &&
      (metricName === undefined || metric.metricName === metricName) &&
      filters.every((filter) => hasDimension(metric, filter)),
  );
  const page: TokenPage<Metric> = cutPage(matching, PAGE_SIZE, asText(input['NextToken']));
  return { Metrics: page.items.map(writeMetric), NextToken: page.nextToken };
}

function hasDimension(metric: Metric, filter: DimensionFilter): boolean {
  return metric.dimensions.some(
    ({ name, value }) => name === filter.name && (filter.value === undefined || filter.value === value),
  );
}

function writeMetric(metric: Metric): JsonObject {
  return {
    Namespace: metric.namespace,
    MetricName: metric.metricName,
    Dimensions: metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
  };
}
