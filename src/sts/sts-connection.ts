import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsConnection } from '../aws/aws-connection.js';
import { AuthenticationError } from '../errors/authentication-error.js';

/** The STS package of the AWS SDK, which callers install if they want what it is for. */
export type StsSdk = typeof import('@aws-sdk/client-sts');

/** An STS client in use. */
export type StsConnection = AwsConnection<STSClient, StsSdk>;

/**
 * Loads the STS package; both Node and bundlers follow this import.
 *
 * @throws AuthenticationError if it is not installed.
 */
export async function loadStsSdk(purpose: string): Promise<StsSdk> {
  try {
    return await import('@aws-sdk/client-sts');
  } catch (cause) {
    throw new AuthenticationError({
      message:
        `${purpose} needs the package @aws-sdk/client-sts, which cannot be loaded. ` +
        'Install it beside this one.',
      cause,
    });
  }
}
