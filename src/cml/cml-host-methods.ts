import type { ActivityOptions } from './idle/read-activity.js';
import type { DeregisterLicenseOptions } from './licensing/deregister-license.js';
import type { RegisterLicenseOptions } from './licensing/register-license.js';
import type { CmlActivity } from './model/cml-activity.js';
import type { CmlLabsSummary } from './model/cml-labs.js';
import type { CmlDeregistration, CmlLicense } from './model/cml-license.js';
import type { CmlProbe } from './model/cml-probe.js';
import type { CmlStats } from './model/cml-stats.js';
import type { CmlWaitOptions } from './readiness/cml-wait-options.js';

/** What every call to a host takes. */
export interface CmlCallOptions {
  /** Ends the call with an `AbortedError`: nothing is sent afterwards and no timer is left. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** How to look at a host. */
export interface CmlProbeOptions extends CmlCallOptions {
  /**
   * Whether to log in and look at health, licence and disks as well. Default: whether the client has credentials.
   */
  readonly authenticated?: boolean | undefined;
}

/** How to watch a host. */
export interface CmlWatchOptions extends CmlProbeOptions {
  /**
   * The time between two looks, in seconds, above 0. Default: `healthCheckIntervalSeconds` of the settings, else 30.
   */
  readonly intervalSeconds?: number | undefined;
}

/** How to count labs. */
export interface CmlLabsOptions extends CmlCallOptions {
  /** Whether to list each lab as well. Default `false`. */
  readonly details?: boolean | undefined;
}

/** What can be learnt of a CML host, and done with its licence. */
export interface CmlHostMethods {
  /**
   * Takes one look at the host. Whatever state it is in, that is an answer and not an error; a login is only tried
   * where CML answers at all.
   */
  probe(options?: CmlProbeOptions): Promise<CmlProbe>;

  /**
   * Looks at the host again and again, at once and then at every interval, until the signal aborts or the loop is
   * left. A host whose address cannot be learnt for now is asked for at the next look.
   */
  watch(options?: CmlWatchOptions): AsyncIterable<CmlProbe>;

  /**
   * Waits until the host is ready and has been so for a while: it answers, says that it can start nodes, and
   * nothing is wrong with it that keeps it from that. `UNLICENSED` does not, since the licence comes after.
   *
   * @throws WaitTimeoutError with the problems last seen; NetworkError for a certificate that stays untrusted,
   * AuthenticationError for credentials that a ready host rejects, WorkerUnhealthyError for a machine that CML cannot
   * run on.
   */
  waitUntilReady(options?: CmlWaitOptions): Promise<CmlProbe>;

  /** Reads how busy and how full the host is. */
  stats(options?: CmlCallOptions): Promise<CmlStats>;

  /** Counts the labs, and those that are active. An account that is no admin sees only some. */
  labs(options?: CmlLabsOptions): Promise<CmlLabsSummary>;

  /** Reads how the licence stands. @throws PermissionDeniedError unless the account is an admin. */
  license(options?: CmlCallOptions): Promise<CmlLicense>;

  /**
   * Registers the host with Cisco and waits until registration and authorization are both good. A host whose licence
   * is good already is left alone, so the call may be repeated; one that is registered and has lost its
   * authorization, as after months of being stopped, asks for that anew and spends no token.
   *
   * @throws LicenseError with the host's reason when the token is not taken, or the account has no licence left;
   * WaitTimeoutError, which is retryable if the host could not be asked at the end; ConflictError while another
   * registration is under way, PermissionDeniedError.
   */
  registerLicense(options: RegisterLicenseOptions): Promise<CmlLicense>;

  /**
   * Gives the licence back, so that another host can have it. The host has to run, and no node on it may.
   *
   * @throws IncorrectStateError while nodes run; WaitTimeoutError when it is not known what became of it, which is
   * retryable if the host could not be asked at the end; ConflictError, PermissionDeniedError.
   */
  deregisterLicense(options?: DeregisterLicenseOptions): Promise<CmlDeregistration>;

  /**
   * Reads when somebody else has last used the host, from its telemetry. The host gives the whole list of events
   * each time, so once in five minutes is often enough. Where nothing can be concluded, `known` is `false`.
   */
  activity(options?: ActivityOptions): Promise<CmlActivity>;

  /** Logs out, as far as the host still listens, and closes the connections. It never fails; calls made later log in anew. */
  close(): Promise<void>;
}
