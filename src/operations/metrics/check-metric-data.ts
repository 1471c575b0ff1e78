import { describeType, isRecord } from '../../errors/describe-type.js';
import { InputCheck, isText } from '../../errors/input-check.js';
import type { MetricDatum } from '../../model/metric-datum.js';

// The limits are those of https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
// and API_MetricDatum.html.

const LONGEST_NAME = 255;
const LONGEST_DIMENSION_VALUE = 1_024;
const MOST_DIMENSIONS = 30;
const MOST_VALUES = 150;
const LARGEST_VALUE = 2 ** 360;
const TWO_WEEKS_MS = 14 * 86_400_000;
const TWO_HOURS_MS = 7_200_000;

const NAMESPACE = /^(?!:)(?=.*\S)[\w.\-/#: ]{1,255}$/;

/** Printable, as CloudWatch wants the names and values of dimensions. */
const ASCII = /^[\x20-\x7e]*$/;

/** Refuses a namespace or data that CloudWatch would not take. @throws InvalidParameterError that names the datum. */
export function checkMetricData(
  namespace: string,
  data: readonly MetricDatum[],
  operation: string,
  now: number,
): void {
  const check = new InputCheck(operation);
  const isNamespace = isText(namespace) && NAMESPACE.test(namespace);
  check.that(isNamespace, 'namespace', '1 to 255 letters, digits and . - _ / # : or spaces', namespace);
  check.that(!namespace.startsWith('AWS/'), 'namespace', "one that does not begin with 'AWS/'", namespace);
  check.that(Array.isArray(data), 'data', 'a list of data', data);
  for (const [index, datum] of data.entries()) {
    const place = `data[${index}]`;
    check.that(isRecord(datum), place, 'an object', datum);
    checkName(check, place, datum);
    checkSamples(check, place, datum);
    checkTime(check, place, datum, now);
    checkDimensions(check, place, datum);
  }
}

function checkName(
  check: InputCheck,
  place: string,
  { name, unit, storageResolutionSeconds }: MetricDatum,
): void {
  const isName = isText(name) && name.length <= LONGEST_NAME && name.trim() !== '';
  check.that(isName, `${place}.name`, `a text of 1 to ${LONGEST_NAME} characters`, name);
  check.that(unit === undefined || isText(unit), `${place}.unit`, 'a unit of CloudWatch', unit);
  const isResolution = [undefined, 1, 60].includes(storageResolutionSeconds);
  check.that(isResolution, `${place}.storageResolutionSeconds`, '1 or 60', storageResolutionSeconds);
}

function checkSamples(check: InputCheck, place: string, datum: MetricDatum): void {
  const { value, values, counts, statistics } = datum;
  const given = [value, values, statistics].filter((part) => part !== undefined).length;
  check.about(given === 1, place, 'one of value, values and statistics', `${given} of them`);
  if (value !== undefined) checkNumber(check, `${place}.value`, value);
  if (values !== undefined) checkValues(check, place, values);
  checkCounts(check, place, counts, values);
  if (statistics !== undefined) {
    check.that(isRecord(statistics), `${place}.statistics`, 'an object', statistics);
    const { sampleCount, sum, minimum, maximum } = statistics;
    for (const [name, number] of Object.entries({ sampleCount, sum, minimum, maximum })) {
      checkNumber(check, `${place}.statistics.${name}`, number);
    }
    check.that(sampleCount > 0, `${place}.statistics.sampleCount`, 'above 0', sampleCount);
    check.that(minimum <= maximum, `${place}.statistics.minimum`, 'at most the maximum', minimum);
  }
}

function checkValues(check: InputCheck, place: string, values: readonly number[]): void {
  const isList = Array.isArray(values) && values.length > 0 && values.length <= MOST_VALUES;
  const received = Array.isArray(values) ? `${values.length}` : describeType(values);
  check.about(isList, `${place}.values`, `a list of 1 to ${MOST_VALUES} numbers`, received);
  for (const [index, value] of values.entries()) checkNumber(check, `${place}.values[${index}]`, value);
}

function checkCounts(
  check: InputCheck,
  place: string,
  counts: readonly number[] | undefined,
  values: readonly number[] | undefined,
): void {
  if (counts === undefined) return;
  const isFit = Array.isArray(counts) && counts.length === values?.length;
  const received = Array.isArray(counts) ? `${counts.length}` : describeType(counts);
  check.about(isFit, `${place}.counts`, 'a list of as many numbers as values', received);
  for (const [index, count] of counts.entries()) {
    check.that(count > 0, `${place}.counts[${index}]`, 'above 0', count);
    checkNumber(check, `${place}.counts[${index}]`, count);
  }
}

/** `NaN` and the infinite numbers are among those that CloudWatch does not take. */
function checkNumber(check: InputCheck, place: string, value: number): void {
  const isRight = typeof value === 'number' && Math.abs(value) <= LARGEST_VALUE;
  check.that(isRight, place, 'a number from -2^360 to 2^360', value);
}

function checkTime(check: InputCheck, place: string, { at }: MetricDatum, now: number): void {
  if (at === undefined) return;
  const isDate = at instanceof Date && !Number.isNaN(at.getTime());
  check.that(isDate, `${place}.at`, 'a valid Date', at);
  const isRecent = at.getTime() >= now - TWO_WEEKS_MS && at.getTime() <= now + TWO_HOURS_MS;
  check.about(isRecent, `${place}.at`, 'at most two weeks ago and two hours ahead', at.toISOString());
}

function checkDimensions(check: InputCheck, place: string, { dimensions = {} }: MetricDatum): void {
  check.that(isRecord(dimensions), `${place}.dimensions`, 'an object of texts', dimensions);
  const entries = Object.entries(dimensions);
  const isFew = entries.length <= MOST_DIMENSIONS;
  check.about(isFew, `${place}.dimensions`, `at most ${MOST_DIMENSIONS}`, `${entries.length}`);
  for (const [name, value] of entries) {
    const isName = isPlain(name, LONGEST_NAME) && !name.startsWith(':');
    const limit = `ASCII text of 1 to ${LONGEST_NAME} characters that does not begin with ':'`;
    check.that(isName, `${place}.dimensions`, `named by ${limit}`, name);
    const isValue = isPlain(value, LONGEST_DIMENSION_VALUE);
    check.that(
      isValue,
      `${place}.dimensions.${name}`,
      `ASCII text of 1 to ${LONGEST_DIMENSION_VALUE} characters`,
      value,
    );
  }
}

function isPlain(text: unknown, most: number): boolean {
  return isText(text) && text.length <= most && text.trim() !== '' && ASCII.test(text);
}
