import { checkCallback, tell } from '../cml/call-guard.js';
import type { CmlHostClient } from '../cml/cml-host-client.js';
import { licenseFailure } from '../cml/licensing/license-failure.js';
import { describeLicense } from '../cml/licensing/licensing-parts.js';
import type { CmlLicense } from '../cml/model/cml-license.js';
import type { CmlProbe } from '../cml/model/cml-probe.js';
import { planCmlWait } from '../cml/readiness/plan-wait.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InputCheck } from '../errors/input-check.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import { type Clock, systemClock } from '../time/clock.js';
import { cmlHostOf } from './cml-host-of.js';
import { pause } from './pause.js';
import type {
  ReadyService,
  ServiceLicenseOptions,
  ServiceReadyOptions,
  ServiceReadyProgress,
} from './service-ready-options.js';

const OPERATION = 'waitUntilServiceReady';
const DEFAULT_STARTUP_SECONDS = 600;
const DEFAULT_INSTANCE_SECONDS = 600;

type DescribeArguments = Parameters<ServiceReadyOptions['client']['getInstanceDetails']>;

/** A host that was ready a moment ago is given at least so long to be so again, in seconds. */
const SECOND_LOOK_SECONDS = 60;

const RETRY_PAUSE_MS = 5_000;

const UNLICENSED_ADVICE =
  'Give a token as license.token, or register the host by hand; license: { checkOnStartup: false } does without.';

/**
 * Waits until the lab service on a worker works: EC2 finds the instance healthy, the CML host on it is ready and
 * stays so, and its licence is good, registered if need be with the token of the settings. The address is read from
 * EC2 whenever the connection was lost, and a worker that stops meanwhile ends the wait.
 *
 * @throws WaitTimeoutError with what was last seen, WorkerUnhealthyError for an instance or a machine that will not do,
 * LicenseError without a good licence, AuthenticationError for credentials that the host or AWS rejects, NetworkError
 * for a certificate that stays untrusted, InvalidParameterError before anything is sent.
 *
 * @example
 * {@includeCode ../../examples/wait-for-lab-service.ts#program}
 */
export async function waitUntilServiceReady(
  worker: WorkerRef,
  options: ServiceReadyOptions,
): Promise<ReadyService> {
  const wait = new ServiceWait(worker, options);
  try {
    return await wait.run();
  } catch (thrown) {
    await wait.host.close();
    throw thrown;
  }
}

class ServiceWait {
  /** Refuses options that cannot work when it is made; once the worker is known, it names it in full. */
  host: CmlHostClient;
  readonly #worker: WorkerRef;
  readonly #options: ServiceReadyOptions;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #maxWaitTime: number;
  readonly #stableFor: number;
  #runningAt = 0;
  #described: WorkerInstance | undefined;
  #seen: Pick<ServiceReadyProgress, 'instanceState' | 'probe' | 'license'> = {
    instanceState: undefined,
    probe: undefined,
    license: undefined,
  };

  /** Refuses what cannot work before anything is sent. */
  constructor(worker: WorkerRef, options: ServiceReadyOptions) {
    const {
      settings = {},
      license,
      maxWaitTime,
      minDelay,
      maxDelay,
      stableForSeconds,
      graceSeconds,
    } = options;
    const given = { maxWaitTime, minDelay, maxDelay, stableForSeconds, graceSeconds };
    const startupSeconds = settings.startupTimeoutSeconds ?? DEFAULT_STARTUP_SECONDS;
    const { maxWaitTimeMs, stableForMs } = planCmlWait(OPERATION, given, startupSeconds);
    checkCallback(OPERATION, 'onProgress', options.onProgress);
    this.#worker = worker;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#startedAt = this.#clock.now();
    this.#maxWaitTime = maxWaitTimeMs / 1_000;
    this.#stableFor = stableForMs / 1_000;
    this.host = this.#connect(worker);
    const isWanted = (license ?? settings.license)?.checkOnStartup === true;
    if (isWanted && options.credentials === undefined) {
      const expected =
        'given, since the licence is to be checked, which only an admin of the host may read; ' +
        'license: { checkOnStartup: false } does without';
      throw new InvalidParameterError({ operation: OPERATION, parameter: 'credentials', expected });
    }
  }

  async run(): Promise<ReadyService> {
    const healthy = await this.#waitForInstance();
    const first = await this.#waitForHost(this.#stableFor);
    const license = await this.#seeToLicensePatiently();
    // What is licensed only now shows in another look.
    const probe = first.licensed === false ? await this.#waitForHost(0) : first;
    const { instanceStatus, systemStatus } = healthy;
    const instance = { ...(this.#described ?? healthy), instanceStatus, systemStatus };
    return { worker: instance, probe, license, host: this.host };
  }

  async #waitForInstance(): Promise<WorkerInstance> {
    const { client, instanceMaxWaitTime } = this.#options;
    const waitOptions = { ...this.#call(), onProgress: this.#tellOfInstance };
    const rule = { otherwise: DEFAULT_INSTANCE_SECONDS };
    const maxWaitTime = new InputCheck(OPERATION).time(instanceMaxWaitTime, 'instanceMaxWaitTime', rule);
    const running = await client.waitUntilRunning(this.#worker, { ...waitOptions, maxWaitTime });
    this.host = this.#connect(running);
    this.#runningAt = this.#clock.now();
    return await client.waitUntilHealthy(this.#worker, { ...waitOptions, maxWaitTime: this.#maxWaitTime });
  }

  /** The address that the host is found at, and the worker that is returned, are of one description. */
  #connect(worker: WorkerRef): CmlHostClient {
    const { client } = this.#options;
    const getInstanceDetails = async (...call: DescribeArguments): Promise<WorkerInstance> => {
      this.#described = await client.getInstanceDetails(...call);
      return this.#described;
    };
    return cmlHostOf(worker, { ...this.#options, client: { getInstanceDetails } });
  }

  async #waitForHost(stableForSeconds: number): Promise<CmlProbe> {
    const { minDelay, maxDelay, graceSeconds, accept, abortSignal } = this.#options;
    const least = stableForSeconds + SECOND_LOOK_SECONDS;
    return await this.host.waitUntilReady({
      ...{ minDelay, maxDelay, graceSeconds, accept, abortSignal, stableForSeconds },
      maxWaitTime: Math.max(this.#remainingSeconds(), least),
      onProgress: ({ probe, message }) => {
        this.#tell('host', message, { probe });
      },
    });
  }

  /** A host that goes away again before its licence is seen to is waited for again, as long as there is time. */
  async #seeToLicensePatiently(): Promise<CmlLicense | undefined> {
    for (;;) {
      try {
        return await this.#seeToLicense();
      } catch (thrown) {
        const isPassing = Ec2WorkerError.isInstance(thrown) && thrown.retryable;
        if (!isPassing || this.#remainingSeconds() <= 0) throw thrown;
        this.#tell('license', thrown.message);
        await pause(this.#clock, RETRY_PAUSE_MS, { ...this.#subject(), ...this.#call() });
        await this.#waitForHost(this.#stableFor);
      }
    }
  }

  async #seeToLicense(): Promise<CmlLicense | undefined> {
    const { credentials, settings, abortSignal } = this.#options;
    const { checkOnStartup, token, productLicense }: ServiceLicenseOptions =
      this.#options.license ?? settings?.license ?? {};
    if (credentials === undefined || checkOnStartup === false) return undefined;
    const standing = await this.host.license({ abortSignal });
    this.#tell('license', describeLicense(standing), { license: standing });
    if (standing.valid) return standing;
    if (token === undefined || token === null) {
      throw licenseFailure('UNLICENSED', standing, this.#subject(), UNLICENSED_ADVICE);
    }
    return await this.host.registerLicense({
      ...{ token, productLicense, abortSignal },
      onProgress: ({ stage, license }) => {
        this.#tell('license', stage, { license });
      },
    });
  }

  #remainingSeconds(): number {
    return this.#maxWaitTime - (this.#clock.now() - this.#runningAt) / 1_000;
  }

  readonly #tellOfInstance = ({
    message,
    instanceState,
  }: Pick<ServiceReadyProgress, 'message' | 'instanceState'>): void => {
    this.#tell('instance', message, { instanceState });
  };

  #tell(
    phase: ServiceReadyProgress['phase'],
    message: string,
    news: Partial<ServiceReadyProgress> = {},
  ): void {
    const { onProgress, logger } = this.#options;
    this.#seen = { ...this.#seen, ...news };
    const instanceId = instanceIdOf(this.#worker);
    const elapsedSeconds = Math.round((this.#clock.now() - this.#startedAt) / 1_000);
    tell(onProgress, { phase, instanceId, elapsedSeconds, message, ...this.#seen }, logger);
  }

  #subject() {
    const instanceIds = [instanceIdOf(this.#worker)];
    return { operation: OPERATION, instanceIds, region: this.#described?.region };
  }

  #call(): { readonly abortSignal: AbortSignal | undefined } {
    return { abortSignal: this.#options.abortSignal };
  }
}

function instanceIdOf(worker: WorkerRef): string {
  return typeof worker === 'string' ? worker : worker.instanceId;
}
