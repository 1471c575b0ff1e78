import { ManualClock } from 'ec2-worker-client/testing';
import { type Mock, vi } from 'vitest';
import type { AwsConnection } from '../../src/aws/aws-connection.js';
import { AwsSender } from '../../src/aws/aws-sender.js';
import type { AwsCall } from '../../src/aws/sender.js';
import { serviceError } from './sdk-errors.js';

export const CALL: AwsCall = {
  operation: 'startInstance',
  action: 'ec2:StartInstances',
  region: 'us-east-1',
  idempotent: true,
};
export const THROTTLED: Error = serviceError('RequestLimitExceeded', 'Slow down', 503);
export const EXPIRED: Error = serviceError('ExpiredToken', 'Expired', 403);

/** A sender and all that it was made of. */
export interface SenderParts {
  readonly clock: ManualClock;
  /** Stands for the end of the client. */
  readonly ending: AbortController;
  readonly connection: AwsConnection<string, string>;
  readonly connectOnce: Mock<() => Promise<AwsConnection<string, string>>>;
  readonly logger: Readonly<Record<'debug' | 'info' | 'warn' | 'error', Mock>>;
  readonly refresh: Mock<() => Promise<void>>;
  readonly sender: AwsSender<string, string>;
  readonly sign: Mock;
}

/** A sender over a connection that connects to nothing. */
export function prepareSender(
  options: { maxAttempts?: number; handedIn?: boolean; autoAdvance?: boolean } = {},
): SenderParts {
  const { maxAttempts = 4, handedIn = false, autoAdvance = true } = options;
  const clock = new ManualClock({ autoAdvance });
  const sign = vi.fn();
  const refresh = vi.fn(() => Promise.resolve());
  const connection: AwsConnection<string, string> = {
    client: 'client',
    sdk: 'sdk',
    handedIn,
    prepare: sign,
    refreshCredentials: refresh,
    destroy: () => undefined,
  };
  const connectOnce = vi.fn(() => Promise.resolve(connection));
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const ending = new AbortController();
  const sender = new AwsSender({
    connect: connectOnce,
    region: 'us-east-1',
    clock,
    logger,
    maxAttempts,
    closing: ending.signal,
  });
  return { clock, ending, connection, connectOnce, logger, refresh, sender, sign };
}

/** Attempts that fail as told, and then succeed. */
export function attempts(...failures: readonly Error[]): Mock<() => Promise<string>> {
  let made = 0;
  return vi.fn(() => {
    const error = failures[made];
    made += 1;
    return error === undefined ? Promise.resolve('done') : Promise.reject(error);
  });
}
