import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import { partitionOf, partitionOfArn } from '../model/aws-partition.js';
import type { AwsRegion } from '../model/aws-region.js';
import { systemClock } from '../time/clock.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { RoleCredentials } from './role-credentials.js';
import { sessionOptions } from './session-options.js';
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
  readonly #options: Ec2WorkerClientOptions;
  readonly #homeRegion: () => AwsRegion | undefined;
  #made: Promise<Credentials | undefined> | undefined;
  #role: RoleCredentials | undefined;

  /** `homeRegion` tells the default region of the client, as far as it is known. */
  constructor(options: Ec2WorkerClientOptions, homeRegion: () => AwsRegion | undefined) {
    this.#options = options;
    this.#homeRegion = homeRegion;
  }

  /** The credentials, or `undefined` to leave the choice to the AWS SDK. */
  get(): Promise<Credentials | undefined> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }

  destroy(): void {
    this.#role?.destroy();
  }

  async #make(): Promise<Credentials | undefined> {
    const { credentials, assumeRole, clock = systemClock } = this.#options;
    if (assumeRole === undefined && typeof credentials !== 'function') return credentials;
    const provide = assumeRole === undefined ? (credentials as Provide) : await this.#takeOn(assumeRole);
    const shared = shareCredentials(tellingProvider(provide), clock);
    // The mark keeps each SDK client from remembering the credentials on its own.
    return Object.assign(shared as unknown as CredentialProvider, { memoized: true });
  }

  async #takeOn(assumeRole: AssumeRoleOptions): Promise<Provide> {
    const options = sessionOptions(this.#options, this.#regionOf(assumeRole));
    const role = await RoleCredentials.open(assumeRole, options);
    this.#role = role;
    return () => role.provide();
  }

  /**
   * Where a role is taken on, for all regions: not where the first call happens to go, which may be a region that does
   * not exist, or that the account has not opted in to, and would then fail the calls in all others as well.
   */
  #regionOf({ roleArn }: AssumeRoleOptions): string {
    const partition = partitionOfArn(roleArn);
    const home = this.#homeRegion();
    return home !== undefined && partitionOf(home).name === partition.name ? home : partition.mainRegion;
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
