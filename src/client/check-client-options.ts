import { describeType, isRecord } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { AssumeRoleOptions, Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { checkRegion } from './region.js';

const OPERATION = 'Ec2WorkerClient';

/** The numbers among the options, with their smallest values. */
const NUMBERS = {
  connectTimeoutMs: 1,
  requestTimeoutMs: 1,
  maxAttempts: 1,
  launchGraceSeconds: 0,
} as const;

const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\/.+$/;

/** STS's limits on the life of a session, in seconds. */
const ROLE_DURATION = { shortest: 900, longest: 43_200 } as const;

/**
 * Refuses options that cannot work.
 *
 * @throws InvalidParameterError naming the first one that is wrong.
 */
export function checkClientOptions(options: Ec2WorkerClientOptions): void {
  check(isRecord(options), 'options', 'an object', describeType(options));
  if (options.region !== undefined) checkRegion(options.region, OPERATION);
  for (const [name, least] of Object.entries(NUMBERS)) {
    const value = options[name as keyof typeof NUMBERS];
    const isRight = value === undefined || (Number.isFinite(value) && value >= least);
    check(isRight, name, `a number of at least ${least}`, value);
  }
  checkEndpoints(options.endpoint);
  if (options.assumeRole !== undefined) checkRole(options.assumeRole);
}

function checkEndpoints(endpoint: Ec2WorkerClientOptions['endpoint']): void {
  const endpoints = typeof endpoint === 'string' ? { endpoint } : { ...endpoint };
  for (const [name, url] of Object.entries<string | undefined>(endpoints)) {
    check(url === undefined || URL.canParse(url), name, 'a URL such as http://127.0.0.1:5555', url);
  }
}

function checkRole({ roleArn, durationSeconds }: AssumeRoleOptions): void {
  check(ROLE_ARN.test(roleArn), 'assumeRole.roleArn', 'the ARN of an IAM role', roleArn);
  const { shortest, longest } = ROLE_DURATION;
  const isAllowed =
    durationSeconds === undefined || (durationSeconds >= shortest && durationSeconds <= longest);
  check(isAllowed, 'assumeRole.durationSeconds', `${shortest} to ${longest}`, durationSeconds);
}

function check(isRight: boolean, parameter: string, expected: string, received: unknown): void {
  if (isRight) return;
  throw new InvalidParameterError({ operation: OPERATION, parameter, expected, received: String(received) });
}
