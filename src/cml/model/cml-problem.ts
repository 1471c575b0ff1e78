import type { HostProblem } from '../../model/host-problem.js';

/**
 * What can be wrong with a CML host, or with a request to one.
 *
 * - the way to it: `DNS`, `REFUSED`, `TIMEOUT`, `UNREACHABLE`
 * - who answers: `TLS_UNTRUSTED`, `TLS_NAME`, `TLS_PIN`, `TLS_OTHER`
 * - what answers: `GATEWAY` (nginx without its services), `NOT_JSON`, `TOO_LARGE`, `SERVER_ERROR`
 * - whether it works: `NOT_READY`, `NO_KVM`, `FEW_CPUS`, `IMAGES_MISSING`, `COMPUTE_NOT_READY`, `UNHEALTHY`,
 *   `UNLICENSED`, `MAINTENANCE`, `DISK_LOW`, `VERSION_UNTESTED`
 * - whether we may: `AUTH_REJECTED`, `AUTH_RATE_LIMITED`, `NO_PERMISSION`
 * - whether a request makes sense: `BAD_REQUEST`, `NOT_FOUND`, `CONFLICT`, `NODES_RUNNING`
 * - the licence: `LICENSE_REJECTED` (the token), `LICENSE_FAILED`, `OUT_OF_COMPLIANCE`, `LICENSED` (in the way of
 *   a termination), `LICENSE_UNKNOWN`
 */
export type CmlProblemCode =
  | 'DNS'
  | 'REFUSED'
  | 'TIMEOUT'
  | 'UNREACHABLE'
  | 'TLS_UNTRUSTED'
  | 'TLS_NAME'
  | 'TLS_PIN'
  | 'TLS_OTHER'
  | 'GATEWAY'
  | 'NOT_JSON'
  | 'TOO_LARGE'
  | 'SERVER_ERROR'
  | 'NOT_READY'
  | 'NO_KVM'
  | 'FEW_CPUS'
  | 'IMAGES_MISSING'
  | 'COMPUTE_NOT_READY'
  | 'UNHEALTHY'
  | 'UNLICENSED'
  | 'MAINTENANCE'
  | 'DISK_LOW'
  | 'VERSION_UNTESTED'
  | 'AUTH_REJECTED'
  | 'AUTH_RATE_LIMITED'
  | 'NO_PERMISSION'
  | 'BAD_REQUEST'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'NODES_RUNNING'
  | 'LICENSE_REJECTED'
  | 'LICENSE_FAILED'
  | 'OUT_OF_COMPLIANCE'
  | 'LICENSED'
  | 'LICENSE_UNKNOWN';

/** One thing that a probe found wrong with a host. */
export interface CmlProblem extends HostProblem {
  /** Which it is. */
  readonly code: CmlProblemCode;
}
