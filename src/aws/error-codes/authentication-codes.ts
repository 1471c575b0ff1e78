import { type CodeTable, sameRule } from './code-meaning.js';
import { ROLE_NOT_ASSUMABLE } from './permission-codes.js';

const CHECK_THE_CLOCK =
  "Set this machine's clock by NTP: AWS refuses requests that are signed more than 5 minutes off.";

const CLOCK_SKEW = { kind: 'authentication', trait: 'clock-skew', advice: CHECK_THE_CLOCK } as const;

const EXPIRED = {
  kind: 'authentication',
  trait: 'expired-credentials',
  advice: 'The credentials have expired: obtain fresh ones, or use a provider that renews them.',
} as const;

/** EC2 says this of a request that was signed too long ago, and of credentials that have expired. */
const SKEW_OR_EXPIRED = {
  kind: 'authentication',
  trait: 'clock-skew-or-expired',
  advice: `Either the credentials have expired: obtain fresh ones; or the clock is wrong. ${CHECK_THE_CLOCK}`,
} as const;

const WRONG_CREDENTIALS =
  'Check the access key id, the secret and the session token, and that the account has the region enabled.';

const MISSING =
  'Pass credentials, name a profile, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role supplies them.';

const SIGNATURE = {
  kind: 'authentication',
  advice: 'Check the secret access key, and that nothing between here and AWS changes requests.',
  cases: [{ ...CLOCK_SKEW, whenText: /signature (?:expired|not yet current)/i }],
} as const;

/** What keeps a role from being taken on, other than the role itself. */
const ROLE_FAILED = {
  kind: 'authentication',
  whenText: /role \S+ cannot be assumed/,
  advice: 'Check the role, the credentials that take it on and the way to STS, or try again later.',
} as const;

const SSO_EXPIRED = {
  kind: 'authentication',
  whenText: /\bsso\b/i,
  advice: 'Run "aws sso login" for the profile, then try again.',
} as const;

/** AWS does not know the caller, or the SDK has nothing to tell AWS who is calling. */
export const AUTHENTICATION_CODES: CodeTable = {
  AuthFailure: {
    kind: 'authentication',
    advice: `${WRONG_CREDENTIALS} A clock that is off can be the reason as well.`,
    cases: [
      {
        kind: 'permission-denied',
        whenText: /\bnot authorized (?:for|to)\b|not have permission/i,
        advice: 'Ask the owner of the resource to share it with the account, or check its id.',
      },
    ],
  },
  ...sameRule({ kind: 'authentication', advice: WRONG_CREDENTIALS }, [
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'InvalidAccessKeyId',
    'InvalidIdentityToken',
    'IDPRejectedClaim',
  ]),
  ...sameRule({ kind: 'authentication', advice: MISSING }, [
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
  ]),
  ...sameRule(SIGNATURE, [
    'SignatureDoesNotMatch',
    'IncompleteSignature',
    'InvalidSignature',
    'InvalidSignatureException',
  ]),
  ...sameRule(EXPIRED, ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']),
  ...sameRule(CLOCK_SKEW, ['RequestTimeTooSkewed', 'RequestInTheFuture']),
  ...sameRule(SKEW_OR_EXPIRED, ['RequestExpired', 'InvalidSecurity.RequestHasExpired']),
  RegionDisabledException: {
    kind: 'authentication',
    advice:
      'STS is not active in this region: activate it in the IAM account settings, or use another region.',
  },
  CredentialsProviderError: {
    kind: 'authentication',
    advice: MISSING,
    cases: [ROLE_NOT_ASSUMABLE, SSO_EXPIRED, { ...EXPIRED, whenText: /expired/i }, ROLE_FAILED],
  },
  TokenProviderError: {
    kind: 'authentication',
    advice: 'Obtain a new token.',
    cases: [SSO_EXPIRED, { ...EXPIRED, whenText: /expired/i }],
  },
};
