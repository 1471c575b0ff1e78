import { EC2ServiceException } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import { coded, context, ec2Errors, ID, serviceError, thrownByEc2 } from './sdk-errors.js';

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

  it('is a network fault when a refusal is cut off, which has the request id of AWS', async () => {
    const body = '<?xml version="1.0"?><Response><Errors><Error><Code>InvalidInst';
    const headers = { 'x-amzn-requestid': 'request-1' };
    const error = translateAwsError(await thrownByEc2({ statusCode: 400, body, headers }), context);

    expect(error).toMatchObject({ name: 'NetworkError', retryable: true, httpStatus: 400 });
    expect(error.message).toContain('answered with HTTP 400, but not to the end');
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
