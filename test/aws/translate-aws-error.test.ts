import { EC2ServiceException } from '@aws-sdk/client-ec2';
import { describe, expect, it, vi } from 'vitest';
import {
  type AwsErrorContext,
  foreignReply,
  isDryRunSuccess,
  translateAwsError,
} from '../../src/aws/translate-aws-error.js';
import { AbortedError } from '../../src/errors/aborted-error.js';
import { NetworkError } from '../../src/errors/network-error.js';
import { ec2Errors, serviceError, thrownByCloudWatch, thrownByEc2 } from './sdk-errors.js';

const ID = 'i-0123456789abcdef0';
const OTHER_ID = 'i-0fedcba9876543210';
const context: AwsErrorContext = {
  operation: 'startInstance',
  action: 'ec2:StartInstances',
  region: 'us-east-1',
  instanceIds: [ID],
};

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

describe('translateAwsError, on what the EC2 client throws', () => {
  it('tells what was tried, on what, where, why it failed and what to do', async () => {
    const text = `The instance ID '${ID}' does not exist`;
    const thrown = await thrownByEc2(ec2Errors(400, ['InvalidInstanceID.NotFound', text]));

    const error = translateAwsError(thrown, context);

    expect(error.message).toBe(
      `startInstance ${ID} in us-east-1 failed: ${text} (InvalidInstanceID.NotFound, request request-1). Check the id; a worker of another region needs its region with it: { instanceId, region }.`,
    );
    expect(error.toJSON()).toEqual({
      name: 'InstanceNotFoundError',
      message: error.message,
      kind: 'instance-not-found',
      code: 'InvalidInstanceID.NotFound',
      operation: 'startInstance',
      region: 'us-east-1',
      instanceIds: [ID],
      requestId: 'request-1',
      httpStatus: 400,
      retryable: false,
      fallbackScope: 'none',
      cause: { name: 'InvalidInstanceID.NotFound', message: text },
    });
  });

  it('keeps the SDK error itself as the cause', async () => {
    const thrown = await thrownByEc2(ec2Errors(400, ['ExpiredToken', 'The security token is expired']));

    const error = translateAwsError(thrown, context);

    expect(error.cause).toBe(thrown);
  });

  it('keeps a cause of the same class, without its secrets, when the answer echoes the request', async () => {
    const text = `The Canonical String should have been\n'POST\n/\n\nx-amz-security-token:SECRET\n\nhost'`;
    const thrown = await thrownByEc2(ec2Errors(403, ['SignatureDoesNotMatch', text]));

    const error = translateAwsError(thrown, context);

    expect(error.kind).toBe('authentication');
    expect(error.cause).toBeInstanceOf(EC2ServiceException);
    expect(error.cause).toMatchObject({ name: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } });
    expect(`${error.message} ${(error.cause as Error).message}`).not.toContain('SECRET');
  });

  it('keeps every code of several, also of those with the same text', async () => {
    const text = 'Not now.';
    const thrown = await thrownByEc2(ec2Errors(400, ['InternalError', text], ['RequestLimitExceeded', text]));

    const error = translateAwsError(thrown, { operation: 'startInstance' });

    expect(error.message).toContain(
      'startInstance failed: Not now; also InternalError: Not now (RequestLimitExceeded, request request-1).',
    );
  });

  it.each([
    [['InsufficientInstanceCapacity', 'RequestLimitExceeded'], 'throttled'],
    [['RequestLimitExceeded', 'UnauthorizedOperation'], 'permission-denied'],
    [['InsufficientInstanceCapacity', 'VcpuLimitExceeded'], 'quota-exceeded'],
    [['InsufficientInstanceCapacity', 'InvalidParameterValue'], 'invalid-parameter'],
    [['InternalError', 'InsufficientInstanceCapacity'], 'insufficient-capacity'],
    [['WidgetOnFire', 'InternalError'], 'service-unavailable'],
  ])('of several codes %j takes the most actionable: %s', async (codes, kind) => {
    const pairs = codes.map((code) => [code, `Text of ${code}.`] as const);
    const thrown = await thrownByEc2(ec2Errors(400, ...pairs));

    const error = translateAwsError(thrown, context);

    expect(error.kind).toBe(kind);
    for (const code of codes) expect(error.message).toContain(code);
    expect(error.message).not.toContain('Unknown');
  });

  it('is throttled, not out of quota, at a 503 RequestLimitExceeded, and says for how long', async () => {
    const reply = ec2Errors(503, ['RequestLimitExceeded', 'Request limit exceeded.']);
    const thrown = await thrownByEc2({ ...reply, headers: { 'retry-after': '3' } });

    const error = translateAwsError(thrown, context);

    expect(error).toMatchObject({ kind: 'throttled', httpStatus: 503, retryAfterSeconds: 3 });
    expect(Object.keys(error)).not.toContain('requestId');
  });

  it('reads the milliseconds of x-amz-retry-after', async () => {
    const reply = ec2Errors(503, ['RequestLimitExceeded', 'Request limit exceeded.']);
    const thrown = await thrownByEc2({ ...reply, headers: { 'x-amz-retry-after': '1500' } });

    expect(translateAwsError(thrown, context)).toHaveProperty('retryAfterSeconds', 1.5);
  });

  it('knows how long AWS wants a pause between snapshots of a volume', () => {
    const error = translateAwsError(serviceError('SnapshotCreationPerVolumeRateExceeded'), context);

    expect(error).toHaveProperty('retryAfterSeconds', 15);
  });

  it.each([
    ['an HTML page with 502', { statusCode: 502, body: '<html><body>Bad gateway</body></html>' }],
    ['broken HTML with 500', { statusCode: 500, body: '<!doctype html><html><h1>Oops<p>x</html>' }],
    ['nothing with 503', { statusCode: 503, body: '' }],
  ])('is a failure of the service at %s', async (_, reply) => {
    const error = translateAwsError(await thrownByEc2(reply), context);

    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      retryable: true,
      httpStatus: reply.statusCode,
    });
    expect(error.message).toContain(`HTTP ${reply.statusCode} without an error code`);
    expect(error.message).not.toContain('parse');
  });

  it.each([
    [403, 'a proxy or firewall in between may have answered'],
    [407, 'A proxy asks for a user and a password'],
    [301, 'Somebody redirects'],
  ])('suspects somebody in between at a %i without a code', async (statusCode, advice) => {
    const error = translateAwsError(await thrownByEc2({ statusCode, body: '' }), context);

    expect(error).toMatchObject({ name: 'Ec2WorkerError', kind: 'unknown', httpStatus: statusCode });
    expect(error.message).toContain(advice);
  });

  it('is throttled at a 429 without a code', async () => {
    const error = translateAwsError(await thrownByEc2({ statusCode: 429, body: '' }), context);

    expect(error).toMatchObject({ kind: 'throttled', retryable: true });
  });

  it('is a network fault when an answer with 200 is cut off', async () => {
    const body = '<?xml version="1.0"?><DescribeInstancesResponse><reserv';
    const error = translateAwsError(await thrownByEc2({ statusCode: 200, body }), context);

    expect(error).toMatchObject({ name: 'NetworkError', retryable: true, httpStatus: 200 });
    expect(error.message).toContain('captive portal');
  });

  it('names the host of a name that is not known', async () => {
    const thrown = await thrownByEc2(
      Object.assign(coded('ENOTFOUND', 'getaddrinfo ENOTFOUND'), {
        hostname: 'ec2.us-esat-1.amazonaws.com',
      }),
    );

    const error = translateAwsError(thrown, context);

    expect(error).toMatchObject({ name: 'NetworkError', code: 'ENOTFOUND', retryable: true });
    expect(error.message).toContain('at ec2.us-esat-1.amazonaws.com (ENOTFOUND). The name is not known');
  });

  it('is a network fault when the signal of nobody in particular times a request out', async () => {
    const thrown = await thrownByEc2(
      Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' }),
    );

    expect(translateAwsError(thrown, context)).toMatchObject({ kind: 'network', code: 'ECONNRESET' });
  });
});

describe('translateAwsError, on what the CloudWatch client throws', () => {
  function reply(statusCode: number, code: string) {
    return {
      statusCode,
      body: JSON.stringify({ __type: `com.amazonaws.cloudwatch#${code}`, message: 'Text of AWS' }),
    };
  }

  it.each([
    [400, 'AccessDeniedException', 'permission-denied'],
    [400, 'InvalidParameterValueException', 'invalid-parameter'],
    [400, 'Throttling', 'throttled'],
    [400, 'LimitExceededFault', 'quota-exceeded'],
    [500, 'InternalServiceFault', 'service-unavailable'],
    [404, 'ResourceNotFoundException', 'resource-not-found'],
  ])('at %i %s is %s', async (statusCode, code, kind) => {
    const error = translateAwsError(await thrownByCloudWatch(reply(statusCode, code)), context);

    expect(error).toMatchObject({ kind, httpStatus: statusCode });
    expect(error.message).toContain('Text of AWS');
  });

  it.each([
    [502, 'service-unavailable'],
    [200, 'network'],
  ])('at %i with a page of HTML is %s', async (statusCode, kind) => {
    const error = translateAwsError(await thrownByCloudWatch({ statusCode, body: '<html>' }), context);

    expect(error).toMatchObject({ kind, retryable: true });
  });
});

describe('translateAwsError, on network faults', () => {
  it.each(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN', 'TimeoutError'])(
    'takes %s for a network fault that may pass',
    (code) => {
      expect(translateAwsError(coded(code, 'Text'), context)).toMatchObject({
        kind: 'network',
        code,
        retryable: true,
      });
    },
  );

  it('does not expect a certificate that is not trusted to become so', () => {
    const error = translateAwsError(coded('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate'), context);

    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('finds the code in the causes of causes', () => {
    const refused = Object.assign(coded('ECONNREFUSED', 'connect ECONNREFUSED'), {
      address: '127.0.0.1',
      port: 9,
    });
    const thrown = new TypeError('fetch failed', { cause: new AggregateError([refused], 'all failed') });

    const error = translateAwsError(thrown, context);

    expect(error).toMatchObject({ kind: 'network', code: 'ECONNREFUSED', cause: thrown });
    expect(error.message).toContain('fetch failed: connect ECONNREFUSED at 127.0.0.1:9 (ECONNREFUSED)');
  });

  it('ends on causes that go in circles', () => {
    const thrown = new Error('one');
    thrown.cause = new Error('other', { cause: thrown });

    expect(translateAwsError(thrown, context).kind).toBe('unknown');
  });

  it.each([
    ['the port alone', { port: 443 }, ' at port 443'],
    ['the address alone', { address: '10.0.0.1' }, ' at 10.0.0.1'],
  ])('names %s when that is all there is', (_, known, expected) => {
    const thrown = Object.assign(coded('ETIMEDOUT', 'timed out'), known);

    expect(translateAwsError(thrown, context).message).toContain(`timed out${expected} (ETIMEDOUT)`);
  });

  it('suspects somebody in between when an answer without a status cannot be read', () => {
    const thrown = new Error('XML parse error: unexpected end of input');

    expect(translateAwsError(thrown, context)).toMatchObject({ kind: 'network', retryable: true });
  });
});

describe('translateAwsError, on credentials and configuration', () => {
  it.each([
    ['CredentialsProviderError', 'Could not load credentials from any providers', 'name a profile'],
    ['CredentialsProviderError', 'The SSO session has expired. Run aws sso login', 'Run "aws sso login"'],
    ['CredentialsProviderError', 'The token is expired', 'fresh ones'],
    [
      'TokenProviderError',
      "Token is expired. To refresh this SSO session run 'aws sso login'",
      'Run "aws sso login"',
    ],
    ['TokenProviderError', 'Token not present', 'Obtain a new token'],
    ['ExpiredToken', 'The security token included in the request is expired', 'fresh ones'],
    ['RequestTimeTooSkewed', 'The difference is too large', 'by NTP'],
    ['SignatureDoesNotMatch', 'Signature expired: 2026', 'by NTP'],
    ['AccessDenied', 'User: a is not authorized to perform: sts:AssumeRole on resource: r', 'trust policy'],
    ['Error', 'Resolved credential object is not valid', 'Pass credentials'],
  ])('advises on %s: %s', (name, text, advice) => {
    const error = translateAwsError(Object.assign(new Error(text), { name }), context);

    expect(error).toMatchObject({ kind: 'authentication', retryable: false });
    expect(error.message).toContain(advice);
  });

  it('names the ways to name a region', () => {
    const error = translateAwsError(new Error('Region is missing'), { operation: 'listInstances' });

    expect(error).toMatchObject({ name: 'InvalidParameterError', parameter: 'region' });
    expect(error.message).toContain('AWS_REGION');
  });

  it('advises to check a region that is no region', () => {
    const error = translateAwsError(new Error('Region not accepted: region="a b"'), {
      operation: 'listInstances',
    });

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'region' });
  });
});

describe('translateAwsError, on protection', () => {
  it.each([
    [
      `The instance '${ID}' may not be terminated. Modify its 'disableApiTermination'`,
      'setTerminationProtection',
    ],
    [`The instance '${ID}' may not be stopped. Modify its 'disableApiStop'`, 'disableApiStop to false'],
    ["The network interface at device index 0 can't be detached", 'Lift the protection first.'],
  ])('advises on: %s', (text, advice) => {
    const error = translateAwsError(serviceError('OperationNotPermitted', text), context);

    expect(error.message).toContain(advice);
  });
});

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

describe('foreignReply', () => {
  it('is a network fault that says what is missing', () => {
    const error = foreignReply(context, 'no Instances in the answer');

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
