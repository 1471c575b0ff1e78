import { AbortedError } from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { failure, listenersOf, turns } from '../client/worker-simulation.js';
import { attempts, CALL, EXPIRED, prepareSender, type SenderParts, THROTTLED } from './sender-fixture.js';

describe('an abort of a request', () => {
  it.each<[string, (parts: SenderParts) => ReturnType<typeof attempts>]>([
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
    const parts = prepareSender({ autoAdvance: false });
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

  it('of the whole client refuses what is not sent yet, between two attempts too', async () => {
    const { sender, ending, connectOnce } = prepareSender();
    const attempt = vi.fn(() => {
      ending.abort(new Error('The client was destroyed.'));
      return Promise.reject(THROTTLED);
    });

    const errors = [
      await failure(sender.send({ ...CALL, clientToken: 'token-1' }, attempt)),
      await failure(sender.send(CALL, attempt)),
    ];

    for (const error of errors) {
      expect(error).toBeInstanceOf(AbortedError);
      expect(error).toMatchObject({ operation: 'startInstance', cause: ending.signal.reason });
      expect(error.message).toContain('destroyed');
    }
    expect(errors[0]?.clientToken).toBe('token-1');
    expect(attempt).toHaveBeenCalledOnce();
    expect(connectOnce).toHaveBeenCalledOnce();
  });

  it.each<[string, (parts: SenderParts) => ReturnType<typeof attempts>]>([
    [
      'connects',
      ({ connectOnce }) => {
        connectOnce.mockReturnValueOnce(new Promise(() => undefined));
        return attempts();
      },
    ],
    [
      'waits for fresh credentials',
      ({ refresh }) => {
        refresh.mockReturnValueOnce(new Promise(() => undefined));
        return attempts(EXPIRED);
      },
    ],
  ])('of the whole client ends a call that %s in vain', async (_, begin) => {
    const parts = prepareSender({ autoAdvance: false });
    const attempt = begin(parts);
    const outcome = failure(parts.sender.send(CALL, attempt));
    await turns(3);
    const made = attempt.mock.calls.length;

    parts.ending.abort(new Error('The client was destroyed.'));

    const error = await outcome;
    expect(error).toMatchObject({ kind: 'aborted', cause: parts.ending.signal.reason });
    expect(attempt).toHaveBeenCalledTimes(made);
    expect(listenersOf(parts.ending.signal)).toBe(0);
  });

  it('before it is sent sends nothing, and does not even connect', async () => {
    const { sender, connectOnce } = prepareSender();
    const attempt = attempts();

    const error = await failure(sender.send({ ...CALL, abortSignal: AbortSignal.abort('late') }, attempt));

    expect(error).toMatchObject({ kind: 'aborted', cause: 'late' });
    expect(connectOnce).not.toHaveBeenCalled();
    expect(attempt).not.toHaveBeenCalled();
  });
});
