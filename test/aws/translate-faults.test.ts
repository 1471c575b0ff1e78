import { describe, expect, it } from 'vitest';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import { coded, context, ID, serviceError, thrownByCloudWatch } from './sdk-errors.js';

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
