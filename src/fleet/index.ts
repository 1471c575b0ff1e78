/**
 * What needs EC2 and CML together, or many workers.
 *
 * @module ec2-worker-client/fleet
 */

export { type CmlHostOfOptions, cmlHostOf, type WorkerAddress } from './cml-host-of.js';
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
