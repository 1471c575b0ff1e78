import { asList, asNumber, asObject, asText, asTime, type JsonObject } from '../wire/json-input.js';
import { readDimensions } from './dimensions.js';
import { type MetricSample, type MetricStore, singleSample } from './metric-store.js';
import { invalidParameter, required } from './refusals.js';

const MOST_METRICS = 1_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export function putMetricData(input: JsonObject, store: MetricStore, now: number): JsonObject {
  const namespace = required(asText(input['Namespace']), 'Namespace');
  if (namespace.startsWith('AWS/')) {
    throw invalidParameter('The value AWS/ for parameter Namespace is invalid.');
  }
  const data = asList(input['MetricData']).map(asObject);
  if (data.length > MOST_METRICS)
    throw invalidParameter(`The collection MetricData must not have a size greater than ${MOST_METRICS}.`);
  for (const datum of data) {
    const metricName = required(asText(datum['MetricName']), 'MetricName');
    const dimensions = readDimensions(datum['Dimensions']);
    store.put({ namespace, metricName, dimensions }, asText(datum['Unit']), readSamples(datum, now));
  }
  return {};
}

function readSamples(datum: JsonObject, now: number): readonly MetricSample[] {
  const at = asTime(datum['Timestamp']) ?? now;
  const statistics = asObject(datum['StatisticValues']);
  const sampleCount = asNumber(statistics['SampleCount']);
  if (sampleCount !== undefined) {
    return [
      {
        at,
        sampleCount,
        sum: required(asNumber(statistics['Sum']), 'Sum'),
        minimum: required(asNumber(statistics['Minimum']), 'Minimum'),
        maximum: required(asNumber(statistics['Maximum']), 'Maximum'),
      },
    ];
  }
  const value = asNumber(datum['Value']);
  if (value !== undefined) return [singleSample(at, value)];
  const counts = asList(datum['Counts']);
  return asList(datum['Values']).map((item, index) => {
    const each = required(asNumber(item), 'Values');
    const count = asNumber(counts[index]) ?? 1;
    return { at, sampleCount: count, sum: each * count, minimum: each, maximum: each };
  });
}
