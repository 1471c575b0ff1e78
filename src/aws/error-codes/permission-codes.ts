import { type CodeTable, type SpecialCase, sameRule } from './code-meaning.js';

/** STS refuses to give the credentials of a role: nobody has got as far as being refused anything else. */
export const ROLE_NOT_ASSUMABLE: SpecialCase = {
  kind: 'authentication',
  whenText: /sts:(?:AssumeRole|TagSession)/,
  advice:
    "The role cannot be assumed: its trust policy must name the caller (and the external id, if it asks for one), and the caller's policy must allow sts:AssumeRole.",
};

/** The caller is known and not allowed, by IAM or because of the state of the account. */
export const PERMISSION_CODES: CodeTable = {
  ...sameRule({ kind: 'permission-denied', cases: [ROLE_NOT_ASSUMABLE] }, [
    'UnauthorizedOperation',
    'AccessDenied',
    'AccessDeniedException',
    'NotAuthorized',
    'CustomerKeyHasBeenRevoked',
  ]),
  'AuthFailure.ServiceLinkedRoleCreationNotPermitted': {
    kind: 'permission-denied',
    fallbackScope: 'market',
    advice:
      'Spot needs a service-linked role: run "aws iam create-service-linked-role --aws-service-name spot.amazonaws.com" once, or launch on demand.',
  },
  SsmAccessDenied: {
    kind: 'permission-denied',
    advice: "Allow ssm:GetParameters on the parameter that names the image in the caller's IAM policy.",
  },
  OptInRequired: {
    kind: 'permission-denied',
    fallbackScope: 'account',
    advice: 'Subscribe to the image in AWS Marketplace, or enable the service or region in the account.',
  },
  PendingVerification: {
    kind: 'permission-denied',
    fallbackScope: 'account',
    advice: 'AWS verifies the account for this region, which takes up to four hours: try again after that.',
  },
  Blocked: {
    kind: 'permission-denied',
    fallbackScope: 'account',
    advice: 'AWS has blocked the account: contact AWS Support.',
  },
};
