import { type CodeTable, sameRule } from './code-meaning.js';

/** Too many requests in too short a time. */
export const THROTTLING_CODES: CodeTable = {
  ...sameRule({ kind: 'throttled' }, [
    'RequestLimitExceeded',
    'Throttling',
    'ThrottlingException',
    'Throttled',
    'ThrottledException',
    'EC2ThrottledException',
    'RequestThrottled',
    'RequestThrottledException',
    'ProvisionedThroughputExceededException',
    'TransactionInProgressException',
    'TooManyRequestsException',
    'SlowDown',
    'BandwidthLimitExceeded',
    'PriorRequestNotComplete',
    // Not to be confused with CloudWatch's LimitExceeded, which is a quota.
    'LimitExceededException',
    'UpdateLimitExceeded',
  ]),
  SnapshotCreationPerVolumeRateExceeded: {
    kind: 'throttled',
    retryAfterSeconds: 15,
    advice: 'A volume takes one snapshot in 15 seconds.',
  },
};

/** A quota of the account that is used up. */
export const QUOTA_CODES: CodeTable = {
  VcpuLimitExceeded: {
    kind: 'quota-exceeded',
    fallbackScope: 'type',
    quotaCode: 'L-1216C47A',
    advice:
      'Ask for more vCPUs in Service Quotas (L-1216C47A for the standard on-demand families A, C, D, H, I, M, R, T, Z), terminate what is unused, or take a type of another family.',
  },
  InstanceLimitExceeded: { kind: 'quota-exceeded', fallbackScope: 'type' },
  MaxSpotInstanceCountExceeded: {
    kind: 'quota-exceeded',
    fallbackScope: 'market',
    quotaCode: 'L-34B43A08',
    advice:
      'Ask for more spot vCPUs in Service Quotas (L-34B43A08 for the standard families), or launch on demand.',
  },
  ...sameRule({ kind: 'quota-exceeded' }, [
    'MaxSpotFleetRequestCountExceeded',
    'MaxFleetCountExceeded',
    'TargetCapacityLimitExceededException',
    'ResourceLimitExceeded',
    'VolumeLimitExceeded',
    'MaxIOPSLimitExceeded',
    'VolumeIOPSLimit',
    'SnapshotLimitExceeded',
    'PendingSnapshotLimitExceeded',
    'ConcurrentSnapshotLimitExceeded',
    'NetworkInterfaceLimitExceeded',
    'AddressLimitExceeded',
    'PrivateIpAddressLimitExceeded',
    'AttachmentLimitExceeded',
    'SecurityGroupLimitExceeded',
    'SecurityGroupsPerInterfaceLimitExceeded',
    'SecurityGroupsPerInstanceLimitExceeded',
    'RulesPerSecurityGroupLimitExceeded',
    'HostLimitExceeded',
    'PlacementGroupLimitExceeded',
    'KeyPairLimitExceeded',
    'MaxTemplateLimitExceeded',
    'MaxTemplateVersionLimitExceeded',
    'TagLimitExceeded',
    'ReservedInstancesLimitExceeded',
    'LimitExceeded',
    'LimitExceededFault',
    'ServiceQuotaExceededException',
  ]),
};
