import { describe, expect, it } from 'vitest';
import { meaningOfCode } from '../../src/aws/aws-error-codes.js';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import { serviceError } from './sdk-errors.js';

type Row = readonly [
  code: string,
  name: string,
  retryable?: boolean,
  fallbackScope?: string,
  given?: { readonly text?: string; readonly action?: string; readonly httpStatus?: number },
];

const launch = { action: 'ec2:RunInstances' };

const ROWS: readonly Row[] = [
  // Not found: an instance, or anything else.
  ['InvalidInstanceID.NotFound', 'InstanceNotFoundError'],
  ['InvalidInstanceId.NotFound', 'InstanceNotFoundError'],
  ['InvalidInstanceID.NotFoundException', 'InstanceNotFoundError'],
  ['Client.InvalidInstanceID.NotFound', 'InstanceNotFoundError'],
  ['InvalidAMIID.NotFound', 'ResourceNotFoundError'],
  ['InvalidAMIID.Unavailable', 'ResourceNotFoundError'],
  ['InvalidSubnetID.NotFound', 'ResourceNotFoundError'],
  ['InvalidSubnetId.NotFound', 'ResourceNotFoundError'],
  ['InvalidGroup.NotFound', 'ResourceNotFoundError'],
  ['InvalidLaunchTemplateName.NotFoundException', 'ResourceNotFoundError'],
  ['InvalidLaunchTemplateName.NotFound', 'ResourceNotFoundError'],
  ['InvalidLaunchTemplateId.VersionNotFound', 'ResourceNotFoundError'],
  ['Client.InvalidHostID.NotFound', 'ResourceNotFoundError'],
  ['InvalidPlacementGroup.Unknown', 'ResourceNotFoundError'],
  ['InvalidWidgetID.NotFound', 'ResourceNotFoundError'],
  ['ResourceNotFound', 'ResourceNotFoundError'],
  ['ResourceNotFoundException', 'ResourceNotFoundError'],
  ['DashboardNotFoundError', 'ResourceNotFoundError'],
  // Permission, and the state of the account.
  ['UnauthorizedOperation', 'PermissionDeniedError'],
  ['Client.UnauthorizedOperation', 'PermissionDeniedError'],
  ['AccessDenied', 'PermissionDeniedError'],
  ['AccessDeniedException', 'PermissionDeniedError'],
  ['AuthFailure', 'PermissionDeniedError', false, 'none', { text: 'Not authorized for images: [ami-1]' }],
  ['AuthFailure.ServiceLinkedRoleCreationNotPermitted', 'PermissionDeniedError', false, 'market'],
  ['OptInRequired', 'PermissionDeniedError', false, 'account'],
  ['PendingVerification', 'PermissionDeniedError', false, 'account'],
  ['Blocked', 'PermissionDeniedError', false, 'account'],
  [
    'InvalidParameterCombination',
    'PermissionDeniedError',
    false,
    'account',
    { text: 'The specified instance type is not eligible for Free Tier.' },
  ],
  // Authentication.
  ['AuthFailure', 'AuthenticationError'],
  [
    'AccessDenied',
    'AuthenticationError',
    false,
    'none',
    { text: 'not authorized to perform: sts:AssumeRole on' },
  ],
  ['InvalidClientTokenId', 'AuthenticationError'],
  ['UnrecognizedClientException', 'AuthenticationError'],
  ['SignatureDoesNotMatch', 'AuthenticationError'],
  ['IncompleteSignatureException', 'AuthenticationError'],
  ['MissingAuthenticationTokenException', 'AuthenticationError'],
  ['ExpiredToken', 'AuthenticationError'],
  ['ExpiredTokenException', 'AuthenticationError'],
  ['RequestExpired', 'AuthenticationError'],
  ['RequestTimeTooSkewed', 'AuthenticationError'],
  ['RegionDisabledException', 'AuthenticationError'],
  ['IDPRejectedClaimException', 'AuthenticationError'],
  ['CredentialsProviderError', 'AuthenticationError'],
  ['TokenProviderError', 'AuthenticationError'],
  // Throttling comes before every other …LimitExceeded.
  ['RequestLimitExceeded', 'ThrottledError', true, 'none', { httpStatus: 503 }],
  ['BandwidthLimitExceeded', 'ThrottledError', true],
  ['Throttling', 'ThrottledError', true],
  ['ThrottlingException', 'ThrottledError', true],
  ['EC2ThrottledException', 'ThrottledError', true],
  ['TooManyRequestsException', 'ThrottledError', true],
  ['SlowDown', 'ThrottledError', true],
  ['LimitExceededException', 'ThrottledError', true],
  ['SnapshotCreationPerVolumeRateExceeded', 'ThrottledError', true],
  ['WidgetRequestLimitExceeded', 'ThrottledError', true],
  ['WidgetThrottled', 'ThrottledError', true],
  // Quotas.
  ['VcpuLimitExceeded', 'QuotaExceededError', false, 'type'],
  ['InstanceLimitExceeded', 'QuotaExceededError', false, 'type'],
  ['MaxSpotInstanceCountExceeded', 'QuotaExceededError', false, 'market'],
  ['VolumeLimitExceeded', 'QuotaExceededError'],
  ['TagLimitExceeded', 'QuotaExceededError'],
  ['LimitExceeded', 'QuotaExceededError'],
  ['TargetCapacityLimitExceededException', 'QuotaExceededError'],
  ['WidgetLimitExceeded', 'QuotaExceededError'],
  [
    'InsufficientInstanceCapacity',
    'QuotaExceededError',
    false,
    'zone',
    { text: 'The spread placement group has reached its limit of 7 instances.' },
  ],
  // Capacity, whatever the status.
  ['InsufficientInstanceCapacity', 'InsufficientCapacityError', true, 'type', { httpStatus: 500 }],
  ['Server.InsufficientInstanceCapacity', 'InsufficientCapacityError', true, 'type'],
  ['InsufficientHostCapacity', 'InsufficientCapacityError', true, 'type'],
  ['InsufficientFreeAddressesInSubnet', 'InsufficientCapacityError', true, 'subnet'],
  ['InsufficientVolumeCapacity', 'InsufficientCapacityError', true, 'zone'],
  ['UnfulfillableCapacity', 'InsufficientCapacityError', true, 'type'],
  ['SpotMaxPriceTooLow', 'InsufficientCapacityError', true, 'market'],
  ['VolumeTypeNotAvailableInZone', 'InsufficientCapacityError', false, 'zone'],
  ['InsufficientWidgetCapacity', 'InsufficientCapacityError', true, 'type'],
  // Unsupported: a launch may vary the zone or the type.
  ['Unsupported', 'UnsupportedError'],
  ['Unsupported', 'UnsupportedError', false, 'zone', launch],
  [
    'Unsupported',
    'UnsupportedError',
    false,
    'type',
    { ...launch, text: 'The requested configuration is currently not supported.' },
  ],
  ['UnsupportedOperation', 'UnsupportedError'],
  ['UnsupportedOperation', 'UnsupportedError', false, 'type', launch],
  ['InstanceCreditSpecification.NotSupported', 'UnsupportedError'],
  ['Widget.NotSupported', 'UnsupportedError'],
  // State and protection.
  ['IncorrectInstanceState', 'IncorrectStateError'],
  ['IncorrectState', 'IncorrectStateError'],
  ['InvalidWidgetState', 'IncorrectStateError'],
  ['VolumeInUse', 'IncorrectStateError'],
  ['OperationNotPermitted', 'OperationNotPermittedError'],
  // Conflicts: only the concurrent ones pass by themselves.
  ['ConcurrentTagAccess', 'ConflictError', true],
  ['ConcurrentMutationLimitExceeded', 'ConflictError', true],
  ['ConcurrentWidgetLimitExceeded', 'ConflictError', true],
  ['SsmInvalidParameter', 'InvalidParameterError'],
  ['SsmAccessDenied', 'PermissionDeniedError'],
  ['IdempotentParameterMismatch', 'ConflictError'],
  ['IdempotentInstanceTerminated', 'ConflictError'],
  ['InvalidClientToken', 'ConflictError'],
  ['DependencyViolation', 'ConflictError'],
  ['InvalidWidget.Duplicate', 'ConflictError'],
  ['InvalidWidget.InUse', 'ConflictError'],
  ['InvalidWidget.AlreadyExistsException', 'ConflictError'],
  // Parameters.
  ['InvalidParameterValue', 'InvalidParameterError'],
  ['InvalidParameterValueException', 'InvalidParameterError'],
  [
    'InvalidParameterValue',
    'InvalidParameterError',
    true,
    'none',
    { text: 'Invalid IAM Instance Profile name' },
  ],
  [
    'InvalidParameterValue',
    'InvalidParameterError',
    true,
    'none',
    { text: 'Value (w) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name' },
  ],
  ['InvalidParameterValue', 'InvalidParameterError', true, 'none', { text: 'w has no associated IAM Roles' }],
  ['InvalidInstanceID.Malformed', 'InvalidParameterError'],
  ['InvalidWidgetID.Malformed', 'InvalidParameterError'],
  ['MissingParameter', 'InvalidParameterError'],
  ['PackedPolicyTooLargeException', 'InvalidParameterError'],
  ['MalformedPolicyDocumentException', 'InvalidParameterError'],
  ['RequestResourceCountExceeded', 'InvalidParameterError'],
  // AWS at fault.
  ['InternalError', 'ServiceUnavailableError', true, 'none', { httpStatus: 500 }],
  ['InternalServiceFault', 'ServiceUnavailableError', true],
  ['ServiceUnavailableException', 'ServiceUnavailableError', true],
  ['IDPCommunicationErrorException', 'ServiceUnavailableError', true],
  ['WidgetOnFire', 'ServiceUnavailableError', true, 'none', { httpStatus: 500 }],
  // Nobody we know.
  ['WidgetOnFire', 'Ec2WorkerError'],
  ['DryRunOperation', 'Ec2WorkerError', false, 'none', { httpStatus: 412 }],
];

describe('the table of AWS error codes', () => {
  const cases = ROWS.map(([code, name, retryable = false, fallbackScope = 'none', given = {}]) => ({
    ...given,
    expected: { code, name, retryable, fallbackScope },
  }));

  it.each(cases)(
    'makes $expected, given $text $action $httpStatus',
    ({ expected, text, action, httpStatus }) => {
      const thrown = serviceError(expected.code, text, httpStatus);

      const { code, name, retryable, fallbackScope } = translateAwsError(thrown, {
        operation: 'createInstance',
        action,
      });

      expect({ code, name, retryable, fallbackScope }).toEqual(expected);
    },
  );

  it.each([
    ['VcpuLimitExceeded', 'L-1216C47A'],
    ['MaxSpotInstanceCountExceeded', 'L-34B43A08'],
    ['VolumeLimitExceeded', undefined],
  ])('names the quota of %s as far as it is known: %s', (code, quotaCode) => {
    const error = translateAwsError(serviceError(code), { operation: 'createInstance' });

    expect(error).toHaveProperty('kind', 'quota-exceeded');
    expect((error as { quotaCode?: string }).quotaCode).toBe(quotaCode);
  });

  it('takes a code by its wording only out of an answer of a service', () => {
    const foreign = Object.assign(new Error('The object is in an invalid state.'), {
      name: 'InvalidStateError',
    });

    const error = translateAwsError(foreign, { operation: 'createInstance' });

    expect(error.kind).toBe('unknown');
  });

  it('has no meaning for a code without a known wording', () => {
    expect(meaningOfCode('WidgetOnFire', { text: '' })).toBeUndefined();
  });
});
