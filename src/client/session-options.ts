import type { Clock } from '../time/clock.js';
import { systemClock } from '../time/clock.js';
import type { Ec2WorkerClientOptions, ServiceEndpoints } from './ec2-worker-client-options.js';

const DEFAULT_CONNECT_TIMEOUT_MS = 5_000;

/** Longer than any of EC2's usual answers; a launch that takes longer is sent again with its token. */
const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;

const DEFAULT_MAX_ATTEMPTS = 4;
const DEFAULT_LAUNCH_GRACE_SECONDS = 30;

/** A client's options for one region, with every default filled in. */
export interface SessionOptions
  extends Omit<Ec2WorkerClientOptions, 'region' | 'endpoint' | 'connectTimeoutMs' | 'requestTimeoutMs'> {
  readonly region: string;
  readonly endpoints: ServiceEndpoints;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly maxAttempts: number;
  readonly launchGraceSeconds: number;
  readonly clock: Clock;
}

/** Fills in the defaults of a client's options for a region. */
export function sessionOptions(options: Ec2WorkerClientOptions, region: string): SessionOptions {
  const { endpoint, ...others } = options;
  return {
    ...others,
    region,
    endpoints:
      typeof endpoint === 'string'
        ? { ec2: endpoint, cloudWatch: endpoint, sts: endpoint }
        : (endpoint ?? {}),
    connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
    requestTimeoutMs: options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS,
    maxAttempts: options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    launchGraceSeconds: options.launchGraceSeconds ?? DEFAULT_LAUNCH_GRACE_SECONDS,
    clock: options.clock ?? systemClock,
  };
}
