import type { CmlProbe } from '../model/cml-probe.js';
import type { CmlProblemCode } from '../model/cml-problem.js';

/** How the wait for a host goes on, told to `onProgress`. */
export interface CmlWaitProgress {
  /** Since the wait began. */
  readonly elapsedSeconds: number;
  /** How often the host was looked at. */
  readonly polls: number;
  /** The last look; `undefined` as long as the host's address could not be learnt. */
  readonly probe: CmlProbe | undefined;
  /** What is being waited for, for people. */
  readonly message: string;
}

/** How to wait for a host. */
export interface CmlWaitOptions {
  /**
   * In seconds, above 0. Default: `startupTimeoutSeconds` of the settings, else 600, which is enough for an
   * installed host to start. A first install and a metal instance take up to 1,200.
   */
  readonly maxWaitTime?: number | undefined;
  /** The shortest time between two looks, in seconds, above 0. Default 5. */
  readonly minDelay?: number | undefined;
  /** The longest time between two looks, in seconds, at least `minDelay`. Default 15. */
  readonly maxDelay?: number | undefined;
  /**
   * For how long the host must be ready without a break, in seconds, less than `maxWaitTime`. Default 15. A host
   * that cloud-init installs restarts after it was ready for the first time: allow 180.
   */
  readonly stableForSeconds?: number | undefined;
  /**
   * How long something that waiting does not mend may last, in seconds, before the wait ends: a certificate that
   * is not trusted, no hardware virtualization, too few CPUs. 0: not at all. Default 120.
   */
  readonly graceSeconds?: number | undefined;
  /** The problems that a host may have and be ready all the same. Default `UNLICENSED`, `DISK_LOW`, `VERSION_UNTESTED`. */
  readonly accept?: readonly CmlProblemCode[] | undefined;
  /** Called when something has changed, and at least every 30 seconds or at the next look. What it throws is logged only. */
  readonly onProgress?: ((progress: CmlWaitProgress) => void) | undefined;
  /** Ends the wait with an `AbortedError`. */
  readonly abortSignal?: AbortSignal | undefined;
}
