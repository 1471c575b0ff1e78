import { type CodeTable, sameRule } from './code-meaning.js';

const NOT_FREE_TIER = {
  kind: 'permission-denied',
  fallbackScope: 'account',
  whenText: /free[- ]tier/i,
  advice:
    'The account is on the free plan, which limits it to some types: use one of those, or upgrade the plan.',
} as const;

/** Looks like a wrong input and is only too early: IAM's changes take a while to reach EC2. */
const NOT_YET_PROPAGATED = {
  kind: 'invalid-parameter',
  retryable: true,
  parameter: 'instanceProfile',
  whenText:
    /invalid iam instance profile|has no associated iam roles|iamInstanceProfile\.(?:name|arn) is invalid/i,
  advice:
    'A profile made within the last minutes is not known to EC2 yet: try again shortly, or check its name.',
} as const;

const LAUNCH_PLAN_TOO_EARLY = {
  kind: 'invalid-parameter',
  retryable: true,
  whenText: /LaunchPlan instance type does not match attribute value/i,
  advice: 'A change of the instance type has not reached all of EC2 yet: try again shortly.',
} as const;

/** An input that AWS refuses. */
export const PARAMETER_CODES: CodeTable = {
  InvalidParameterValue: {
    kind: 'invalid-parameter',
    cases: [NOT_YET_PROPAGATED, LAUNCH_PLAN_TOO_EARLY, NOT_FREE_TIER],
  },
  InvalidParameterCombination: { kind: 'invalid-parameter', cases: [NOT_FREE_TIER] },
  ...sameRule({ kind: 'invalid-parameter', advice: 'Ask for fewer at a time.' }, [
    'ResourceCountExceeded',
    'RequestResourceCountExceeded',
    'FilterLimitExceeded',
  ]),
  ...sameRule(
    { kind: 'invalid-parameter', advice: 'Begin the listing again: its page token is no longer valid.' },
    ['InvalidNextToken', 'InvalidPaginationToken'],
  ),
  ...sameRule({ kind: 'invalid-parameter', parameter: 'region', advice: 'Check the name of the region.' }, [
    'InvalidRegion',
    'UnknownEndpoint',
  ]),
  SsmInvalidParameter: {
    kind: 'invalid-parameter',
    parameter: 'amiId',
    advice:
      'The parameter after "resolve:ssm:" must exist in this region, and hold an image: its data type is aws:ec2:image.',
  },
  InvalidInstanceType: { kind: 'invalid-parameter', parameter: 'instanceType' },
  'InvalidUserData.Malformed': { kind: 'invalid-parameter', parameter: 'userData' },
  'InvalidInstanceID.Malformed': { kind: 'invalid-parameter', parameter: 'instanceId' },
  ...sameRule({ kind: 'invalid-parameter' }, [
    'InvalidParameter',
    'InvalidParameterDependency',
    'InvalidParameterException',
    'InvalidFormat',
    'InvalidFormatFault',
    'MissingParameter',
    'MissingRequiredParameter',
    'MissingInput',
    'MissingAction',
    'UnknownParameter',
    'ValidationError',
    'ValidationException',
    'SerializationException',
    'InvalidInput',
    'InvalidRequest',
    'InvalidFilter',
    'InvalidMaxResults',
    'InvalidCharacter',
    'InvalidAction',
    'InvalidQueryParameter',
    'MalformedQueryString',
    'MalformedPolicyDocument',
    'PackedPolicyTooLarge',
    'InvalidAuthorizationMessageException',
    'InvalidInstanceID',
    'InvalidInstanceAttributeValue',
    'InvalidBlockDeviceMapping',
    'InvalidIamInstanceProfileArn.Malformed',
    'InvalidAvailabilityZone',
    'InvalidTenancy',
    'InvalidKey.Format',
    'InvalidTagKey.Malformed',
    'InvalidID',
    'InvalidFleetConfig',
    'InvalidSpotFleetRequestConfig',
    'InvalidVolume.ZoneMismatch',
    'ZonesMismatched',
  ]),
};
