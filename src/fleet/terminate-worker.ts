import type { InformationMethods } from '../client/information-methods.js';
import type { LifecycleMethods } from '../client/lifecycle-methods.js';
import { checkCallback, tell } from '../cml/call-guard.js';
import type { CmlHostMethods } from '../cml/cml-host-methods.js';
import { errorOptions } from '../cml/failures/host-error.js';
import { HostFault } from '../cml/failures/host-fault.js';
import { describeLicense } from '../cml/licensing/licensing-parts.js';
import type { CmlLicense } from '../cml/model/cml-license.js';
import type { CmlProblemCode } from '../cml/model/cml-problem.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { OperationNotPermittedError } from '../errors/operation-not-permitted-error.js';
import { InstanceState } from '../model/instance-state.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import { type CmlHostOfOptions, cmlHostOf } from './cml-host-of.js';
import { isEnding } from './discovery/is-ending.js';

/** How a termination goes on, told to `onProgress`. */
export interface TerminateWorkerProgress {
  /** What comes next: reading the licence, giving it back, terminating the instance. */
  readonly step: 'read-license' | 'deregister' | 'terminate';
  /** The worker. */
  readonly instanceId: string;
  /** What was found, for people. */
  readonly message: string;
}

/** How to terminate a worker with a CML host on it. What is not named here is as for {@link cmlHostOf}. */
export interface TerminateWorkerOptions extends Omit<CmlHostOfOptions, 'client'> {
  /** Terminates the instance: an `Ec2WorkerClient`. */
  readonly client: Pick<InformationMethods, 'getInstanceDetails'> &
    Pick<LifecycleMethods, 'terminateInstance'>;
  /** A client for the host that is there already, such as that of a `ReadyService`. Default: one is made. */
  readonly host?: Pick<CmlHostMethods, 'license' | 'deregisterLicense'> | undefined;
  /**
   * What to do about a licence that Cisco counts as used by this host, or may. `refuse` terminates nothing;
   * `deregister` gives it back first; `ignore` does not even look, and the licence stays used until somebody removes
   * the host from the Smart Account by hand. Default `refuse`.
   */
  readonly ifLicensed?: 'refuse' | 'deregister' | 'ignore' | undefined;
  /** Whether to stop active labs in order to give the licence back. Default `false`: they are in the way. */
  readonly stopLabs?: boolean | undefined;
  /** How long giving back may take, in seconds, above 0. Default 180. */
  readonly maxWaitTime?: number | undefined;
  /** Terminates the instance as if the power were cut. Default `false`. */
  readonly force?: boolean | undefined;
  /** Skips the operating system's own shutdown. Default `false`. */
  readonly skipOsShutdown?: boolean | undefined;
  /** Called before each step. What it throws is logged only. */
  readonly onProgress?: ((progress: TerminateWorkerProgress) => void) | undefined;
  /** Ends the call with an `AbortedError`. What was done by then stays done, and the call may be repeated. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** A worker that was terminated. */
export interface TerminatedWorker {
  /** The worker. */
  readonly instanceId: string;
  /** What EC2 says of it; `changed` is `false` for one that was on its way out before. */
  readonly change: InstanceStateChange;
  /**
   * What became of its licence: there was `none`; it was `deregistered`; `local-only`, where somebody has to remove
   * the host from the Smart Account by hand; `ignored`, as asked for; `unknown`, for an instance that was
   * terminated before.
   */
  readonly license: 'none' | 'deregistered' | 'local-only' | 'ignored' | 'unknown';
  /** How many labs were stopped for it. */
  readonly stoppedLabs: number;
}

const OPERATION = 'terminateWorker';

/** What a call says better than that the licence is not known. */
const TELLING_KINDS: readonly string[] = [
  'aborted',
  'authentication',
  'permission-denied',
  'invalid-parameter',
];

/**
 * Terminates a worker, but not its licence with it: a host that is gone cannot give it back, and Cisco goes on
 * counting it as used. So it refuses while one is registered, or stops the labs, gives the licence back and
 * terminates the instance, as told. Each step is left out where it was done before: the call may be repeated from
 * any point.
 *
 * @throws OperationNotPermittedError while a licence is registered or may be, or the instance is protected;
 * IncorrectStateError while labs are active that may not be stopped, InstanceNotFoundError, and what
 * `deregisterLicense` throws.
 *
 * @example
 * {@includeCode ../../examples/retire-worker.ts#program}
 */
export async function terminateWorker(
  worker: WorkerRef,
  options: TerminateWorkerOptions,
): Promise<TerminatedWorker> {
  checkOptions(options);
  const { client, abortSignal, force, skipOsShutdown, onProgress, logger } = options;
  const instance = await client.getInstanceDetails(worker, { abortSignal });
  const { instanceId } = instance;
  const { instanceState: state } = instance;
  if (isEnding(state)) {
    const change = { instanceId, previousState: state, currentState: state, changed: false };
    return { instanceId, change, license: 'unknown', stoppedLabs: 0 };
  }
  const release = options.ifLicensed === 'ignore' ? IGNORED : await releaseLicense(instance, options);
  tell(
    onProgress,
    { step: 'terminate', instanceId, message: `licence: ${release.license}` } as const,
    logger,
  );
  const change = await client.terminateInstance(worker, { abortSignal, force, skipOsShutdown });
  return { instanceId, change, ...release };
}

type Release = Pick<TerminatedWorker, 'license' | 'stoppedLabs'>;

const IGNORED: Release = { license: 'ignored', stoppedLabs: 0 };
const NONE: Release = { license: 'none', stoppedLabs: 0 };

async function releaseLicense(instance: WorkerInstance, options: TerminateWorkerOptions): Promise<Release> {
  if (instance.instanceState !== InstanceState.RUNNING) {
    const text = `it is ${instance.instanceState}, and only a host that runs can give its licence back`;
    throw inTheWay('LICENSE_UNKNOWN', text, instance);
  }
  if (options.host !== undefined) return await releaseFrom(options.host, instance, options);
  const host = cmlHostOf(instance, options);
  try {
    return await releaseFrom(host, instance, options);
  } finally {
    await host.close();
  }
}

async function releaseFrom(
  host: Pick<CmlHostMethods, 'license' | 'deregisterLicense'>,
  instance: WorkerInstance,
  options: TerminateWorkerOptions,
): Promise<Release> {
  const { ifLicensed = 'refuse', stopLabs, maxWaitTime, abortSignal, onProgress, logger } = options;
  const { instanceId } = instance;
  tell(onProgress, { step: 'read-license', instanceId, message: 'asking the host' } as const, logger);
  const license = await readLicense(host, instance, abortSignal);
  if (license.registered === false) return NONE;
  const standing = describeLicense(license);
  if (ifLicensed === 'refuse') {
    throw inTheWay(license.registered === true ? 'LICENSED' : 'LICENSE_UNKNOWN', standing, instance);
  }
  tell(onProgress, { step: 'deregister', instanceId, message: standing } as const, logger);
  const { outcome, stoppedLabs } = await host.deregisterLicense({ stopLabs, maxWaitTime, abortSignal });
  return { license: outcome === 'already' ? 'none' : outcome, stoppedLabs };
}

async function readLicense(
  host: Pick<CmlHostMethods, 'license'>,
  instance: WorkerInstance,
  abortSignal: AbortSignal | undefined,
): Promise<CmlLicense> {
  try {
    return await host.license({ abortSignal });
  } catch (thrown) {
    if (!Ec2WorkerError.isInstance(thrown) || TELLING_KINDS.includes(thrown.kind)) throw thrown;
    throw inTheWay('LICENSE_UNKNOWN', `its licence cannot be read: ${thrown.message}`, instance, thrown);
  }
}

/** Nothing is terminated on a guess. */
function inTheWay(
  code: CmlProblemCode,
  text: string,
  { instanceId, region }: WorkerInstance,
  cause?: unknown,
): OperationNotPermittedError {
  const subject = { operation: OPERATION, instanceIds: [instanceId], region };
  return new OperationNotPermittedError(errorOptions(new HostFault(code, { text, cause }), subject));
}

function checkOptions({ host, credentials, ifLicensed, onProgress }: TerminateWorkerOptions): void {
  checkCallback(OPERATION, 'onProgress', onProgress);
  const isKnown = ifLicensed === undefined || ['refuse', 'deregister', 'ignore'].includes(ifLicensed);
  if (!isKnown) refuse('ifLicensed', "'refuse', 'deregister' or 'ignore'", ifLicensed);
  if (host !== undefined || credentials !== undefined || ifLicensed === 'ignore') return;
  refuse('credentials', "given, to look for a licence, unless ifLicensed is 'ignore'", 'none');
}

function refuse(parameter: string, expected: string, received: string): never {
  throw new InvalidParameterError({ operation: OPERATION, parameter, expected, received });
}
