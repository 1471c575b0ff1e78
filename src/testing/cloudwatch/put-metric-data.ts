import { asList, asNumber, asObject, asText, asTime, type JsonObject } from '../wire/json-input.js';
import { readDimensions } from './dimensions.js';
import { type MetricDimension, type MetricSample, type MetricStore, singleSample } from './metric-store.js';
import { invalidParameter, required } from './refusals.js';

const MOST_METRICS = 1_000;
const MOST_VALUES = 150;
const MOST_DIMENSIONS = 30;
const LONGEST_NAME = 255;
const LONGEST_VALUE = 1_024;
const LARGEST_VALUE = 2 ** 360;
const TWO_WEEKS_MS = 14 * 86_400_000;
const TWO_HOURS_MS = 7_200_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export function putMetricData(input: JsonObject, store: MetricStore, now: number): JsonObject {
  const namespace = required(asText(input['Namespace']), 'Namespace');
  if (namespace.startsWith('AWS/')) {
    throw invalidParameter('The value AWS/ for parameter Namespace is invalid.');
  }
  if (!/^[^:].{0,254}$/.test(namespace)) throw invalid('Namespace', namespace);
  const data = asList(required(input['MetricData'], 'MetricData')).map(asObject);
  if (data.length > MOST_METRICS)
    throw invalidParameter(`The collection MetricData must not have a size greater than ${MOST_METRICS}.`);
  // All or nothing: a request of which one datum is refused stores none.
  const read = data.map((datum, index) => readDatum(datum, `MetricData.member.${index + 1}`, now));
  for (const { metricName, dimensions, unit, samples } of read) {
    store.put({ namespace, metricName, dimensions }, unit, samples);
  }
  return {};
}

interface Datum {
  readonly metricName: string;
  readonly dimensions: MetricDimension[];
  readonly unit: string | undefined;
  readonly samples: readonly MetricSample[];
}

function readDatum(datum: JsonObject, place: string, now: number): Datum {
  const metricName = required(asText(datum['MetricName']), `${place}.MetricName`);
  if (metricName === '' || metricName.length > LONGEST_NAME) throw invalid(`${place}.MetricName`, metricName);
  const dimensions = readDimensions(datum['Dimensions']);
  if (dimensions.length > MOST_DIMENSIONS) {
    throw invalidParameter(
      `The collection ${place}.Dimensions must not have a size greater than ${MOST_DIMENSIONS}.`,
    );
  }
  for (const { name, value } of dimensions) {
    const isRight = (text: string, most: number) => text.trim() !== '' && text.length <= most;
    if (!isRight(name, LONGEST_NAME) || name.startsWith(':')) throw invalid(`${place}.Dimensions`, name);
    if (!isRight(value, LONGEST_VALUE)) throw invalid(`${place}.Dimensions`, value);
  }
  return { metricName, dimensions, unit: asText(datum['Unit']), samples: readSamples(datum, place, now) };
}

function readSamples(datum: JsonObject, place: string, now: number): readonly MetricSample[] {
  const at = readTime(datum, place, now);
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
  if (datum['Value'] !== undefined) return [singleSample(at, readNumber(datum['Value'], `${place}.Value`))];
  const values = asList(datum['Values']);
  const counts = asList(datum['Counts']);
  if (values.length === 0) {
    throw invalidParameter(
      `At least one of the parameters ${place}.Value, ${place}.Values and ${place}.StatisticValues must be specified.`,
    );
  }
  if (values.length > MOST_VALUES) {
    throw invalidParameter(
      `The collection ${place}.Values must not have a size greater than ${MOST_VALUES}.`,
    );
  }
  if (counts.length > 0 && counts.length !== values.length) {
    throw invalidParameter(`The parameters ${place}.Values and ${place}.Counts must be of the same size.`);
  }
  return values.map((item, index) => {
    const each = readNumber(item, `${place}.Values`);
    const count = asNumber(counts[index]) ?? 1;
    return { at, sampleCount: count, sum: each * count, minimum: each, maximum: each };
  });
}

function readTime(datum: JsonObject, place: string, now: number): number {
  const at = asTime(datum['Timestamp']) ?? now;
  if (at >= now - TWO_WEEKS_MS && at <= now + TWO_HOURS_MS) return at;
  throw invalidParameter(
    `The parameter ${place}.Timestamp must specify a time no earlier than two weeks before and no more than two hours after the current date.`,
  );
}

/** The JSON protocol has the special numbers as texts. */
function readNumber(value: unknown, place: string): number {
  const number = asNumber(value);
  if (number !== undefined && Math.abs(number) <= LARGEST_VALUE) return number;
  throw invalid(place, String(value));
}

function invalid(place: string, value: string): Error {
  return invalidParameter(`The value ${value} for parameter ${place} is invalid.`);
}
