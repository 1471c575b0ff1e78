import { describeType, isRecord } from '../errors/describe-type.js';
import { InputCheck } from '../errors/input-check.js';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';

const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\/.+$/;

/**
 * How STS wants these two. An external id is no secret to AWS, but to many who use one.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
const EXTERNAL_ID = {
  shape: /^[\w+=,.@:/-]{2,1224}$/,
  expected: 'text of 2 to 1224 letters, digits, or any of + = , . @ : / - _',
} as const;
const SESSION_NAME = {
  shape: /^[\w+=,.@-]{2,64}$/,
  expected: 'text of 2 to 64 letters, digits, or any of + = , . @ - _',
} as const;

/** STS's limits on the life of a session, in seconds. */
const ROLE_DURATION = { shortest: 900, longest: 43_200 } as const;

/**
 * Refuses a role that STS would refuse.
 *
 * @throws InvalidParameterError naming what is wrong. An external id is not repeated.
 */
export function checkRole(role: AssumeRoleOptions, operation: string): void {
  const check = new InputCheck(operation);
  check.that(isRecord(role), 'assumeRole', 'an object with a roleArn', role);
  const { roleArn, externalId, sessionName, durationSeconds } = role;
  check.that(ROLE_ARN.test(roleArn), 'assumeRole.roleArn', 'the ARN of an IAM role', roleArn);
  const { shortest, longest } = ROLE_DURATION;
  const isExternalId = externalId === undefined || fits(externalId, EXTERNAL_ID);
  check.about(isExternalId, 'assumeRole.externalId', EXTERNAL_ID.expected, describeType(externalId));
  const isSessionName = sessionName === undefined || fits(sessionName, SESSION_NAME);
  check.that(isSessionName, 'assumeRole.sessionName', SESSION_NAME.expected, sessionName);
  const isDuration =
    durationSeconds === undefined ||
    (Number.isInteger(durationSeconds) && durationSeconds >= shortest && durationSeconds <= longest);
  check.that(
    isDuration,
    'assumeRole.durationSeconds',
    `a whole number of seconds from ${shortest} to ${longest}`,
    durationSeconds,
  );
}

function fits(value: unknown, { shape }: { readonly shape: RegExp }): boolean {
  return typeof value === 'string' && shape.test(value);
}
