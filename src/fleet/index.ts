export { type CmlHostOfOptions, cmlHostOf, type WorkerAddress } from './cml-host-of.js';
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
