import type { AbortedError } from './aborted-error.js';
import type { AuthenticationError } from './authentication-error.js';
import type { ConflictError } from './conflict-error.js';
import type { Ec2WorkerError } from './ec2-worker-error.js';
import type { IncorrectStateError } from './incorrect-state-error.js';
import type { InstanceNotFoundError } from './instance-not-found-error.js';
import type { InsufficientCapacityError } from './insufficient-capacity-error.js';
import type { InvalidParameterError } from './invalid-parameter-error.js';
import type { LaunchFailedError } from './launch-failed-error.js';
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
  readonly 'instance-not-found': InstanceNotFoundError;
  readonly 'resource-not-found': ResourceNotFoundError;
  readonly 'permission-denied': PermissionDeniedError;
  readonly authentication: AuthenticationError;
  readonly 'quota-exceeded': QuotaExceededError;
  readonly 'insufficient-capacity': InsufficientCapacityError;
  readonly throttled: ThrottledError;
  readonly 'invalid-parameter': InvalidParameterError;
  readonly 'incorrect-state': IncorrectStateError;
  readonly 'operation-not-permitted': OperationNotPermittedError;
  readonly conflict: ConflictError;
  readonly unsupported: UnsupportedError;
  readonly 'service-unavailable': ServiceUnavailableError;
  readonly network: NetworkError;
  readonly 'launch-failed': LaunchFailedError;
  readonly 'wait-timeout': WaitTimeoutError;
  readonly 'worker-unhealthy': WorkerUnhealthyError;
  readonly 'worker-assigned': WorkerAssignedError;
  readonly aborted: AbortedError;
  readonly settings: SettingsError;
  readonly unknown: Ec2WorkerError;
}
