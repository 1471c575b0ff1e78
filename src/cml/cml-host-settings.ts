/**
 * The group `cml` of the worker settings, as far as a host client reads it: what
 * `ec2-worker-client/settings` loads can be handed in as it is.
 */
export interface CmlHostSettings {
  /** The port that the service is watched on. Default `apiPort`, else 443. */
  readonly httpsPort?: number | undefined;
  /** The port that the API is called on; on a CML host it is the same. Default `httpsPort`, else 443. */
  readonly apiPort?: number | undefined;
  /** The time between two looks of `watch`, in seconds, above 0. Default 30. */
  readonly healthCheckIntervalSeconds?: number | undefined;
  /** How long a start may take, in seconds, above 0. Default 600; a first install or a metal host needs 1,200. */
  readonly startupTimeoutSeconds?: number | undefined;
  /** The licence. */
  readonly license?: CmlHostLicenseSettings | undefined;
}

/** The licence of the workers. */
export interface CmlHostLicenseSettings {
  /** The Smart Licensing token to register with. Default: none. */
  readonly token?: string | null | undefined;
  /** Whether to see to the licence when a worker has started. Default `true`. */
  readonly checkOnStartup?: boolean | undefined;
}
