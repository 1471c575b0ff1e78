import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { AUTHENTICATION_CODES } from './error-codes/authentication-codes.js';
import { CAPACITY_CODES, UNSUPPORTED_CODES } from './error-codes/capacity-codes.js';
import type { CodeMeaning, CodeRule, CodeTable, SpecialCase } from './error-codes/code-meaning.js';
import { CODE_PATTERNS } from './error-codes/code-patterns.js';
import { DRY_RUN_CODES, NETWORK_CODES, SERVICE_CODES } from './error-codes/fault-codes.js';
import { QUOTA_CODES, THROTTLING_CODES } from './error-codes/limit-codes.js';
import { NOT_FOUND_CODES } from './error-codes/not-found-codes.js';
import { PARAMETER_CODES } from './error-codes/parameter-codes.js';
import { PERMISSION_CODES } from './error-codes/permission-codes.js';
import { CONFLICT_CODES, STATE_CODES } from './error-codes/state-codes.js';

/**
 * Every code that this package knows, of EC2, CloudWatch, STS, DynamoDB, the SDK and the network: the one place
 * where codes are told apart. All else asks for the meaning.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export const CODE_TABLES: readonly CodeTable[] = [
  NOT_FOUND_CODES,
  PERMISSION_CODES,
  AUTHENTICATION_CODES,
  THROTTLING_CODES,
  QUOTA_CODES,
  CAPACITY_CODES,
  UNSUPPORTED_CODES,
  STATE_CODES,
  CONFLICT_CODES,
  PARAMETER_CODES,
  SERVICE_CODES,
  NETWORK_CODES,
  DRY_RUN_CODES,
];

const RULES: ReadonlyMap<string, CodeRule> = new Map(
  CODE_TABLES.flatMap((table) => Object.entries(table)).map(([code, rule]) => [normalize(code), rule]),
);

/** What may decide between the meanings of a code. */
export interface CodeSetting {
  /** AWS's text. */
  readonly text: string;
  /** The IAM action of the call. */
  readonly action?: string | undefined;
}

/** What a code of the table means in its setting; `undefined` for a code that no table has. */
export function meaningOfKnownCode(code: string, setting: CodeSetting): CodeMeaning | undefined {
  const normalized = normalize(code);
  const rule = RULES.get(normalized) ?? RULES.get(normalized.replace(/(?:exception|fault)$/, ''));
  return rule?.cases?.find((special) => isGiven(special, setting)) ?? rule;
}

/** As {@link meaningOfKnownCode}, and by its wording for a code that no table has. */
export function meaningOfCode(code: string, setting: CodeSetting): CodeMeaning | undefined {
  const wording = normalize(code).replace(/(?:exception|fault|error)$/, '');
  return meaningOfKnownCode(code, setting) ?? CODE_PATTERNS.find(([pattern]) => pattern.test(wording))?.[1];
}

/** Whether AWS refused a signature because the clocks differ: signing again by AWS's clock may help. */
export function isClockSkew(error: Ec2WorkerError): boolean {
  return hasTrait(error, 'clock-skew', 'clock-skew-or-expired');
}

/** Whether the credentials have expired: fresh ones may help. */
export function isExpiredCredentials(error: Ec2WorkerError): boolean {
  return hasTrait(error, 'expired-credentials', 'clock-skew-or-expired');
}

function hasTrait({ code, message }: Ec2WorkerError, ...traits: readonly CodeMeaning['trait'][]): boolean {
  if (code === undefined) return false;
  const meaning = meaningOfKnownCode(code, { text: message });
  return meaning?.trait !== undefined && traits.includes(meaning.trait);
}

function isGiven({ whenText, whenAction }: SpecialCase, { text, action }: CodeSetting): boolean {
  return (whenText?.test(text) ?? true) && (whenAction === undefined || whenAction === action);
}

/** CloudTrail and state reasons put `Client.` or `Server.` in front; AWS spells both `ID` and `Id`. */
function normalize(code: string): string {
  return code.replace(/^(?:Client|Server)\./i, '').toLowerCase();
}
