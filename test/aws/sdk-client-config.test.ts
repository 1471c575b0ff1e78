import { EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, it, vi } from 'vitest';
import {
  type SdkClientConfig,
  type SdkClientSettings,
  sdkClientConfig,
} from '../../src/aws/sdk-client-config.js';
import { PACKAGE_VERSION } from '../../src/aws/user-agent.js';

const LEAST: SdkClientSettings = { region: 'us-east-1', connectTimeoutMs: 5_000, requestTimeoutMs: 30_000 };

/** The request handler of a configuration, as the SDK calls it. */
const ready = ({ requestHandler }: SdkClientConfig) =>
  requestHandler as unknown as {
    handle: (request: unknown, options?: { abortSignal: AbortSignal }) => Promise<unknown>;
  };

describe('sdkClientConfig', () => {
  it('makes one attempt, in time, over enough sockets, and says who is calling', () => {
    const { logger, ...config } = sdkClientConfig(LEAST);

    // For a logger that has these two the SDK would prepare every input and output.
    expect(logger).not.toHaveProperty('info');
    expect(logger).not.toHaveProperty('error');
    expect(config).toEqual({
      region: 'us-east-1',
      maxAttempts: 1,
      customUserAgent: [['ec2-worker-client', PACKAGE_VERSION]],
      requestHandler: {
        connectionTimeout: 5_000,
        requestTimeout: 30_000,
        throwOnRequestTimeout: true,
        httpAgent: { keepAlive: true, maxSockets: 200 },
        httpsAgent: { keepAlive: true, maxSockets: 200 },
      },
    });
  });

  it('passes on what the caller sets, and leaves the rest to the SDK', () => {
    const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };

    const config = sdkClientConfig({
      ...LEAST,
      profile: 'labs',
      credentials,
      endpoint: 'http://127.0.0.1:5555',
      useFipsEndpoint: false,
      useDualstackEndpoint: undefined,
    });

    expect(config).toMatchObject({
      profile: 'labs',
      credentials,
      endpoint: 'http://127.0.0.1:5555',
      useFipsEndpoint: false,
    });
    expect(config).not.toHaveProperty('useDualstackEndpoint');
  });

  it('passes on nothing else, a logger least of all', () => {
    const settings = { ...LEAST, logger: console, maxAttempts: 9, clock: {} };

    const config = sdkClientConfig(settings);

    expect(config.logger).not.toBe(console);
    expect(config).not.toHaveProperty('clock');
    expect(config.maxAttempts).toBe(1);
  });

  it("takes the caller's request handler in place of the timeouts", async () => {
    const handle = vi.fn((_: unknown) => Promise.resolve('reply'));

    const handler = ready(sdkClientConfig({ ...LEAST, requestHandler: { handle } as never }));

    await expect(handler.handle('request')).resolves.toBe('reply');
    expect(handle.mock.calls[0]?.[0]).toBe('request');
    expect(handler).not.toHaveProperty('requestTimeout');
  });

  it("keeps the caller's request handler from what was aborted before", async () => {
    const handle = vi.fn();
    const abortSignal = AbortSignal.abort('enough');

    const handler = ready(sdkClientConfig({ ...LEAST, requestHandler: { handle } as never }));

    await expect(handler.handle('request', { abortSignal })).rejects.toBe('enough');
    expect(handle).not.toHaveBeenCalled();
  });

  it('lays the options of a request handler over the timeouts', () => {
    const { requestHandler } = sdkClientConfig({ ...LEAST, requestHandler: { requestTimeout: 1_000 } });

    expect(requestHandler).toMatchObject({
      connectionTimeout: 5_000,
      requestTimeout: 1_000,
      throwOnRequestTimeout: true,
    });
  });

  it('is a configuration that the SDK takes', async () => {
    const client = new EC2Client(sdkClientConfig({ ...LEAST, useFipsEndpoint: true }));

    expect(await client.config.region()).toBe('us-east-1');
    expect(await client.config.maxAttempts()).toBe(1);
    expect(await client.config.useFipsEndpoint()).toBe(true);
    client.destroy();
  });
});
