import type { Clock } from '../../time/clock.js';
import { readTokenClaims } from './token-claims.js';

/** Who we are to a host. */
export interface Account {
  readonly token: string;
  /** Where it was given: at another address there may be another host. */
  readonly address: string;
  /** Our own user id; `undefined` if the host did not tell, and the token does not say. */
  readonly userId: string | undefined;
  /** `undefined` if the host did not tell. */
  readonly isAdmin: boolean | undefined;
  /** When to log in again, in milliseconds of the clock; `undefined` if that is not known. */
  readonly renewAt: number | undefined;
  /** Whether we have logged in, and have to log out. */
  readonly isOwn: boolean;
}

/** How long before a token runs out it is not used any more. */
const RENEW_EARLY_SECONDS = 60;

/** The account that a token stands for, received now. */
export function accountOf(
  token: string,
  clock: Clock,
  known: Pick<Account, 'address' | 'isOwn'> & Partial<Pick<Account, 'userId' | 'isAdmin'>>,
): Account {
  const { userId, lifetimeSeconds } = readTokenClaims(token);
  return {
    token,
    address: known.address,
    isOwn: known.isOwn,
    userId: known.userId ?? userId,
    isAdmin: known.isAdmin,
    renewAt: lifetimeSeconds === undefined ? undefined : clock.now() + usableMs(lifetimeSeconds),
  };
}

/** The last minute of a token is left unused; of a very short one, half of it. */
function usableMs(lifetimeSeconds: number): number {
  return Math.max(lifetimeSeconds - RENEW_EARLY_SECONDS, lifetimeSeconds / 2) * 1_000;
}
