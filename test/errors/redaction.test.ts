import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { DescribeInstancesCommand, EC2Client, EC2ServiceException } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it } from 'vitest';
import { Ec2WorkerError } from '../../src/errors/ec2-worker-error.js';
import { NetworkError } from '../../src/errors/network-error.js';
import { PermissionDeniedError } from '../../src/errors/permission-denied-error.js';
import { redactText } from '../../src/errors/redact-text.js';
import { SettingsError } from '../../src/errors/settings-error.js';
import { ec2Errors, rejection } from '../aws/sdk-errors.js';
import { everythingOf } from './everything-of.js';

describe('redactText', () => {
  it.each([
    ['x-amz-security-token:SECRET\nhost:a', 'x-amz-security-token:[redacted]\nhost:a'],
    ['Authorization: AWS4-HMAC-SHA256 Credential=SECRET, Signature=SECRET', 'Authorization: [redacted]'],
    ['X-Amz-Signature=SECRET&X-Amz-Date=1', 'X-Amz-Signature=[redacted]&X-Amz-Date=1'],
    ['Credential=SECRET/20260101/us-east-1', 'Credential=[redacted]'],
    ['Action=RunInstances&UserData=SECRET%3D&Version=1', 'Action=RunInstances&UserData=[redacted]&Version=1'],
    ['{"SecretAccessKey":"SEC\\"RET"}', '{"SecretAccessKey":[redacted]}'],
    ["{ sessionToken: 'SECRET' }", '{ sessionToken: [redacted] }'],
    ['<SecretAccessKey>SECRET</SecretAccessKey>', '<SecretAccessKey>[redacted]</SecretAccessKey>'],
    ['https://user:SECRET@proxy:8080/', 'https://[redacted]@proxy:8080/'],
    ['sent Bearer SECRETSECRETSECRET to', 'sent Bearer [redacted] to'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SECRET', 'token [redacted]'],
    ['key AKIASECRETSECRETSECR is', 'key AKIA[redacted] is'],
    ['got IQoJb3JpZ2luX2VjSECRET', 'got [redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nSECRET\n-----END RSA PRIVATE KEY-----', '[redacted]'],
    ['password=SECRET', 'password=[redacted]'],
    ['Unexpected end of {"password":"SECRET in', 'Unexpected end of {"password":[redacted]'],
    ["token: 'SECRET and more', next", 'token: [redacted], next'],
    ['Cookie: a=SECRET; b=SECRET', 'Cookie: [redacted]'],
  ])('of %j is %j', (text, expected) => {
    const redacted = redactText(text);

    expect(redacted).toBe(expected);
    expect(redactText(redacted)).toBe(expected);
  });

  it.each([
    'ExpiredToken: The security token included in the request is expired',
    'CredentialsProviderError: Could not load credentials from any providers',
    'SignatureDoesNotMatch: The request signature we calculated does not match',
    'Encoded authorization failure message: abc',
    'the client token 12345678 is in use; ClientToken=12345678&NextToken=abc',
    "The instance ID 'i-0123456789abcdef0' does not exist",
    'userData: must be text',
    'arn:aws:iam::123456789012:user/ann',
    'Basic authentication is not supported',
  ])('leaves %j alone', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('takes its time in proportion to the text only', () => {
    const long = 'token'.repeat(20_000);

    expect(redactText(long)).toBe(long);
  });
});

describe('the cause of an error', () => {
  it('is the original where that is harmless', () => {
    const cause = Object.assign(new Error('socket hang up'), {
      code: 'ECONNRESET',
      cause: new Error('deeper'),
    });

    expect(new NetworkError({ message: 'No.', cause }).cause).toBe(cause);
  });

  it('is the original where that is one of ours', () => {
    const cause = new Ec2WorkerError({ message: 'No.' });

    expect(new NetworkError({ message: 'No.', cause }).cause).toBe(cause);
  });

  it('is a copy without the request of an HTTP client, and the original stays as it was', () => {
    const cause = Object.assign(new TypeError('Request failed'), {
      code: 'ERR_BAD_REQUEST',
      config: { headers: { Authorization: 'Bearer SECRET' }, data: 'UserData=SECRET' },
      request: { path: '/' },
    });

    const error = new NetworkError({ message: 'No.', cause });

    expect(error.cause).not.toBe(cause);
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(error.cause).toMatchObject({
      name: 'TypeError',
      message: 'Request failed',
      code: 'ERR_BAD_REQUEST',
    });
    expect((error.cause as Error).stack).toBe(cause.stack);
    expect(everythingOf(error)).not.toContain('SECRET');
    expect(cause.config.headers.Authorization).toBe('Bearer SECRET');
  });

  it('is copied with its own causes, in circles too', () => {
    const inner = new Error('password=SECRET');
    const outer = new AggregateError([inner, 'token=SECRET'], 'outer', { cause: inner });
    inner.cause = outer;

    const { cause } = new NetworkError({ message: 'No.', cause: outer });

    const copy = cause as AggregateError & { readonly cause: Error };
    expect(copy.cause.message).toBe('password=[redacted]');
    expect(copy.cause.cause).toBe(copy);
    expect(copy.errors).toEqual([copy.cause, 'token=[redacted]']);
  });

  it('keeps one of ours in a chain that has to be copied', () => {
    const ours = new NetworkError({ message: 'Ours.' });
    const outer = new Error('password=SECRET', { cause: ours });

    const { cause } = new Ec2WorkerError({ message: 'No.', cause: outer });

    expect((cause as Error).cause).toBe(ours);
  });

  it('ends somewhere, however deep it was', () => {
    let deep = new Error('password=SECRET');
    for (let depth = 0; depth < 20_000; depth += 1) deep = new Error(`level ${depth}`, { cause: deep });

    const error = new NetworkError({ message: 'No.', cause: deep });

    expect(error.cause).toMatchObject({ message: 'level 19999' });
    expect(everythingOf(error)).not.toContain('SECRET');
  });

  it.each([
    ['a text', 'token=SECRET'],
    ['an object', { nested: [{ password: 'SECRET' }, { text: 'Signature=SECRET' }] }],
    ['bytes', Object.assign(new Error('x'), { body: new TextEncoder().encode('UserData=SECRET') })],
    ['many bytes', Object.assign(new Error('x'), { body: Buffer.from(`${'x'.repeat(70_000)}SECRET`) })],
    ['a map', Object.assign(new Error('x'), { headers: new Map([['text', 'token=SECRET']]) })],
    ['a map by its keys', Object.assign(new Error('x'), { headers: new Map([['authorization', 'SECRET']]) })],
    ['an address', Object.assign(new Error('x'), { proxy: new URL('http://user:SECRET@proxy:8080/') })],
    ['headers', Object.assign(new Error('x'), { headers: new Headers({ authorization: 'SECRET' }) })],
    ['a set', Object.assign(new Error('x'), { texts: new Set(['token=SECRET']) })],
    ['a promise', Object.assign(new Error('x'), { body: Promise.resolve('SECRET') })],
    ['a hidden property', Object.defineProperty(new Error('x'), 'token', { value: 'SECRET' })],
    ['a symbol', Object.assign(new Error('x'), { [Symbol('token=SECRET')]: 1 })],
    ['a getter', Object.defineProperty(new Error('x'), 'text', { enumerable: true, get: () => 'SECRET' })],
    [
      'a class of its own',
      {
        holder: new (class Holder {
          readonly password = 'SECRET';
        })(),
      },
    ],
    [
      'a DOMException',
      Object.assign(new DOMException('token=SECRET', 'TimeoutError'), { password: 'SECRET' }),
    ],
  ])('lets nothing through in %s', (_, cause) => {
    const error = new NetworkError({ message: 'No.', cause });

    expect(error.cause).not.toBe(cause);
    expect(everythingOf(error)).not.toContain('SECRET');
  });

  it('is replaced where it cannot be looked into', () => {
    const cause = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('SECRET');
        },
      },
    );

    const error = new NetworkError({ message: 'No.', cause });

    expect(error.cause).toMatchObject({ message: 'Something was thrown that cannot be looked into.' });
  });
});

describe('the properties of an error', () => {
  it('have no secrets either', () => {
    const error = new PermissionDeniedError({
      message: 'password=SECRET',
      code: 'token=SECRET',
      resource: 'https://a:SECRET@b/',
      denySource: 'Signature=SECRET',
    });
    const settings = new SettingsError({ problems: [{ path: 'a', message: 'got password=SECRET' }] });

    expect(everythingOf(error)).not.toContain('SECRET');
    expect(everythingOf(settings)).not.toContain('SECRET');
  });
});

describe('an error of the SDK over a real connection', () => {
  const servers: { close(): void }[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('keeps its class, and loses the request that hangs on its response', async () => {
    const { body } = ec2Errors(400, ['InvalidInstanceID.NotFound', 'No such instance']);
    const server = createServer((_, response) => response.writeHead(400).end(body)).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const client = new EC2Client({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x', sessionToken: 'SESSIONSECRET' },
      maxAttempts: 1,
    });
    const cause = await rejection(client.send(new DescribeInstancesCommand({})));
    client.destroy();

    const error = new Ec2WorkerError({ message: 'No.', cause });

    expect(inspect(cause, { showHidden: true, depth: 12 })).toContain('SESSIONSECRET');
    expect(error.cause).toBeInstanceOf(EC2ServiceException);
    expect(error.cause).toMatchObject({
      name: 'InvalidInstanceID.NotFound',
      $metadata: { httpStatusCode: 400 },
    });
    expect(everythingOf(error)).not.toContain('SESSIONSECRET');
  });
});
