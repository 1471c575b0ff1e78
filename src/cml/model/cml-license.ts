import type { OpenUnion } from '../../model/open-union.js';

/** Where the registration with Cisco stands. Words that are not listed mean that something is under way. */
export type CmlRegistrationStatus = OpenUnion<
  'NOT_REGISTERED' | 'RETRY_IN_PROGRESS' | 'FAILED' | 'COMPLETED' | 'RESERVATION_IN_PROGRESS'
>;

/** Whether the account has a licence for the host. */
export type CmlAuthorizationStatus = OpenUnion<
  'INIT' | 'EVAL' | 'IN_COMPLIANCE' | 'OUT_OF_COMPLIANCE' | 'NOT_AUTHORIZED'
>;

/** Which product is licensed. */
export type CmlProductLicense = OpenUnion<
  'CML_Enterprise' | 'CML_Education' | 'CML_Personal' | 'CML_Personal40' | 'CML_Internal' | 'CML_NotForResale'
>;

/** How the licence of a host stands. */
export interface CmlLicense {
  /** Whether the licence is good: registration `COMPLETED` and authorization `IN_COMPLIANCE`. */
  readonly valid: boolean;
  /**
   * Whether Cisco counts a licence as used by this host; `undefined` where that is not clear, as while a
   * registration is under way.
   */
  readonly registered: boolean | undefined;
  /** The word for the registration. */
  readonly registration: CmlRegistrationStatus | undefined;
  /** The word for the authorization. */
  readonly authorization: CmlAuthorizationStatus | undefined;
  /** Why the last registration failed; `undefined` if it did not, or the host does not say. */
  readonly failure: string | undefined;
  /** When the host last tried to register. */
  readonly registrationAttemptedAt: Date | undefined;
  /** When the registration runs out, about a year after it was made. */
  readonly registrationExpiresAt: Date | undefined;
  /** When the host last asked for the authorization. */
  readonly authorizationAttemptedAt: Date | undefined;
  /** When the authorization runs out: a host that is stopped for about 90 days comes back without. */
  readonly authorizationExpiresAt: Date | undefined;
  /** The active product. */
  readonly productLicense: CmlProductLicense | undefined;
  /** Whether it is an enterprise product. */
  readonly enterprise: boolean | undefined;
  /** The Smart Account that the licence is taken from. */
  readonly smartAccount: string | undefined;
  /** Its virtual account. */
  readonly virtualAccount: string | undefined;
  /** Whether licences are reserved on the host rather than taken over the network. */
  readonly reservation: boolean | undefined;
  /** What the host shows itself to Cisco as: the id to look for when a licence has to be removed by hand. */
  readonly productUuid: string | undefined;
}

/**
 * What became of giving a licence back: `deregistered`; `local-only`, when the host has given it up but Cisco was
 * not told, so that somebody has to remove it from the Smart Account by hand; `already`, when there was none.
 */
export interface CmlDeregistration {
  /** Which of the three. */
  readonly outcome: 'deregistered' | 'local-only' | 'already';
  /** How many labs were stopped for it. */
  readonly stoppedLabs: number;
}
