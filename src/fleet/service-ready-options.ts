import type { InformationMethods } from '../client/information-methods.js';
import type { WaitMethods } from '../client/wait-methods.js';
import type { CmlHostClient } from '../cml/cml-host-client.js';
import type { CmlHostLicenseSettings } from '../cml/cml-host-settings.js';
import type { CmlLicense, CmlProductLicense } from '../cml/model/cml-license.js';
import type { CmlProbe } from '../cml/model/cml-probe.js';
import type { CmlWaitOptions } from '../cml/readiness/cml-wait-options.js';
import type { InstanceState } from '../model/instance-state.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { CmlHostOfOptions } from './cml-host-of.js';

/** What the wait for a service needs of an `Ec2WorkerClient`. */
export type ServiceReadyClient = Pick<InformationMethods, 'getInstanceDetails'> &
  Pick<WaitMethods, 'waitUntilRunning' | 'waitUntilHealthy'>;

/** How the wait for a service goes on, told to `onProgress`. */
export interface ServiceReadyProgress {
  /** `instance` until EC2 finds the worker healthy, `host` until CML is ready, `license` until that is good. */
  readonly phase: 'instance' | 'host' | 'license';
  /** The worker that is waited for. */
  readonly instanceId: string;
  /** Since the wait began. */
  readonly elapsedSeconds: number;
  /** What is being waited for, for people. */
  readonly message: string;
  /** The state that EC2 last showed. */
  readonly instanceState: InstanceState | undefined;
  /** The last look at the host; `undefined` until there is one. */
  readonly probe: CmlProbe | undefined;
  /** How the licence last stood; `undefined` until it was read. */
  readonly license: CmlLicense | undefined;
}

/** What to see to about the licence. */
export interface ServiceLicenseOptions extends CmlHostLicenseSettings {
  /** Which product to license. Default: the one that is set on the host. */
  readonly productLicense?: CmlProductLicense | undefined;
}

/** How to wait for the lab service on a worker. What is not named here is as for a {@link CmlHostClient}. */
export interface ServiceReadyOptions
  extends Omit<CmlHostOfOptions, 'client'>,
    Omit<CmlWaitOptions, 'maxWaitTime' | 'onProgress'> {
  /** Waits for the instance: an `Ec2WorkerClient`. */
  readonly client: ServiceReadyClient;
  /**
   * How long it may take from when the instance runs until CML is ready, in seconds, above 0. Default:
   * `startupTimeoutSeconds` of the settings, else 600, which is enough for an installed host to start. A first
   * install and a metal instance take up to 1,200. The time that the host has to stay ready is granted in any case.
   */
  readonly maxWaitTime?: number | undefined;
  /** How long it may take until the instance runs, in seconds, above 0. Default 600. */
  readonly instanceMaxWaitTime?: number | undefined;
  /** What to see to about the licence. Default: that of the settings. */
  readonly license?: ServiceLicenseOptions | undefined;
  /** Called when something has changed, and at least every 30 seconds or so. What it throws is logged only. */
  readonly onProgress?: ((progress: ServiceReadyProgress) => void) | undefined;
}

/** A worker whose lab service works. */
export interface ReadyService {
  /** The worker, as EC2 last described it. */
  readonly worker: WorkerInstance;
  /** The last look at the host. */
  readonly probe: CmlProbe;
  /** How the licence stands; `undefined` if it was not looked at. */
  readonly license: CmlLicense | undefined;
  /** A client for the host, logged in. It is the caller's to close. */
  readonly host: CmlHostClient;
}
