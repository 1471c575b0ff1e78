export type { AcquireOptions } from './assignment/acquire-worker.js';
export type { AssignmentMethods } from './assignment/assignment-methods.js';
export type { LabRequest } from './assignment/lab-request.js';
export type { ReleasedWorker, ReleaseOptions } from './assignment/release-worker.js';
export { type CmlHostOfOptions, cmlHostOf, type WorkerAddress } from './cml-host-of.js';
export type { DestructionMethods } from './destruction/destruction-methods.js';
export type { DestructionOptions } from './destruction/destruction-options.js';
export type {
  DestructionAction,
  DestructionPlan,
  DestructionReport,
  DestructionResult,
  PlannedWorker,
  RefusalReason,
  RefusedWorker,
} from './destruction/destruction-plan.js';
export type { DestructionTargets } from './destruction/destruction-targets.js';
export type { FleetFailure, FleetListing } from './discovery/fleet-listing.js';
export { FleetTag } from './discovery/fleet-tags.js';
export type { FleetWorker, FleetWorkerRef } from './discovery/fleet-worker.js';
export type { LabAssignment } from './discovery/lab-assignment.js';
export type { FleetCallOptions } from './discovery/list-workers.js';
export type { FleetOwnership } from './discovery/ownership.js';
export type { WorkerCriteria } from './discovery/worker-criteria.js';
export type { FleetClient } from './fleet-client.js';
export type {
  AcquireLeaseOptions,
  Lease,
  LeaseCallOptions,
  LeaseStore,
  RenewLeaseOptions,
} from './leases/lease-store.js';
export type {
  ReadyService,
  ServiceLicenseOptions,
  ServiceReadyClient,
  ServiceReadyOptions,
  ServiceReadyProgress,
} from './service-ready-options.js';
export type { TagAudit, TagAuditRow, WorkerTagAudit } from './tag-policy/audit-tags.js';
export { checkTags, type TagProblem } from './tag-policy/check-tags.js';
export { groupByTag, type TagGroup } from './tag-policy/group-by-tag.js';
export type { LaunchMethods } from './tag-policy/launch-methods.js';
export type { FleetLaunchOptions, FleetLaunchResult } from './tag-policy/launch-workers.js';
export {
  defineTagPolicy,
  type TagPolicy,
  type TagPolicyDefinition,
  type TagRule,
} from './tag-policy/tag-policy.js';
export {
  type TerminatedWorker,
  type TerminateWorkerOptions,
  type TerminateWorkerProgress,
  terminateWorker,
} from './terminate-worker.js';
export { waitUntilServiceReady } from './wait-until-service-ready.js';
export { WorkerFleet } from './worker-fleet.js';
export type { WorkerFleetOptions } from './worker-fleet-options.js';
