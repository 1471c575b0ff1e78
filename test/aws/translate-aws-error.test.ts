import { describe, expect, it, vi } from 'vitest';
import { ForeignReply } from '../../src/aws/foreign-reply.js';
import { isDryRunSuccess, translateAwsError } from '../../src/aws/translate-aws-error.js';
import { AbortedError } from '../../src/errors/aborted-error.js';
import { NetworkError } from '../../src/errors/network-error.js';
import { coded, context, ec2Errors, ID, serviceError, thrownByEc2 } from './sdk-errors.js';

const OTHER_ID = 'i-0fedcba9876543210';
describe('translateAwsError, on instance ids', () => {
  const both = { ...context, instanceIds: [ID, OTHER_ID] };

  it('keeps to the ids that AWS names', () => {
    const thrown = serviceError('InvalidInstanceID.NotFound', `The instance ID '${OTHER_ID}' does not exist`);

    expect(translateAwsError(thrown, both).instanceIds).toEqual([OTHER_ID]);
  });

  it('is about all ids of the call when AWS names none of them', () => {
    expect(translateAwsError(serviceError('InternalError'), both).instanceIds).toEqual([ID, OTHER_ID]);
  });

  it('takes the ids of the text when the call named none', () => {
    const thrown = serviceError('IdempotentInstanceTerminated', `The instance ${ID} was terminated`);

    expect(translateAwsError(thrown, { operation: 'createInstance' }).instanceIds).toEqual([ID]);
  });
});

describe('translateAwsError, on errors that are ours', () => {
  it('hands them on untouched, also when the signal has been aborted', () => {
    const ours = new NetworkError({ message: 'Gone.' });

    const error = translateAwsError(ours, { ...context, abortSignal: AbortSignal.abort() });

    expect(error).toBe(ours);
    expect(Object.keys(error)).not.toContain('region');
  });

  it('hands those of another copy of the package on as well', async () => {
    vi.resetModules();
    const other = await import('../../src/errors/network-error.js');
    const theirs = new other.NetworkError({ message: 'Gone.' });

    const error = translateAwsError(theirs, context);

    expect(other.NetworkError).not.toBe(NetworkError);
    expect(error).toBe(theirs);
  });
});

describe('translateAwsError, on aborts', () => {
  const abortError = Object.assign(new Error('Request aborted'), { name: 'AbortError' });

  it("gives the signal's reason as the cause, and the client token", () => {
    const reason = { secret: 'kept, since it is the reason of the caller' };
    const abortSignal = AbortSignal.abort(reason);

    const error = translateAwsError(abortError, { ...context, clientToken: 'token-1', abortSignal });

    expect(AbortedError.isInstance(error)).toBe(true);
    expect(error.cause).toBe(reason);
    expect(error).toMatchObject({ name: 'AbortError', clientToken: 'token-1', operation: 'startInstance' });
    expect(error.message).toBe(
      `startInstance ${ID} in us-east-1 was aborted by its signal. Look for instances with the client token token-1 before trying again.`,
    );
  });

  it('is aborted whatever was thrown, once the signal is', () => {
    const abortSignal = AbortSignal.abort(new DOMException('Too late', 'TimeoutError'));

    const error = translateAwsError(coded('ECONNRESET', 'reset'), { ...context, abortSignal });

    expect(error.kind).toBe('aborted');
    expect(error.message).toContain('reached its deadline');
  });

  it('keeps an abort that no signal of ours knows of as the cause', () => {
    expect(translateAwsError(abortError, context)).toMatchObject({ kind: 'aborted', cause: abortError });
  });
});

describe('translateAwsError, on anything else', () => {
  it.each([
    ['an error', new TypeError('x is not a function'), 'x is not a function'],
    ['a text', 'just text', 'just text'],
    ['nothing', undefined, 'Unknown error'],
    ['null', null, 'Unknown error'],
    ['a number', 7, 'Unknown error'],
    ['an object', { message: 'odd' }, 'odd'],
  ])('makes an error of kind unknown of %s', (_, thrown, text) => {
    const error = translateAwsError(thrown, { operation: 'startInstance' });

    expect(error).toMatchObject({ name: 'Ec2WorkerError', kind: 'unknown', retryable: false });
    expect(error.message).toBe(`startInstance failed: ${text}.`);
  });

  it("keeps AWS's text and code of an error that is not known", () => {
    const error = translateAwsError(serviceError('WidgetOnFire', 'It burns.'), context);

    expect(error.message).toBe(
      `startInstance ${ID} in us-east-1 failed: It burns (WidgetOnFire, request request-1).`,
    );
  });

  it('says so when AWS gives a code without a text', () => {
    const error = translateAwsError(serviceError('InternalError', ''), { operation: 'x' });

    expect(error.message).toContain('x failed: no reason was given (InternalError, request request-1).');
  });

  it('tells the status when a plain error has one', () => {
    const thrown = Object.assign(new Error('odd'), { $metadata: { httpStatusCode: 418 } });

    expect(translateAwsError(thrown, { operation: 'x' }).message).toContain('HTTP 418: odd');
  });
});

describe('a foreign reply', () => {
  it('is a network fault that says what is missing', () => {
    const error = translateAwsError(new ForeignReply('no Instances in the answer'), context);

    expect(error).toMatchObject({
      name: 'NetworkError',
      retryable: true,
      httpStatus: 200,
      instanceIds: [ID],
    });
    expect(error.message).toBe(
      `startInstance ${ID} in us-east-1 failed: answered, but not by AWS: no Instances in the answer. Is there a proxy or a captive portal in between? Try again.`,
    );
  });
});

describe('isDryRunSuccess', () => {
  it('knows the answer to a dry run that would have succeeded', async () => {
    const text = 'Request would have succeeded, but DryRun flag is set.';
    const thrown = await thrownByEc2(ec2Errors(412, ['DryRunOperation', text]));

    expect(isDryRunSuccess(thrown)).toBe(true);
    expect(isDryRunSuccess(translateAwsError(thrown, context))).toBe(true);
  });

  it.each([['UnauthorizedOperation'], ['InternalError']])('is false for %s', (code) => {
    expect(isDryRunSuccess(serviceError(code))).toBe(false);
  });

  it.each([[undefined], ['text'], [new Error('DryRunOperation')]])('is false for %o', (thrown) => {
    expect(isDryRunSuccess(thrown)).toBe(false);
  });
});
