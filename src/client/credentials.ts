import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import { sdkClientConfig } from '../aws/sdk-client-config.js';
import { AuthenticationError } from '../errors/authentication-error.js';
import type { SessionOptions } from './session-options.js';

type Credentials = EC2ClientConfig['credentials'];
type CredentialProviders = typeof import('@aws-sdk/credential-providers');

/** STS is asked inside the SDK's credential provider, where our own retries do not reach. */
const STS_ATTEMPTS = 3;

/**
 * The credentials of a session: the caller's own, or those of the role to take on. `undefined` leaves
 * the choice to the AWS SDK.
 */
export async function sessionCredentials(options: SessionOptions): Promise<Credentials> {
  const { assumeRole, credentials } = options;
  if (assumeRole === undefined) return credentials;

  const { fromTemporaryCredentials } = await loadCredentialProviders();
  const { credentials: _, ...clientConfig } = sdkClientConfig({
    ...options,
    endpoint: options.endpoints.sts,
  });
  const { roleArn, sessionName = 'ec2-worker-client', externalId, durationSeconds } = assumeRole;
  return fromTemporaryCredentials({
    ...(credentials === undefined ? {} : { masterCredentials: credentials }),
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
      ...(durationSeconds === undefined ? {} : { DurationSeconds: durationSeconds }),
    },
    clientConfig: { ...clientConfig, maxAttempts: STS_ATTEMPTS },
  });
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
