import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import type { DynamoDbLeaseStoreOptions } from './dynamodb-lease-options.js';

const OPERATION = 'DynamoDbLeaseStore';
const LONGEST_SKEW_SECONDS = 300;
const LONGEST_PREFIX = 255;

/** DynamoDB's rule for the names of tables, and the ARNs of those of other accounts. */
const TABLE_NAME = /^(?:arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/)?[\w.-]{3,255}$/;

/** What a client of one's own has already. */
const OF_THE_CLIENT = ['region', 'profile', 'credentials', 'endpoint', 'requestHandler'] as const;

/** Refuses options that cannot work. @throws InvalidParameterError */
export function checkStoreOptions(options: DynamoDbLeaseStoreOptions): void {
  const check = new InputCheck(OPERATION);
  check.that(isRecord(options), 'options', 'an object with tableName', options);
  const { tableName, client, keyPrefix, clockSkewSeconds, forgetAfterDays, maxAttempts } = options;
  const isName = typeof tableName === 'string' && TABLE_NAME.test(tableName);
  check.that(isName, 'tableName', 'a name of 3 to 255 letters, digits, _ . and -', tableName);
  const doubled =
    client === undefined ? undefined : OF_THE_CLIENT.find((name) => options[name] !== undefined);
  check.about(doubled === undefined, doubled ?? '', 'left out, as the client has its own', 'one as well');
  const isPrefix =
    keyPrefix === undefined || (typeof keyPrefix === 'string' && keyPrefix.length <= LONGEST_PREFIX);
  check.that(isPrefix, 'keyPrefix', `a text of at most ${LONGEST_PREFIX} characters`, keyPrefix);
  const isSkew = isWithin(clockSkewSeconds, 0, LONGEST_SKEW_SECONDS);
  check.that(isSkew, 'clockSkewSeconds', `from 0 to ${LONGEST_SKEW_SECONDS}`, clockSkewSeconds);
  const isDays = isWithin(forgetAfterDays, 1, 36_500);
  check.that(isDays, 'forgetAfterDays', 'from 1 to 36,500', forgetAfterDays);
  const isCount = isWithin(maxAttempts, 1, 20) && Number.isInteger(maxAttempts ?? 1);
  check.that(isCount, 'maxAttempts', 'a whole number from 1 to 20', maxAttempts);
}

function isWithin(value: number | undefined, least: number, most: number): boolean {
  return value === undefined || (typeof value === 'number' && value >= least && value <= most);
}
