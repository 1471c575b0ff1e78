/** A time in milliseconds: one for all instances, or a function of the instance id for instances that differ. */
export type SimulatedDuration = number | ((instanceId: string) => number);

/** What a duration comes to for one instance. */
export function durationFor(duration: SimulatedDuration, instanceId: string): number {
  return typeof duration === 'number' ? duration : duration(instanceId);
}

/** How long things take in the simulated EC2, in milliseconds. */
export interface SimulatedTiming {
  /** From launch or start to `running`. Default 15 000. */
  readonly pendingMs?: SimulatedDuration | undefined;
  /** From `running` or a reboot until the status checks turn from `initializing` to `ok`. Default 120 000. */
  readonly initializingMs?: SimulatedDuration | undefined;
  /** From the stop request to `stopped`. Default 30 000. */
  readonly stoppingMs?: SimulatedDuration | undefined;
  /** From the terminate request to `terminated`. Default 30 000. */
  readonly shuttingDownMs?: SimulatedDuration | undefined;
  /**
   * How long after it was made an instance, a snapshot or an image is unknown to every other call, as
   * [EC2's eventual consistency](https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html)
   * allows. Default 0.
   */
  readonly visibleAfterMs?: SimulatedDuration | undefined;
  /**
   * How far behind the truth EC2's reads of states and status checks are, for the same reason; a function is asked
   * for each read, with the access key of who reads. Default 0.
   */
  readonly readLagMs?: number | ((accessKeyId: string) => number) | undefined;
  /** How long a snapshot takes to be completed, and with it an image. Default 60 000. */
  readonly snapshotMs?: number | undefined;
  /** How long every request of any service is on its way before it is answered. Default 0. */
  readonly latencyMs?: number | undefined;
}

/** {@link SimulatedTiming} with nothing left open. */
export type Timing = { readonly [Name in keyof SimulatedTiming]-?: NonNullable<SimulatedTiming[Name]> };

/** Fills in the defaults. */
export function completeTiming(timing: SimulatedTiming = {}): Timing {
  return {
    pendingMs: timing.pendingMs ?? 15_000,
    initializingMs: timing.initializingMs ?? 120_000,
    stoppingMs: timing.stoppingMs ?? 30_000,
    shuttingDownMs: timing.shuttingDownMs ?? 30_000,
    visibleAfterMs: timing.visibleAfterMs ?? 0,
    snapshotMs: timing.snapshotMs ?? 60_000,
    readLagMs: timing.readLagMs ?? 0,
    latencyMs: timing.latencyMs ?? 0,
  };
}
