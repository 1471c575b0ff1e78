import type { Clock } from '../../time/clock.js';
import type { RegionDirectory } from '../regions.js';
import type { Caller, RefusalCodes } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import type { CredentialStore } from './credential-store.js';
import type { RequestSignature } from './request-signature.js';

/** Decides who a request comes from. */
export class Authenticator {
  readonly #credentials: CredentialStore;
  readonly #clock: Clock;
  readonly #maxClockSkewMs: number;
  readonly #regions: RegionDirectory;

  constructor(credentials: CredentialStore, clock: Clock, maxClockSkewMs: number, regions: RegionDirectory) {
    this.#credentials = credentials;
    this.#clock = clock;
    this.#maxClockSkewMs = maxClockSkewMs;
    this.#regions = regions;
  }

  /** @throws ServiceError with the service's own code for what is wrong. */
  identify(signature: RequestSignature | undefined, codes: RefusalCodes): Caller {
    if (signature === undefined) {
      throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token');
    }
    const { accessKeyId, region, signedAt } = signature;
    const identity = this.#credentials.identify(accessKeyId);
    // In a region that the account has not asked for, nobody knows its keys.
    if (identity === 'unknown' || !this.#regions.isEnabled(region)) throw new ServiceError(codes.unknownKey);
    if (identity === 'expired') throw new ServiceError(codes.expired);
    const age = this.#clock.now() - signedAt;
    if (Number.isNaN(age) && Number.isFinite(this.#maxClockSkewMs)) {
      throw new ServiceError(
        'IncompleteSignature',
        'The request must have the time of its signing, in X-Amz-Date.',
      );
    }
    if (age > this.#maxClockSkewMs) throw new ServiceError(codes.signedTooLongAgo);
    if (age < -this.#maxClockSkewMs) throw new ServiceError(codes.signedInFuture);
    return { accessKeyId, region, arn: identity.arn, accountId: identity.accountId };
  }
}
