/**
 * What needs EC2 and CML together, or many workers.
 *
 * @module ec2-worker-client/fleet
 */

export type { SdkClient } from '../model/sdk-client.js';
export type { AcquireOptions } from './assignment/acquire-worker.js';
export type { AssignmentMethods } from './assignment/assignment-methods.js';
export type { LabRequest } from './assignment/lab-request.js';
export type { ReleasedWorker, ReleaseOptions } from './assignment/release-worker.js';
export {
  type CmlHostOfOptions,
  cmlHostOf,
  type WorkerAddress,
} from './cml-host-of.js';
export { AwsPriceList } from './cost/aws-price-list.js';
export type { AwsPriceListOptions, PriceListRegion } from './cost/aws-price-list-options.js';
export type {
  CostEstimate,
  CostedVolume,
  CostedWorker,
  CostInput,
  CostPart,
  CostWindow,
  MissingInput,
  SpotPricePoint,
  StateChangeRecord,
  UnknownCost,
} from './cost/cost-estimate.js';
export type { CostMethods } from './cost/cost-methods.js';
export type { CostFailure, FleetCostReport } from './cost/cost-of-fleet.js';
export type { FleetCostQuestion, StateHistory, WorkerCostQuestion } from './cost/cost-question.js';
export { estimateCost } from './cost/estimate-cost.js';
export {
  type FleetCost,
  type FleetCostInput,
  type FleetCostWorker,
  fleetCost,
  type TagCost,
} from './cost/fleet-cost.js';
export type {
  InstancePrice,
  InstancePriceQuery,
  IopsPriceStep,
  PriceCallOptions,
  PriceOrigin,
  PriceSource,
  VolumePrice,
  VolumePriceQuery,
} from './cost/price-source.js';
export { type PriceTableInput, priceTable, type VolumePriceEntry } from './cost/price-table.js';
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
export type { FleetClient, FleetSpotNotice } from './fleet-client.js';
export { type CmlActivityOfOptions, cmlActivityOf } from './idle/cml-activity-of.js';
export type { IdleDecision, IdleReason, IdleReport } from './idle/idle-decision.js';
export type { IdleLoopOptions, IdleOptions, UtilizationRule, WorkerActivity } from './idle/idle-options.js';
export type { CreateLeaseTableOptions, LeaseTableCreation } from './leases/create-lease-table.js';
export type { DynamoDbLeaseStoreOptions } from './leases/dynamodb-lease-options.js';
export { DynamoDbLeaseStore } from './leases/dynamodb-lease-store.js';
export { InMemoryLeaseStore, type InMemoryLeaseStoreOptions } from './leases/in-memory-lease-store.js';
export { type KeepAliveOptions, type KeptLease, keepAlive } from './leases/keep-alive.js';
export type {
  AcquireLeaseOptions,
  Lease,
  LeaseCallOptions,
  LeaseStore,
  RenewLeaseOptions,
} from './leases/lease-store.js';
export {
  type HeldLease,
  type LeaseOutcome,
  type WithLeaseOptions,
  withLease,
} from './leases/with-lease.js';
export type {
  EventWorker,
  FleetEvent,
  FleetWorkerEvent,
  MonitorLagged,
  RegionReachable,
  RegionUnreachable,
  TagChange,
  WorkerAppeared,
  WorkerAssignmentChanged,
  WorkerEvent,
  WorkerHealthChanged,
  WorkerImpaired,
  WorkerRecovered,
  WorkerScheduledEvent,
  WorkerSpotInterruption,
  WorkerStateChanged,
  WorkerTagsChanged,
  WorkerVanished,
} from './monitor/fleet-event.js';
export type { FleetMonitor } from './monitor/fleet-monitor.js';
export type { MonitorCriteria, MonitorOptions } from './monitor/monitor-options.js';
export type { MonitorSnapshot, RememberedWorker } from './monitor/monitor-snapshot.js';
export type { WorkerHealth } from './monitor/worker-health.js';
export type { PlannedEvent, WorkerMemo } from './monitor/worker-memo.js';
export type { RecoveryDecision, RecoveryReport } from './recovery/recovery-decision.js';
export type { RecoveryLoopOptions, RecoveryOptions } from './recovery/recovery-options.js';
export type {
  DecidingCheck,
  RecoveryBudget,
  RecoveryPolicy,
  RecoveryStep,
} from './recovery/recovery-policy.js';
export type { RecoveryAction, RecoveryReason, RecoveryVerdict } from './recovery/recovery-verdict.js';
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
export type { UpkeepMethods } from './upkeep-methods.js';
export { waitUntilServiceReady } from './wait-until-service-ready.js';
export { WorkerFleet } from './worker-fleet.js';
export type { WorkerFleetOptions } from './worker-fleet-options.js';
