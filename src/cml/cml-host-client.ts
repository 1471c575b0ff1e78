import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InputCheck } from '../errors/input-check.js';
import type { Logger } from '../model/logger.js';
import { type Clock, systemClock } from '../time/clock.js';
import { readStats } from './answers/read-stats.js';
import { write } from './call-guard.js';
import { checkHostClientOptions } from './check-client-options.js';
import type { CmlHostClientOptions } from './cml-host-client-options.js';
import type {
  CmlCallOptions,
  CmlHostMethods,
  CmlLabsOptions,
  CmlProbeOptions,
  CmlWatchOptions,
} from './cml-host-methods.js';
import { type HostSubject, toWorkerError } from './failures/host-error.js';
import { type HostLink, linkHost } from './host-link.js';
import { type ActivityOptions, readActivity } from './idle/read-activity.js';
import { countLabs } from './labs/list-labs.js';
import { type DeregisterLicenseOptions, deregisterLicense } from './licensing/deregister-license.js';
import { getLicense, type LicensingParts } from './licensing/licensing-parts.js';
import { type RegisterLicenseOptions, registerLicense } from './licensing/register-license.js';
import type { CmlActivity } from './model/cml-activity.js';
import type { CmlLabsSummary } from './model/cml-labs.js';
import type { CmlDeregistration, CmlLicense } from './model/cml-license.js';
import type { CmlProbe } from './model/cml-probe.js';
import type { CmlStats } from './model/cml-stats.js';
import type { CmlWaitOptions } from './readiness/cml-wait-options.js';
import { planCmlWait } from './readiness/plan-wait.js';
import { probeHost } from './readiness/probe-host.js';
import { waitUntilReady } from './readiness/wait-until-ready.js';

const DEFAULT_STARTUP_SECONDS = 600;
const DEFAULT_INTERVAL_SECONDS = 30;
const DEFAULT_DEREGISTER_TIMEOUT_MS = 60_000;

/**
 * A Cisco Modeling Labs host: whether it works, how its licence stands, what its labs do, and who uses it. It knows
 * nothing of AWS. One client is for one host; make it once and share it, for it logs in once for all calls.
 *
 * Besides the errors named at each method, every one may throw AbortedError, InvalidParameterError before anything is
 * sent, and what comes of a function that the client was given and that fails: NetworkError for `host`,
 * AuthenticationError for `credentials`. To `probe` and `watch` any other trouble is an answer; the others throw
 * NetworkError, AuthenticationError, ThrottledError (too many logins) and ServiceUnavailableError. The `code` of an
 * error is a {@link CmlProblemCode}.
 *
 * @example
 * {@includeCode ../../examples/probe-cml-host.ts#program}
 */
export class CmlHostClient implements CmlHostMethods, AsyncDisposable {
  readonly #options: CmlHostClientOptions;
  readonly #link: HostLink;
  readonly #clock: Clock;
  readonly #logger: Logger | undefined;

  /** @throws InvalidParameterError for options that cannot work. */
  constructor(options: CmlHostClientOptions) {
    checkHostClientOptions(options);
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger;
    this.#link = linkHost(options, this.#clock);
  }

  probe({ authenticated, abortSignal }: CmlProbeOptions = {}): Promise<CmlProbe> {
    return this.#guarded('probe', abortSignal, () => this.#probe(authenticated, abortSignal));
  }

  async *watch(options: CmlWatchOptions = {}): AsyncGenerator<CmlProbe, void, undefined> {
    const { authenticated, abortSignal } = options;
    const operation = this.#name('watch');
    const { healthCheckIntervalSeconds = DEFAULT_INTERVAL_SECONDS } = this.#options.settings ?? {};
    const rule = { otherwise: healthCheckIntervalSeconds };
    const interval = new InputCheck(operation).time(options.intervalSeconds, 'intervalSeconds', rule);
    for (;;) {
      const probe = await this.#guarded('watch', abortSignal, () =>
        this.#probe(authenticated, abortSignal),
      ).catch((error: unknown) => {
        if (Ec2WorkerError.isInstance(error) && error.retryable) return undefined;
        throw error;
      });
      if (probe !== undefined) yield probe;
      await this.#guarded('watch', abortSignal, () => this.#clock.sleep(interval * 1_000, abortSignal));
    }
  }

  waitUntilReady(options: CmlWaitOptions = {}): Promise<CmlProbe> {
    return this.#guarded('waitUntilReady', options.abortSignal, async () => {
      const { startupTimeoutSeconds = DEFAULT_STARTUP_SECONDS } = this.#options.settings ?? {};
      const plan = planCmlWait(this.#name('waitUntilReady'), options, startupTimeoutSeconds);
      const probe = (signal: AbortSignal): Promise<CmlProbe> => this.#probe(undefined, signal);
      const subject = (): HostSubject => this.#subject('waitUntilReady');
      return await waitUntilReady(
        { clock: this.#clock, logger: this.#logger, subject, probe },
        plan,
        options,
      );
    });
  }

  stats({ abortSignal }: CmlCallOptions = {}): Promise<CmlStats> {
    return this.#guarded('stats', abortSignal, async () =>
      readStats(await this.#link.caller.read('/system_stats', abortSignal)),
    );
  }

  labs({ details = false, abortSignal }: CmlLabsOptions = {}): Promise<CmlLabsSummary> {
    return this.#guarded('labs', abortSignal, () => countLabs(this.#link.caller, details, abortSignal));
  }

  license({ abortSignal }: CmlCallOptions = {}): Promise<CmlLicense> {
    return this.#guarded('license', abortSignal, () => getLicense(this.#link, abortSignal));
  }

  registerLicense(options: RegisterLicenseOptions): Promise<CmlLicense> {
    return this.#guarded('registerLicense', options.abortSignal, () =>
      registerLicense(this.#licensing('registerLicense'), options),
    );
  }

  deregisterLicense(options: DeregisterLicenseOptions = {}): Promise<CmlDeregistration> {
    const { deregisterTimeoutMs = DEFAULT_DEREGISTER_TIMEOUT_MS } = this.#options;
    return this.#guarded('deregisterLicense', options.abortSignal, () =>
      deregisterLicense(this.#licensing('deregisterLicense'), options, deregisterTimeoutMs),
    );
  }

  activity(options: ActivityOptions = {}): Promise<CmlActivity> {
    return this.#guarded('activity', options.abortSignal, () =>
      readActivity(this.#link.caller, this.#name('activity'), options),
    );
  }

  async close(): Promise<void> {
    await this.#link.close();
  }

  /** Like {@link close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #probe(authenticated: boolean | undefined, signal: AbortSignal | undefined): Promise<CmlProbe> {
    return probeHost(this.#link, authenticated ?? this.#link.session.hasCredentials, signal);
  }

  #licensing(method: keyof CmlHostMethods): LicensingParts {
    const subject = (): HostSubject => this.#subject(method);
    return { ...this.#link, logger: this.#logger, subject };
  }

  /** Sees to it that nothing but one of our errors comes out, told to the logger. */
  async #guarded<Result>(
    method: keyof CmlHostMethods,
    signal: AbortSignal | undefined,
    run: () => Promise<Result>,
  ): Promise<Result> {
    try {
      signal?.throwIfAborted();
      return await run();
    } catch (thrown) {
      const error = toWorkerError(thrown, this.#subject(method), signal);
      // An abort is the caller's own doing.
      const level = error.kind === 'aborted' ? 'debug' : 'error';
      write(this.#logger, level, error.message, error.toJSON());
      throw error;
    }
  }

  #name(method: keyof CmlHostMethods): string {
    return `CmlHostClient.${method}`;
  }

  #subject(method: keyof CmlHostMethods): HostSubject {
    const { instance } = this.#options;
    return {
      operation: this.#name(method),
      host: this.#link.name(),
      instanceIds: instance === undefined ? undefined : [instance.instanceId],
      region: instance?.region,
    };
  }
}
