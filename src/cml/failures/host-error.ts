import { AbortedError } from '../../errors/aborted-error.js';
import { AuthenticationError } from '../../errors/authentication-error.js';
import { ConflictError } from '../../errors/conflict-error.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { describeSubject, failureMessage } from '../../errors/failure-message.js';
import { IncorrectStateError } from '../../errors/incorrect-state-error.js';
import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import { LicenseError } from '../../errors/license-error.js';
import { NetworkError } from '../../errors/network-error.js';
import { OperationNotPermittedError } from '../../errors/operation-not-permitted-error.js';
import { PermissionDeniedError } from '../../errors/permission-denied-error.js';
import { ResourceNotFoundError } from '../../errors/resource-not-found-error.js';
import { ServiceUnavailableError } from '../../errors/service-unavailable-error.js';
import { ThrottledError } from '../../errors/throttled-error.js';
import type { WorkerErrorOptions } from '../../errors/worker-error-options.js';
import { WorkerUnhealthyError } from '../../errors/worker-unhealthy-error.js';
import type { CmlProblem, CmlProblemCode } from '../model/cml-problem.js';
import { ADVICE } from './advice.js';
import { CallerFault } from './caller-fault.js';
import { HostFault } from './host-fault.js';

/** Which call failed, on what. */
export interface HostSubject {
  readonly operation: string;
  /** Address and port, as far as known. */
  readonly host?: string | undefined;
  readonly instanceIds?: readonly string[] | undefined;
  readonly region?: string | undefined;
}

type MakeError = (options: WorkerErrorOptions) => Ec2WorkerError;

const network =
  (retryable: boolean): MakeError =>
  (options) =>
    new NetworkError({ ...options, retryable });
const passing: MakeError = network(true);
const lasting: MakeError = network(false);
const unavailable: MakeError = (options) => new ServiceUnavailableError(options);
const unhealthy: MakeError = (options) => new WorkerUnhealthyError(options);
const license: MakeError = (options) => new LicenseError(options);
const incorrectState: MakeError = (options) => new IncorrectStateError(options);
const notPermitted: MakeError = (options) => new OperationNotPermittedError(options);
const denied: MakeError = (options) => new PermissionDeniedError(options);

/** The class of error for each problem. */
const ERRORS: Readonly<Record<CmlProblemCode, MakeError>> = {
  DNS: passing,
  REFUSED: passing,
  TIMEOUT: passing,
  UNREACHABLE: passing,
  TLS_UNTRUSTED: lasting,
  TLS_NAME: lasting,
  TLS_PIN: lasting,
  TLS_OTHER: lasting,
  GATEWAY: unavailable,
  NOT_JSON: passing,
  TOO_LARGE: lasting,
  SERVER_ERROR: unavailable,
  NOT_READY: unavailable,
  NO_KVM: unhealthy,
  FEW_CPUS: unhealthy,
  IMAGES_MISSING: unhealthy,
  COMPUTE_NOT_READY: unhealthy,
  UNHEALTHY: unhealthy,
  UNLICENSED: license,
  MAINTENANCE: denied,
  DISK_LOW: unhealthy,
  VERSION_UNTESTED: unhealthy,
  AUTH_REJECTED: (options) => new AuthenticationError(options),
  AUTH_RATE_LIMITED: (options) => new ThrottledError(options),
  NO_PERMISSION: denied,
  BAD_REQUEST: (options) => new InvalidParameterError(options),
  NOT_FOUND: (options) => new ResourceNotFoundError(options),
  CONFLICT: (options) => new ConflictError({ ...options, retryable: true }),
  NODES_RUNNING: incorrectState,
  LICENSE_REJECTED: license,
  LICENSE_FAILED: license,
  OUT_OF_COMPLIANCE: license,
  LICENSED: notPermitted,
  LICENSE_UNKNOWN: notPermitted,
};

/** What an error tells of a failure, whichever class it is of. */
export function errorOptions(fault: HostFault, subject: HostSubject): WorkerErrorOptions {
  const { code, text, httpStatus, cause } = fault;
  const status = httpStatus === undefined ? code : `${code}, HTTP ${httpStatus}`;
  const message = failureMessage({ ...subject, text, code: status, advice: fault.advice ?? ADVICE[code] });
  return { ...subject, message, code, httpStatus, cause };
}

/** The public error for a fault of a host. */
function hostError(fault: HostFault, subject: HostSubject): Ec2WorkerError {
  const options = errorOptions(fault, subject);
  if (fault.code === 'AUTH_RATE_LIMITED') {
    return new ThrottledError({ ...options, retryAfterSeconds: fault.retryAfterSeconds });
  }
  return ERRORS[fault.code](options);
}

/** Makes one of our errors of whatever a call to a host has thrown. */
export function toWorkerError(
  thrown: unknown,
  subject: HostSubject,
  abortSignal: AbortSignal | undefined,
): Ec2WorkerError {
  if (Ec2WorkerError.isInstance(thrown)) return thrown;
  if (abortSignal?.aborted === true) return new AbortedError({ ...subject, cause: abortSignal.reason });
  if (thrown instanceof HostFault) return hostError(thrown, subject);
  if (thrown instanceof CallerFault) return callerError(thrown, subject);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new Ec2WorkerError({ ...subject, message: failureMessage({ ...subject, text }), cause: thrown });
}

/** Without an address nothing can be reached, and without credentials nobody logged in. */
function callerError({ parameter, message: text, cause }: CallerFault, subject: HostSubject): Ec2WorkerError {
  const advice = 'It is the function that the client was given; its error is the cause of this one.';
  const failed = `the function ${parameter} failed: ${text}`;
  const options = { ...subject, message: failureMessage({ ...subject, text: failed, advice }), cause };
  return parameter === 'host' ? lasting(options) : new AuthenticationError(options);
}

/** The public error for a problem that a probe has found, and that waiting does not mend. */
export function problemError(
  { code, message }: CmlProblem,
  subject: HostSubject,
  problems: readonly CmlProblem[],
): Ec2WorkerError {
  const options = { ...subject, code, message: `${describeSubject(subject)} gave up: ${message}` };
  const error = ERRORS[code](options);
  return WorkerUnhealthyError.isInstance(error) ? new WorkerUnhealthyError({ ...options, problems }) : error;
}
