import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import { sdkClientConfig } from '../aws/sdk-client-config.js';
import { AuthenticationError } from '../errors/authentication-error.js';
import type { AssumeRoleOptions } from './ec2-worker-client-options.js';
import type { SessionOptions } from './session-options.js';
import { shareCredentials } from './shared-credentials.js';

/** Credentials, or a provider of them, as the SDK's clients take them. */
export type Credentials = NonNullable<EC2ClientConfig['credentials']>;

/** Credentials themselves. */
export type CredentialIdentity = Exclude<Credentials, (...given: never) => unknown>;

type CredentialProvider = Extract<Credentials, (...given: never) => unknown>;
type CredentialProviders = typeof import('@aws-sdk/credential-providers');

/** STS is asked inside the SDK's credential provider, where our own retries do not reach. */
const STS_ATTEMPTS = 3;

/** The names of the errors by which the SDK's own providers say that they have nothing to give. */
const PROVIDER_ERRORS: readonly string[] = ['CredentialsProviderError', 'TokenProviderError', 'AbortError'];

/**
 * The credentials of a client: the caller's own, or those of the role to take on. All its SDK clients share
 * them, so that a provider is asked, or a role is taken on, once for all.
 */
export class ClientCredentials {
  #made: Promise<Credentials | undefined> | undefined;

  /** The credentials, or `undefined` to leave the choice to the AWS SDK. */
  get(options: SessionOptions): Promise<Credentials | undefined> {
    this.#made ??= makeCredentials(options).catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }
}

async function makeCredentials(options: SessionOptions): Promise<Credentials | undefined> {
  const { credentials } = options;
  const { assumeRole } = options;
  const provider =
    assumeRole === undefined ? credentials : tellingRole(assumeRole, await roleProvider(options));
  if (typeof provider !== 'function') return provider;
  const shared = shareCredentials(tellingProvider(provider), options.clock);
  // The mark keeps each SDK client from remembering the credentials on its own.
  return Object.assign(shared as unknown as CredentialProvider, { memoized: true });
}

async function roleProvider(options: SessionOptions): Promise<CredentialProvider> {
  const { fromTemporaryCredentials } = await loadCredentialProviders();
  const { credentials: _, ...config } = sdkClientConfig({ ...options, endpoint: options.endpoints.sts });
  const {
    roleArn = '',
    sessionName = 'ec2-worker-client',
    externalId,
    durationSeconds,
  } = options.assumeRole ?? {};
  return fromTemporaryCredentials({
    ...(options.credentials === undefined ? {} : { masterCredentials: options.credentials }),
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
      ...(durationSeconds === undefined ? {} : { DurationSeconds: durationSeconds }),
    },
    clientConfig: { ...config, maxAttempts: STS_ATTEMPTS },
  }) as CredentialProvider;
}

/** Says of whatever goes wrong with taking on a role that this is what went wrong. */
function tellingRole({ roleArn }: AssumeRoleOptions, provider: CredentialProvider): CredentialProvider {
  return (async (given) => {
    try {
      return await (provider as (given: unknown) => Promise<unknown>)(given);
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`the role ${roleArn} cannot be assumed: ${text}`, { cause });
    }
  }) as CredentialProvider;
}

/**
 * Makes whatever a provider fails with recognisable as a failure of credentials: a refused connection to
 * where they come from is no fault of the way to EC2, and no wait must ride it out.
 */
function tellingProvider(provider: CredentialProvider): (given?: object) => Promise<CredentialIdentity> {
  return async (given) => {
    try {
      return await (provider as (given: unknown) => Promise<CredentialIdentity>)(given);
    } catch (cause) {
      if (cause instanceof Error && PROVIDER_ERRORS.includes(cause.name)) throw cause;
      const text = cause instanceof Error ? cause.message : String(cause);
      throw Object.assign(new Error(text, { cause }), { name: 'CredentialsProviderError' });
    }
  };
}

async function loadCredentialProviders(): Promise<CredentialProviders> {
  try {
    return await import('@aws-sdk/credential-providers');
  } catch (cause) {
    throw new AuthenticationError({
      message:
        'assumeRole needs the package @aws-sdk/credential-providers, which cannot be loaded. ' +
        'Install it beside this one.',
      cause,
    });
  }
}
