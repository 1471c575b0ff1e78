import type { AbortedError } from './aborted-error.js';
import type { AuthenticationError } from './authentication-error.js';
import type { ConflictError } from './conflict-error.js';
import type { Ec2WorkerError } from './ec2-worker-error.js';
import type { IncorrectStateError } from './incorrect-state-error.js';
import type { InstanceNotFoundError } from './instance-not-found-error.js';
import type { InsufficientCapacityError } from './insufficient-capacity-error.js';
import type { InvalidParameterError } from './invalid-parameter-error.js';
import type { LaunchFailedError } from './launch-failed-error.js';
import type { LicenseError } from './license-error.js';
import type { NetworkError } from './network-error.js';
import type { OperationNotPermittedError } from './operation-not-permitted-error.js';
import type { PermissionDeniedError } from './permission-denied-error.js';
import type { QuotaExceededError } from './quota-exceeded-error.js';
import type { ResourceNotFoundError } from './resource-not-found-error.js';
import type { ServiceUnavailableError } from './service-unavailable-error.js';
import type { SettingsError } from './settings-error.js';
import type { ThrottledError } from './throttled-error.js';
import type { UnsupportedError } from './unsupported-error.js';
import type { WaitTimeoutError } from './wait-timeout-error.js';
import type { WorkerAssignedError } from './worker-assigned-error.js';
import type { WorkerUnhealthyError } from './worker-unhealthy-error.js';

/** The class of each kind of error, for signatures such as `WorkerErrorByKind['throttled']`. */
export interface WorkerErrorByKind {
  /** No such instance. */
  readonly 'instance-not-found': InstanceNotFoundError;
  /** No such image, subnet, security group, key pair … */
  readonly 'resource-not-found': ResourceNotFoundError;
  /** IAM refuses. */
  readonly 'permission-denied': PermissionDeniedError;
  /** AWS does not accept the credentials, or there are none. */
  readonly authentication: AuthenticationError;
  /** The account may not have more. */
  readonly 'quota-exceeded': QuotaExceededError;
  /** AWS has none now. */
  readonly 'insufficient-capacity': InsufficientCapacityError;
  /** Too many requests. */
  readonly throttled: ThrottledError;
  /** The input is wrong. */
  readonly 'invalid-parameter': InvalidParameterError;
  /** The instance's state does not allow it. */
  readonly 'incorrect-state': IncorrectStateError;
  /** The instance is protected. */
  readonly 'operation-not-permitted': OperationNotPermittedError;
  /** Something else is in the way. */
  readonly conflict: ConflictError;
  /** Not offered in this combination. */
  readonly unsupported: UnsupportedError;
  /** AWS is at fault. */
  readonly 'service-unavailable': ServiceUnavailableError;
  /** AWS, or a CML host, could not be reached, or not understood. */
  readonly network: NetworkError;
  /** Fewer instances than the least that was asked for. */
  readonly 'launch-failed': LaunchFailedError;
  /** The time of a wait was up. */
  readonly 'wait-timeout': WaitTimeoutError;
  /** The worker is not fit for work. */
  readonly 'worker-unhealthy': WorkerUnhealthyError;
  /** The worker is taken. */
  readonly 'worker-assigned': WorkerAssignedError;
  /** A CML host has no valid licence, or could not get one. */
  readonly license: LicenseError;
  /** The caller's signal ended the call. */
  readonly aborted: AbortedError;
  /** The settings are wrong. */
  readonly settings: SettingsError;
  /** AWS gave an error that this package does not know. */
  readonly unknown: Ec2WorkerError;
}
