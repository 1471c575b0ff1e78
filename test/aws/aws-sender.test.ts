import {
  AuthenticationError,
  Ec2WorkerError,
  InvalidParameterError,
  ServiceUnavailableError,
  ThrottledError,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, listenersOf } from '../client/worker-simulation.js';
import { serviceError } from './sdk-errors.js';
import { attempts, CALL, EXPIRED, prepareSender, THROTTLED } from './sender-fixture.js';

describe('a sender', () => {
  it('gives what the attempt gives, and hands the signal to it', async () => {
    const { sender, connection, clock } = prepareSender();
    const { signal } = new AbortController();
    const attempt = attempts();

    await expect(sender.send({ ...CALL, abortSignal: signal }, attempt)).resolves.toBe('done');

    expect(attempt).toHaveBeenCalledExactlyOnceWith(connection, { abortSignal: signal });
    expect(listenersOf(signal)).toBe(0);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('tries again until it succeeds, and prepares each attempt', async () => {
    const { sender, sign, logger } = prepareSender();
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
    const { sender } = prepareSender({ maxAttempts: 2 });
    const attempt = attempts(THROTTLED, serviceError('InternalError', 'Oops', 500));

    const error = await failure(sender.send(CALL, attempt));

    expect(error).toBeInstanceOf(ServiceUnavailableError);
    expect(error).toMatchObject({ operation: 'startInstance', region: 'us-east-1' });
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('makes one attempt over a client that was handed in', async () => {
    const { sender, refresh } = prepareSender({ handedIn: true });
    const attempt = attempts(THROTTLED);

    await expect(sender.send(CALL, attempt)).rejects.toBeInstanceOf(ThrottledError);

    expect(attempt).toHaveBeenCalledOnce();
    expect(refresh).not.toHaveBeenCalled();
  });

  it('refreshes expired credentials once, beside the attempts', async () => {
    const { sender, refresh } = prepareSender({ maxAttempts: 1 });
    const attempt = attempts(EXPIRED);

    await expect(sender.send(CALL, attempt)).resolves.toBe('done');

    expect(refresh).toHaveBeenCalledOnce();
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('gives up on credentials that are expired for good after one refresh', async () => {
    const { sender, refresh } = prepareSender();
    const attempt = attempts(EXPIRED, EXPIRED, EXPIRED);

    await expect(sender.send(CALL, attempt)).rejects.toBeInstanceOf(AuthenticationError);

    expect(refresh).toHaveBeenCalledOnce();
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('does not count the attempt with refreshed credentials', async () => {
    const { sender } = prepareSender({ maxAttempts: 2 });
    const attempt = attempts(EXPIRED, THROTTLED);

    await expect(sender.send(CALL, attempt)).resolves.toBe('done');
  });

  it('translates what the connection fails with', async () => {
    const { sender, connectOnce } = prepareSender();
    connectOnce.mockRejectedValueOnce(new Error('Region is missing'));

    const error = await failure(sender.send(CALL, attempts()));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter: 'region' });
  });

  it("gives AWS's own answer when no fresh credentials are to be had", async () => {
    const { sender, refresh, logger } = prepareSender();
    const refused = Object.assign(new Error('connect ECONNREFUSED 169.254.169.254:80'), {
      code: 'ECONNREFUSED',
    });
    refresh.mockRejectedValueOnce(refused);
    const attempt = attempts(EXPIRED);

    const error = await failure(sender.send(CALL, attempt));

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.code).toBe('ExpiredToken');
    expect(attempt).toHaveBeenCalledOnce();
    expect(logger.warn).toHaveBeenLastCalledWith('Fresh credentials could not be had', {
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('makes one attempt over a connection that cannot be trusted', async () => {
    const { sender } = prepareSender();
    const untrusted = Object.assign(new Error('self-signed certificate in certificate chain'), {
      code: 'SELF_SIGNED_CERT_IN_CHAIN',
    });
    const attempt = attempts(untrusted, untrusted);

    const error = await failure(sender.send(CALL, attempt));

    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(attempt).toHaveBeenCalledOnce();
  });

  it('leaves an error of this package as it is', async () => {
    const { sender } = prepareSender();
    const own = new Ec2WorkerError({ message: 'ours' });

    await expect(sender.send(CALL, attempts(own))).rejects.toBe(own);
  });
});
