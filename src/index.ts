/**
 * The client, its inputs and answers, its errors, waits, tags and permissions.
 *
 * @module ec2-worker-client
 */

// The client and what it takes.
export { RequestBudget, type RequestBudgetOptions, type RequestCost } from './aws/request-budget.js';
export type { RequestRate } from './aws/request-rates.js';
export type { BucketSize } from './batching/token-bucket.js';
export type { AccessMethods } from './client/access-methods.js';
export {
  type AccountCall,
  type AccountFailure,
  type AccountOutcome,
  type AccountSuccess,
  type AccountsResult,
  type AccountTarget,
  type AcrossAccountsOptions,
  acrossAccounts,
} from './client/across-accounts.js';
export { Ec2WorkerClient } from './client/ec2-worker-client.js';
export type { Ec2WorkerClientOptions, ServiceEndpoints } from './client/ec2-worker-client-options.js';
export type { ImageMethods } from './client/image-methods.js';
export type { InformationMethods } from './client/information-methods.js';
export type { LifecycleMethods } from './client/lifecycle-methods.js';
export type { MetricMethods } from './client/metric-methods.js';
export type { RelaunchMethods } from './client/relaunch-methods.js';
export type { SnapshotMethods } from './client/snapshot-methods.js';
export type { SpotMethods } from './client/spot-methods.js';
export type { TagMethods } from './client/tag-methods.js';
export type { VolumeMethods } from './client/volume-methods.js';
export {
  type WorkerWaiterConfiguration,
  waitUntilHealthy,
  waitUntilRunning,
  waitUntilStopped,
  waitUntilTerminated,
} from './client/wait-functions.js';
export type { WaitMethods } from './client/wait-methods.js';
// Errors. Tell them apart by `kind`, or by `isInstance`, which works across copies of this package.
export { AbortedError } from './errors/aborted-error.js';
export { AuthenticationError } from './errors/authentication-error.js';
export { ConflictError, type ConflictOptions } from './errors/conflict-error.js';
export { type AnyWorkerError, Ec2WorkerError } from './errors/ec2-worker-error.js';
export { IncorrectStateError } from './errors/incorrect-state-error.js';
export { InstanceNotFoundError } from './errors/instance-not-found-error.js';
export { InsufficientCapacityError } from './errors/insufficient-capacity-error.js';
export { InvalidParameterError, type InvalidParameterOptions } from './errors/invalid-parameter-error.js';
export { LaunchFailedError, type LaunchFailedOptions } from './errors/launch-failed-error.js';
export { LicenseError, type LicenseOptions } from './errors/license-error.js';
export { NetworkError } from './errors/network-error.js';
export { OperationNotPermittedError } from './errors/operation-not-permitted-error.js';
export { PermissionDeniedError, type PermissionDeniedOptions } from './errors/permission-denied-error.js';
export { QuotaExceededError, type QuotaExceededOptions } from './errors/quota-exceeded-error.js';
export { ResourceNotFoundError } from './errors/resource-not-found-error.js';
export { ServiceUnavailableError } from './errors/service-unavailable-error.js';
export { SettingsError, type SettingsErrorOptions } from './errors/settings-error.js';
export { ThrottledError, type ThrottledOptions } from './errors/throttled-error.js';
export { UnsupportedError } from './errors/unsupported-error.js';
export { WaitTimeoutError, type WaitTimeoutOptions } from './errors/wait-timeout-error.js';
export { WorkerAssignedError, type WorkerAssignedOptions } from './errors/worker-assigned-error.js';
export type { WorkerErrorByKind } from './errors/worker-error-by-kind.js';
export type {
  ConflictDetails,
  DecodedDenial,
  LaunchOutcome,
  LicenseStanding,
  ParameterRefusal,
  PermissionDenial,
  QuotaExcess,
  SettingsProblem,
  SettingsProblems,
  ThrottleHint,
  WaitRecord,
  WorkerAssignment,
  WorkerCondition,
  WorkerErrorDetails,
} from './errors/worker-error-details.js';
export type { FallbackScope, WorkerErrorKind } from './errors/worker-error-kind.js';
export type { SelfDescribingOptions, WorkerErrorOptions } from './errors/worker-error-options.js';
export { WorkerUnhealthyError, type WorkerUnhealthyOptions } from './errors/worker-unhealthy-error.js';
export { type WorkerMetricFacts, workerMetrics } from './metrics/worker-metrics.js';
// Instances, as inputs and as answers.
export type { AccessReport, DeniedAction, RegionStatus } from './model/access-report.js';
export type { AssumeRoleOptions } from './model/assume-role-options.js';
export { AwsRegion } from './model/aws-region.js';
export type { CallOptions } from './model/call-options.js';
export type { CreateImageInput } from './model/create-image-input.js';
export type {
  CreateInstanceInput,
  DataVolumeOptions,
  LaunchMarket,
  LaunchTemplateRef,
  RootVolumeOptions,
  VolumeOptions,
} from './model/create-instance-input.js';
export type { CreateInstancesInput } from './model/create-instances-input.js';
export { Ec2InstanceType } from './model/ec2-instance-type.js';
export {
  FitnessCode,
  type FitnessFinding,
  type FitnessQuestion,
  type FitnessReport,
  type HardwareVirtualization,
} from './model/fitness-report.js';
export type { HostProblem } from './model/host-problem.js';
export { InstanceState } from './model/instance-state.js';
export type { InstanceStateChange } from './model/instance-state-change.js';
export type {
  InstanceStatusChecks,
  ScheduledEvent,
  StatusCheckDetail,
  StatusCheckDetails,
  StatusCheckName,
} from './model/instance-status-checks.js';
export { type HealthEvidence, isHealthy } from './model/is-healthy.js';
export { type LaunchChoice, type LaunchPreferences, launchChoices } from './model/launch-choice.js';
export type { LaunchAttempt, LaunchFailure, LaunchResult } from './model/launch-result.js';
export type { ListInstancesFilter } from './model/list-instances-filter.js';
export type { Logger } from './model/logger.js';
export type { MetricDatum, MetricStatistics, MetricUnit } from './model/metric-datum.js';
export type { OpenUnion } from './model/open-union.js';
export type {
  CreateSnapshotsOptions,
  KeptSnapshotSet,
  PruneSnapshotsOptions,
  SnapshotDeletionFailure,
  SnapshotFilter,
  SnapshotKeepReason,
  SnapshotProgress,
  SnapshotPruning,
  SnapshotWaitOptions,
} from './model/snapshot-inputs.js';
export type { SpotNotice, SpotPrice, SpotPriceQuery } from './model/spot-market.js';
export { StatusCheck } from './model/status-check.js';
export type { Tags } from './model/tags.js';
export type { ByteSummary, MetricSummary, ResourcesUtilization } from './model/utilization.js';
export type { WaitTransition } from './model/wait-transition.js';
export type {
  ImageQuery,
  ImageWaitOptions,
  WorkerImage,
  WorkerImageArchitecture,
  WorkerImageState,
} from './model/worker-image.js';
export type {
  InstanceLifecycle,
  MonitoringLevel,
  StateReason,
  WorkerInstance,
} from './model/worker-instance.js';
export type { WorkerRef } from './model/worker-ref.js';
export type {
  SnapshotRestore,
  SnapshotSet,
  SnapshotSetRef,
  SnapshotState,
  WorkerSnapshot,
} from './model/worker-snapshot.js';
export type { WorkerVolume, WorkerVolumeState } from './model/worker-volume.js';
export type { CheckAccessOptions } from './operations/check-access-options.js';
export type { UtilizationOptions } from './operations/get-instance-resources-utilization.js';
export type { MetricOutcome, MetricsPublication } from './operations/metrics/metrics-publication.js';
export type { PublishMetricsOptions } from './operations/metrics/publish-metrics.js';
export type { StopInstanceOptions } from './operations/stop-instance.js';
export type { TerminateInstanceOptions } from './operations/terminate-instance.js';
// Permissions.
export type { IamPolicyDocument, IamPolicyStatement } from './permissions/iam-policy.js';
export { type IamPolicyConditions, requiredIamPolicy } from './permissions/required-iam-policy.js';
export { WORKER_FEATURES, type WorkerFeature } from './permissions/worker-feature.js';
// Settings, by their types: `ec2-worker-client/settings` makes them.
export type {
  AwsSettings,
  CmlLicenseSettings,
  CmlSettings,
  LifecycleSettings,
  WorkerImageSettings,
  WorkerLaunchSettings,
  WorkerNetworkSettings,
  WorkerSettings,
} from './settings/worker-settings.js';
export { LAUNCH_KEY_TAG } from './tags/launch-tags.js';
export { TAG_LIMITS } from './tags/tag-rules.js';
export type { Clock } from './time/clock.js';
export type { WaitOptions, WaitProgress } from './waiters/wait-options.js';
export type { WatchOptions, WorkerObservation } from './waiters/worker-observation.js';
