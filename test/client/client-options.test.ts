import { EC2Client } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient, type Ec2WorkerClientOptions, InvalidParameterError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';

const ROLE = 'arn:aws:iam::123456789012:role/worker-manager';

describe('the options of a client', () => {
  it.each<[string, unknown, RegExp]>([
    ['null', null, /must be an object/],
    ['a region', 'us-east-1', /must be an object/],
    ['no attempt', { maxAttempts: 0 }, /maxAttempts must be a number of at least 1, got 0/],
    [
      'a time that is text',
      { requestTimeoutMs: '30s' },
      /requestTimeoutMs must be a number of at least 1, got "30s"/,
    ],
    ['a time of zero', { connectTimeoutMs: 0 }, /connectTimeoutMs must be/],
    ['a negative grace', { launchGraceSeconds: -1 }, /launchGraceSeconds must be a number of at least 0/],
    ['an endpoint without a scheme', { endpoint: 'localhost' }, /endpoint must be a URL such as/],
    ['an endpoint of a service', { endpoint: { sts: 'nowhere' } }, /sts must be a URL/],
    [
      'a role that is none',
      { assumeRole: { roleArn: 'worker-manager' } },
      /assumeRole\.roleArn must be the ARN/,
    ],
    ['a role without a name', { assumeRole: {} }, /assumeRole\.roleArn must be the ARN/],
    ['no role', { assumeRole: null }, /assumeRole must be an object with a roleArn, got null/],
    [
      'a role for a client that was handed in',
      { assumeRole: { roleArn: ROLE }, ec2: new EC2Client() },
      /assumeRole must be left out where ec2 is handed in/,
    ],
    [
      'a role beside a CloudWatch client, which would measure in another account',
      { assumeRole: { roleArn: ROLE }, cloudWatch: () => undefined },
      /assumeRole must be left out where cloudWatch is handed in/,
    ],
    [
      'a time that is longer than any timer',
      { requestTimeoutMs: 2_147_483_648 },
      /requestTimeoutMs must be at most 2147483647, got 2147483648/,
    ],
    ['a flag that is text', { coalescing: 'false' }, /coalescing must be true or false, got "false"/],
    ['a flag that is a number', { useFipsEndpoint: 1 }, /useFipsEndpoint must be true or false, got 1/],
    ['a budget that is none', { budget: true }, /budget must be a RequestBudget, or false, got true/],
    ['a logger that cannot warn', { logger: { debug: () => undefined } }, /logger must be a Logger/],
    ['a profile without a name', { profile: '' }, /profile must be the name of a profile, got ""/],
    [
      'credentials that are text, which is not repeated',
      { credentials: 'AKIDEXAMPLE:secret' },
      /credentials must be credentials, or a provider of them, got string\.$/,
    ],
    ['no EC2 client', { ec2: null }, /ec2 must be an SDK client, or a function of the region, got null/],
    [
      'a CloudWatch client that cannot send',
      { cloudWatch: { config: {} } },
      /cloudWatch must be an SDK client/,
    ],
    ['a clock that keeps no time', { clock: {} }, /clock must be a Clock, got object/],
    ['a number for a request handler', { requestHandler: 5 }, /requestHandler must be .*got 5\b/],
    ['a URL object for an endpoint', { endpoint: new URL('http://127.0.0.1:5555') }, /endpoint must be/],
    ['a number for an endpoint', { endpoint: 5_555 }, /endpoint must be .*got 5555/],
    ['a list of endpoints', { endpoint: ['http://127.0.0.1:5555'] }, /endpoint must be .*got a list/],
    ['no endpoint', { endpoint: null }, /endpoint must be .*got null/],
    [
      'an endpoint of a service that is misspelt',
      { endpoint: { cloudwatch: 'http://127.0.0.1:5555' } },
      /endpoint\.cloudwatch must be one of ec2, cloudWatch, sts/,
    ],
    ['an endpoint that is host and port', { endpoint: 'localhost:5555' }, /endpoint must be a URL such as/],
    [
      'an endpoint by another protocol',
      { endpoint: { ec2: 'ftp://127.0.0.1' } },
      /ec2 must be a URL such as/,
    ],
    [
      'a session that is too long',
      { assumeRole: { roleArn: 'arn:aws:iam::123456789012:role/a', durationSeconds: 43_201 } },
      /assumeRole\.durationSeconds must be a whole number of seconds from 900 to 43200, got 43201/,
    ],
  ])('are refused: %s', (_, options, message) => {
    const construct = () => new Ec2WorkerClient(options as Ec2WorkerClientOptions);

    expect(construct).toThrow(InvalidParameterError);
    expect(construct).toThrow(message);
  });

  it('are taken at their edges', () => {
    expect(
      () =>
        new Ec2WorkerClient({
          maxAttempts: 1,
          connectTimeoutMs: 1,
          requestTimeoutMs: 2_147_483_647,
          launchGraceSeconds: 0,
          endpoint: { ec2: 'http://127.0.0.1:5555', sts: undefined },
          assumeRole: { roleArn: 'arn:aws-us-gov:iam::123456789012:role/path/a', durationSeconds: 43_200 },
        }),
    ).not.toThrow();
  });
});
