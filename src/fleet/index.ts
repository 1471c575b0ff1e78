export { type CmlHostOfOptions, cmlHostOf, type WorkerAddress } from './cml-host-of.js';
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
export type {
  AcquireLeaseOptions,
  Lease,
  LeaseCallOptions,
  LeaseStore,
  RenewLeaseOptions,
} from './leases/lease-store.js';
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
export {
  type TerminatedWorker,
  type TerminateWorkerOptions,
  type TerminateWorkerProgress,
  terminateWorker,
} from './terminate-worker.js';
export { waitUntilServiceReady } from './wait-until-service-ready.js';
export { WorkerFleet } from './worker-fleet.js';
export type { WorkerFleetOptions } from './worker-fleet-options.js';
