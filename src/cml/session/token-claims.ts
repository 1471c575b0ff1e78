import { isRecord } from '../../errors/describe-type.js';

/** What a token says of itself. */
export interface TokenClaims {
  /** Whose it is. */
  readonly userId: string | undefined;
  /** How long it is good for from when it was made, in seconds. */
  readonly lifetimeSeconds: number | undefined;
}

/**
 * Reads a JSON Web Token without checking it: the host does that. An opaque token says nothing.
 *
 * The lifetime is the difference of its two times, so that it does not matter how far the host's clock is off.
 */
export function readTokenClaims(token: string): TokenClaims {
  const claims = parseClaims(token.split('.')[1] ?? '');
  const { sub, exp, iat } = claims;
  const isDated = typeof exp === 'number' && typeof iat === 'number' && exp > iat;
  return {
    userId: typeof sub === 'string' && sub !== '' ? sub : undefined,
    lifetimeSeconds: isDated ? exp - iat : undefined,
  };
}

function parseClaims(part: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(claims) ? claims : {};
  } catch {
    return {};
  }
}
