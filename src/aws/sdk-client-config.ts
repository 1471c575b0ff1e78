import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import { abortAware, isReadyHandler, type RequestHandlerOption } from './request-handler.js';
import { USER_AGENT } from './user-agent.js';

/** How the SDK clients that we build are to talk. The types are the AWS SDK's own. */
export interface SdkClientSettings {
  readonly region: string;
  readonly profile?: string | undefined;
  readonly credentials?: EC2ClientConfig['credentials'];
  readonly endpoint?: string | undefined;
  readonly useFipsEndpoint?: boolean | undefined;
  readonly useDualstackEndpoint?: boolean | undefined;
  readonly requestHandler?: EC2ClientConfig['requestHandler'];
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** The configuration that EC2's, CloudWatch's and STS's clients have in common. */
export type SdkClientConfig = Pick<
  EC2ClientConfig,
  | 'region'
  | 'profile'
  | 'credentials'
  | 'endpoint'
  | 'useFipsEndpoint'
  | 'useDualstackEndpoint'
  | 'requestHandler'
  | 'maxAttempts'
  | 'customUserAgent'
  | 'logger'
>;

/**
 * Sockets per client. The SDK's 50 make a burst of several hundred calls queue behind each other;
 * EC2's own rate limits are met long before more than this would help.
 */
const MAX_SOCKETS = 200;

/**
 * A logger without a method for the usual case. For one that has it, even for its own that does nothing, the SDK
 * prepares every input and output in full.
 */
const QUIET = {
  trace: (): void => undefined,
  debug: (): void => undefined,
  warn: (): void => undefined,
} as unknown as NonNullable<EC2ClientConfig['logger']>;

/** The caller's own handler, or the SDK's with our limits under whatever options the caller gives. */
function requestHandler(settings: SdkClientSettings): NonNullable<RequestHandlerOption> {
  const given = settings.requestHandler;
  if (isReadyHandler(given)) return abortAware(given);
  return {
    connectionTimeout: settings.connectTimeoutMs,
    requestTimeout: settings.requestTimeoutMs,
    // Without this the SDK merely logs a warning when the time is up, and goes on waiting.
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    ...(given as object | undefined),
  };
}

/** Builds the configuration of an SDK client that leaves retries to us and cannot hang for ever. */
export function sdkClientConfig(settings: SdkClientSettings): SdkClientConfig {
  // Picked by name: whatever else an object of settings carries is not the SDK's business, a logger
  // above all, to which it would write whole inputs.
  const { profile, credentials, endpoint, useFipsEndpoint, useDualstackEndpoint } = settings;
  const optional = { profile, credentials, endpoint, useFipsEndpoint, useDualstackEndpoint };
  return {
    region: settings.region,
    maxAttempts: 1,
    customUserAgent: USER_AGENT,
    logger: QUIET,
    requestHandler: requestHandler(settings),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}
