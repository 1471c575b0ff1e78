import { asList, asNumber, asObject, asText, asTime, type JsonObject } from '../wire/json-input.js';
import { readDimensions } from './dimensions.js';
import { type Datapoint, type MetricDataResult, writePage } from './metric-data-page.js';
import type { MetricSample, MetricStore } from './metric-store.js';
import { invalidParameter, required } from './refusals.js';

const MOST_QUERIES = 500;
const MINUTE_MS = 60_000;
const MOST_DATAPOINTS = 100_800;

interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function getMetricData(input: JsonObject, store: MetricStore): JsonObject {
  const queries = asList(input['MetricDataQueries']).map(asObject);
  if (queries.length > MOST_QUERIES) {
    throw invalidParameter(
      `The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`,
    );
  }
  const range = {
    // CloudWatch rounds the start down to the whole minute.
    start: Math.floor(required(asTime(input['StartTime']), 'StartTime') / MINUTE_MS) * MINUTE_MS,
    end: required(asTime(input['EndTime']), 'EndTime'),
  };
  if (range.start >= range.end) {
    throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
  }
  const newestFirst = input['ScanBy'] !== 'TimestampAscending';
  const results = queries
    .filter((query) => query['ReturnData'] !== false)
    .map((query) => evaluate(query, range, newestFirst, store));
  const size = asNumber(input['MaxDatapoints']) ?? MOST_DATAPOINTS;
  // Pages without datapoints would have no end.
  if (size < 1) throw invalidParameter(`The value ${size} for parameter MaxDatapoints is invalid.`);
  return writePage(results, size, asText(input['NextToken']));
}

function evaluate(
  query: JsonObject,
  range: TimeRange,
  newestFirst: boolean,
  store: MetricStore,
): MetricDataResult {
  const id = required(asText(query['Id']), 'Id');
  if (query['Expression'] !== undefined) {
    throw invalidParameter('The simulated CloudWatch evaluates MetricStat queries, no expressions.');
  }
  const stat = asObject(query['MetricStat']);
  const metric = asObject(stat['Metric']);
  const metricName = required(asText(metric['MetricName']), 'MetricName');
  const namespace = required(asText(metric['Namespace']), 'Namespace');
  const period = required(asNumber(stat['Period']), 'Period');
  if (![1, 5, 10, 20, 30].includes(period) && (period <= 0 || period % 60 !== 0)) {
    throw invalidParameter('The parameter Period must be a multiple of 60.');
  }
  const statistic = statisticNamed(required(asText(stat['Stat']), 'Stat'));
  const samples = store.find({
    namespace,
    metricName,
    dimensions: readDimensions(metric['Dimensions']),
  })?.samples;
  const datapoints = aggregate(samples ?? [], range, period * 1_000, statistic);
  return {
    id,
    label: asText(query['Label']) ?? metricName,
    datapoints: newestFirst ? datapoints.reverse() : datapoints,
  };
}

type Statistic = (samples: readonly MetricSample[]) => number;

function statisticNamed(name: string): Statistic {
  switch (name) {
    case 'Average':
      return (samples) => total(samples, 'sum') / total(samples, 'sampleCount');
    case 'Sum':
      return (samples) => total(samples, 'sum');
    case 'SampleCount':
      return (samples) => total(samples, 'sampleCount');
    case 'Minimum':
      return (samples) => Math.min(...samples.map(({ minimum }) => minimum));
    case 'Maximum':
      return (samples) => Math.max(...samples.map(({ maximum }) => maximum));
    default:
      throw invalidParameter(`The value ${name} for parameter Stat is not supported.`);
  }
}

function total(samples: readonly MetricSample[], member: 'sum' | 'sampleCount'): number {
  return samples.reduce((sum, sample) => sum + sample[member], 0);
}

/** One datapoint per period that has samples, oldest first; the start belongs to the range, the end does not. */
function aggregate(
  samples: readonly MetricSample[],
  range: TimeRange,
  periodMs: number,
  statistic: Statistic,
): Datapoint[] {
  const periods = new Map<number, MetricSample[]>();
  for (const sample of samples) {
    if (sample.at < range.start || sample.at >= range.end) continue;
    const start = Math.floor(sample.at / periodMs) * periodMs;
    const period = periods.get(start);
    if (period === undefined) periods.set(start, [sample]);
    else period.push(sample);
  }
  return [...periods]
    .sort(([left], [right]) => left - right)
    .map(([start, inPeriod]) => ({ at: start / 1_000, value: statistic(inPeriod) }));
}
