import {
  AbortedError,
  AuthenticationError,
  Ec2WorkerError,
  InvalidParameterError,
  ServiceUnavailableError,
  ThrottledError,
} from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it, vi } from 'vitest';
import type { AwsConnection } from '../../src/aws/aws-connection.js';
import { type AwsCall, AwsSender } from '../../src/aws/aws-sender.js';
import { failure, listenersOf, turns } from '../client/worker-simulation.js';
import { serviceError } from './sdk-errors.js';

const CALL: AwsCall = {
  operation: 'startInstance',
  action: 'ec2:StartInstances',
  region: 'us-east-1',
  idempotent: true,
};
const THROTTLED = serviceError('RequestLimitExceeded', 'Slow down', 503);
const EXPIRED = serviceError('ExpiredToken', 'Expired', 403);

function prepare(options: { maxAttempts?: number; handedIn?: boolean; autoAdvance?: boolean } = {}) {
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
  const sender = new AwsSender({ connect: connectOnce, region: 'us-east-1', clock, logger, maxAttempts });
  return { clock, connection, connectOnce, logger, refresh, sender, sign };
}

/** Attempts that fail as told, and then succeed. */
function attempts(...failures: readonly Error[]) {
  let made = 0;
  return vi.fn(() => {
    const error = failures[made];
    made += 1;
    return error === undefined ? Promise.resolve('done') : Promise.reject(error);
  });
}

describe('a sender', () => {
  it('gives what the attempt gives, and hands the signal to it', async () => {
    const { sender, connection, clock } = prepare();
    const { signal } = new AbortController();
    const attempt = attempts();

    await expect(sender.send({ ...CALL, abortSignal: signal }, attempt)).resolves.toBe('done');

    expect(attempt).toHaveBeenCalledExactlyOnceWith(connection, { abortSignal: signal });
    expect(listenersOf(signal)).toBe(0);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('tries again until it succeeds, and prepares each attempt', async () => {
    const { sender, sign, logger } = prepare();
    const attempt = attempts(THROTTLED, serviceError('InternalError', 'Oops', 500), THROTTLED);

    await expect(sender.send(CALL, attempt)).resolves.toBe('done');

    expect(attempt).toHaveBeenCalledTimes(4);
    expect(sign).toHaveBeenCalledTimes(4);
    expect(logger.warn).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenCalledWith(
      'ec2:StartInstances failed and is tried again',
      expect.objectContaining({
        region: 'us-east-1',
        attempts: 1,
        kind: 'throttled',
        code: 'RequestLimitExceeded',
      }),
    );
  });

  it('gives the last error when attempts run out', async () => {
    const { sender } = prepare({ maxAttempts: 2 });
    const attempt = attempts(THROTTLED, serviceError('InternalError', 'Oops', 500));

    const error = await failure(sender.send(CALL, attempt));

    expect(error).toBeInstanceOf(ServiceUnavailableError);
    expect(error).toMatchObject({ operation: 'startInstance', region: 'us-east-1' });
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('makes one attempt over a client that was handed in', async () => {
    const { sender, refresh } = prepare({ handedIn: true });
    const attempt = attempts(THROTTLED);

    await expect(sender.send(CALL, attempt)).rejects.toBeInstanceOf(ThrottledError);

    expect(attempt).toHaveBeenCalledOnce();
    expect(refresh).not.toHaveBeenCalled();
  });

  it('refreshes expired credentials once, beside the attempts', async () => {
    const { sender, refresh } = prepare({ maxAttempts: 1 });
    const attempt = attempts(EXPIRED);

    await expect(sender.send(CALL, attempt)).resolves.toBe('done');

    expect(refresh).toHaveBeenCalledOnce();
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('gives up on credentials that are expired for good after one refresh', async () => {
    const { sender, refresh } = prepare();
    const attempt = attempts(EXPIRED, EXPIRED, EXPIRED);

    await expect(sender.send(CALL, attempt)).rejects.toBeInstanceOf(AuthenticationError);

    expect(refresh).toHaveBeenCalledOnce();
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('does not count the attempt with refreshed credentials', async () => {
    const { sender } = prepare({ maxAttempts: 2 });
    const attempt = attempts(EXPIRED, THROTTLED);

    await expect(sender.send(CALL, attempt)).resolves.toBe('done');
  });

  it('translates what the connection fails with', async () => {
    const { sender, connectOnce } = prepare();
    connectOnce.mockRejectedValueOnce(new Error('Region is missing'));

    const error = await failure(sender.send(CALL, attempts()));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter: 'region' });
  });

  it('translates what a refresh fails with', async () => {
    const { sender, refresh } = prepare();
    refresh.mockRejectedValueOnce(
      Object.assign(new Error('Token is expired'), { name: 'CredentialsProviderError' }),
    );

    await expect(sender.send(CALL, attempts(EXPIRED))).rejects.toBeInstanceOf(AuthenticationError);
  });

  it('leaves an error of this package as it is', async () => {
    const { sender } = prepare();
    const own = new Ec2WorkerError({ message: 'ours' });

    await expect(sender.send(CALL, attempts(own))).rejects.toBe(own);
  });
});

describe('an abort of a request', () => {
  it.each<[string, (parts: ReturnType<typeof prepare>) => ReturnType<typeof attempts>]>([
    [
      'while it connects',
      ({ connectOnce }) => {
        connectOnce.mockReturnValueOnce(new Promise(() => undefined));
        return attempts();
      },
    ],
    ['under way', () => vi.fn(() => new Promise<never>(() => undefined))],
    ['between two attempts', () => attempts(THROTTLED)],
    [
      'while credentials are refreshed',
      ({ refresh }) => {
        refresh.mockReturnValueOnce(new Promise(() => undefined));
        return attempts(EXPIRED);
      },
    ],
  ])('%s ends it at once and leaves nothing behind', async (_, begin) => {
    const parts = prepare({ autoAdvance: false });
    const controller = new AbortController();
    const attempt = begin(parts);
    const outcome = failure(parts.sender.send({ ...CALL, abortSignal: controller.signal }, attempt));
    await turns(3);
    const made = attempt.mock.calls.length;

    controller.abort(new Error('enough'));

    const error = await outcome;
    await turns(3);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.name).toBe('AbortError');
    expect(error.cause).toBe(controller.signal.reason);
    expect(attempt).toHaveBeenCalledTimes(made);
    expect(parts.clock.pendingSleeps).toBe(0);
    expect(listenersOf(controller.signal)).toBe(0);
  });

  it('before it is sent sends nothing, and does not even connect', async () => {
    const { sender, connectOnce } = prepare();
    const attempt = attempts();

    const error = await failure(sender.send({ ...CALL, abortSignal: AbortSignal.abort('late') }, attempt));

    expect(error).toMatchObject({ kind: 'aborted', cause: 'late' });
    expect(connectOnce).not.toHaveBeenCalled();
    expect(attempt).not.toHaveBeenCalled();
  });
});
