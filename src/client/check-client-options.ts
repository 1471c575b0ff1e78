import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
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
  const check = (isRight: boolean, parameter: string, expected: string, received: unknown): void => {
    if (isRight) return;
    throw new InvalidParameterError({
      operation: OPERATION,
      parameter,
      expected,
      received: String(received),
    });
  };

  if (options.region !== undefined) checkRegion(options.region, OPERATION);
  for (const [name, least] of Object.entries(NUMBERS)) {
    const value = options[name as keyof typeof NUMBERS];
    const isRight = value === undefined || (Number.isFinite(value) && value >= least);
    check(isRight, name, `a number of at least ${least}`, value);
  }
  const endpoints =
    typeof options.endpoint === 'string'
      ? { endpoint: options.endpoint }
      : Object.entries(options.endpoint ?? {});
  for (const [name, url] of Array.isArray(endpoints) ? endpoints : Object.entries(endpoints)) {
    check(url === undefined || URL.canParse(url), name, 'a URL such as http://127.0.0.1:5555', url);
  }
  const { assumeRole } = options;
  if (assumeRole === undefined) return;
  const { roleArn, durationSeconds = ROLE_DURATION.shortest } = assumeRole;
  check(ROLE_ARN.test(roleArn), 'assumeRole.roleArn', 'the ARN of an IAM role', roleArn);
  check(
    durationSeconds >= ROLE_DURATION.shortest && durationSeconds <= ROLE_DURATION.longest,
    'assumeRole.durationSeconds',
    `${ROLE_DURATION.shortest} to ${ROLE_DURATION.longest}`,
    durationSeconds,
  );
}
