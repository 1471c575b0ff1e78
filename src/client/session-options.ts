import { RequestBudget } from '../aws/request-budget.js';
import type { Clock } from '../time/clock.js';
import { systemClock } from '../time/clock.js';
import type { Ec2WorkerClientOptions, ServiceEndpoints } from './ec2-worker-client-options.js';

const DEFAULT_CONNECT_TIMEOUT_MS = 5_000;

/** Longer than any of EC2's usual answers; a launch that takes longer is sent again with its token. */
const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;

const DEFAULT_MAX_ATTEMPTS = 4;
const DEFAULT_LAUNCH_GRACE_SECONDS = 30;

/** The hosts that are this machine. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

type Completed = 'region' | 'endpoint' | 'connectTimeoutMs' | 'requestTimeoutMs' | 'budget';

/** A client's options for one region, with every default filled in. */
export interface SessionOptions extends Omit<Ec2WorkerClientOptions, Completed> {
  readonly region: string;
  readonly endpoints: ServiceEndpoints;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly maxAttempts: number;
  readonly launchGraceSeconds: number;
  readonly coalescing: boolean;
  readonly budget: RequestBudget | undefined;
  readonly clock: Clock;
}

/** Fills in the defaults of a client's options for a region. */
export function sessionOptions(options: Ec2WorkerClientOptions, region: string): SessionOptions {
  const { endpoint, budget, clock = systemClock, ...others } = options;
  const endpoints =
    typeof endpoint === 'string' ? { ec2: endpoint, cloudWatch: endpoint, sts: endpoint } : (endpoint ?? {});
  return {
    ...others,
    region,
    endpoints,
    connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
    requestTimeoutMs: options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS,
    maxAttempts: options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    launchGraceSeconds: options.launchGraceSeconds ?? DEFAULT_LAUNCH_GRACE_SECONDS,
    coalescing: options.coalescing ?? true,
    budget: budget === undefined ? defaultBudget(endpoints, clock) : budget || undefined,
    clock,
  };
}

/** AWS's rates are those of AWS: an emulator on this machine has none. */
function defaultBudget({ ec2 }: ServiceEndpoints, clock: Clock): RequestBudget | undefined {
  const isLocal = ec2 !== undefined && LOOPBACK.test(new URL(ec2).hostname);
  return isLocal ? undefined : new RequestBudget({ clock });
}
