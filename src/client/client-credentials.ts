import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import { RoleCredentials } from './role-credentials.js';
import type { SessionOptions } from './session-options.js';
import { shareCredentials } from './shared-credentials.js';

/** Credentials, or a provider of them, as the SDK's clients take them. */
export type Credentials = NonNullable<EC2ClientConfig['credentials']>;

/** Credentials themselves. */
export type CredentialIdentity = Exclude<Credentials, (...given: never) => unknown>;

type CredentialProvider = Extract<Credentials, (...given: never) => unknown>;

/** What gives credentials, in this package's eyes. */
type Provide = (given?: object) => Promise<CredentialIdentity>;

/** The names of the errors by which the SDK's own providers say that they have nothing to give. */
const PROVIDER_ERRORS: readonly string[] = ['CredentialsProviderError', 'TokenProviderError', 'AbortError'];

/**
 * The credentials of a client: the caller's own, or those of the role to take on. All its SDK clients share
 * them, so that a provider is asked, or a role is taken on, once for all.
 */
export class ClientCredentials {
  #made: Promise<Credentials | undefined> | undefined;
  #role: RoleCredentials | undefined;

  /** The credentials, or `undefined` to leave the choice to the AWS SDK. */
  get(options: SessionOptions): Promise<Credentials | undefined> {
    this.#made ??= this.#make(options).catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }

  destroy(): void {
    this.#role?.destroy();
  }

  async #make(options: SessionOptions): Promise<Credentials | undefined> {
    const { credentials, assumeRole, clock } = options;
    if (assumeRole === undefined && typeof credentials !== 'function') return credentials;
    const provide =
      assumeRole === undefined ? (credentials as Provide) : await this.#takeOn(assumeRole, options);
    const shared = shareCredentials(tellingProvider(provide), clock);
    // The mark keeps each SDK client from remembering the credentials on its own.
    return Object.assign(shared as unknown as CredentialProvider, { memoized: true });
  }

  async #takeOn(
    assumeRole: NonNullable<SessionOptions['assumeRole']>,
    options: SessionOptions,
  ): Promise<Provide> {
    const role = await RoleCredentials.open(assumeRole, options);
    this.#role = role;
    return () => role.provide();
  }
}

/**
 * Makes whatever a provider fails with recognisable as a failure of credentials: a refused connection to
 * where they come from is no fault of the way to EC2, and no wait must ride it out.
 */
function tellingProvider(provide: Provide): Provide {
  return async (given) => {
    try {
      return await provide(given);
    } catch (cause) {
      if (cause instanceof Error && PROVIDER_ERRORS.includes(cause.name)) throw cause;
      const text = cause instanceof Error ? cause.message : String(cause);
      throw Object.assign(new Error(text, { cause }), { name: 'CredentialsProviderError' });
    }
  };
}
