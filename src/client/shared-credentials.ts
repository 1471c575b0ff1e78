import type { Clock } from '../time/clock.js';

/** Credentials, as far as it matters how long they serve. */
interface Expiring {
  readonly expiration?: Date | undefined;
}

/** What the SDK asks of a provider of credentials. */
type Provider<Identity extends Expiring> = (given?: {
  readonly forceRefresh?: boolean | undefined;
}) => Promise<Identity>;

/**
 * How long before their end credentials are replaced, while they still serve. The SDK uses the same time.
 */
const REFRESH_BEFORE_MS = 5 * 60_000;

/**
 * Makes one provider serve all SDK clients of a client: it is asked once, however many calls are waiting, and
 * again shortly before its credentials end, by our clock. If it fails then, they are used to their end.
 */
export function shareCredentials<Identity extends Expiring>(
  provide: Provider<Identity>,
  clock: Clock,
): Provider<Identity> {
  let current: Identity | undefined;
  let pending: Promise<Identity> | undefined;
  const refresh: Provider<Identity> = (given) => {
    pending ??= provide(given)
      .then((fresh) => {
        current = fresh;
        return fresh;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return async (given = {}) => {
    const known = current;
    const remaining = remainingMs(known, clock.now());
    if (known === undefined || given.forceRefresh === true || remaining <= 0) return await refresh(given);
    if (remaining > REFRESH_BEFORE_MS) return known;
    return await refresh(given).catch(() => known);
  };
}

function remainingMs(credentials: Expiring | undefined, now: number): number {
  const { expiration } = credentials ?? {};
  return expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime() - now;
}
