import { AuthenticationError } from '../errors/authentication-error.js';
import { ConflictError } from '../errors/conflict-error.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { IncorrectStateError } from '../errors/incorrect-state-error.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import { InsufficientCapacityError } from '../errors/insufficient-capacity-error.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { NetworkError } from '../errors/network-error.js';
import { OperationNotPermittedError } from '../errors/operation-not-permitted-error.js';
import { PermissionDeniedError } from '../errors/permission-denied-error.js';
import { QuotaExceededError } from '../errors/quota-exceeded-error.js';
import { ResourceNotFoundError } from '../errors/resource-not-found-error.js';
import { ServiceUnavailableError } from '../errors/service-unavailable-error.js';
import { ThrottledError } from '../errors/throttled-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import type { ConflictDetails, PermissionDenial } from '../errors/worker-error-details.js';
import type { WorkerErrorKind } from '../errors/worker-error-kind.js';
import type { WorkerErrorOptions } from '../errors/worker-error-options.js';

/** Everything that the error of some kind may want to know. */
export type CreationOptions = WorkerErrorOptions &
  Partial<PermissionDenial> &
  Partial<ConflictDetails> & {
    readonly quotaCode?: string | undefined;
    readonly retryAfterSeconds?: number | undefined;
    readonly parameter?: string | undefined;
  };

/** Creates the error of a kind; one of a kind that AWS cannot cause is an error of the base class. */
export function createWorkerError(kind: WorkerErrorKind, options: CreationOptions): Ec2WorkerError {
  switch (kind) {
    case 'instance-not-found':
      return new InstanceNotFoundError(options);
    case 'resource-not-found':
      return new ResourceNotFoundError(options);
    case 'permission-denied':
      return new PermissionDeniedError(options);
    case 'authentication':
      return new AuthenticationError(options);
    case 'quota-exceeded':
      return new QuotaExceededError(options);
    case 'insufficient-capacity':
      return new InsufficientCapacityError(options);
    case 'throttled':
      return new ThrottledError(options);
    case 'invalid-parameter':
      return new InvalidParameterError(options);
    case 'incorrect-state':
      return new IncorrectStateError(options);
    case 'operation-not-permitted':
      return new OperationNotPermittedError(options);
    case 'conflict':
      return new ConflictError(options);
    case 'unsupported':
      return new UnsupportedError(options);
    case 'service-unavailable':
      return new ServiceUnavailableError(options);
    case 'network':
      return new NetworkError(options);
    default:
      return new Ec2WorkerError(options);
  }
}
