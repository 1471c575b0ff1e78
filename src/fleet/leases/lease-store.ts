/** The right to something for a while. Plain data. */
export interface Lease {
  /** What it is the right to, such as `instance/us-east-1/i-0123456789abcdef0`. */
  readonly key: string;
  /** Who holds it. */
  readonly owner: string;
  /**
   * The fencing token: higher with each acquisition of the key, and never used again, not after a release either.
   * Whoever writes something under a lease writes the token along, and never over a higher one: so a holder that was
   * asleep and does not know that its lease is over does no harm.
   */
  readonly token: number;
  /** When it ends unless it is renewed, by the clock of the holder that acquired or renewed it. */
  readonly expiresAt: Date;
}

/** Options of {@link LeaseStore.acquire}. */
export interface AcquireLeaseOptions {
  /**
   * Who wants it: the name of one process or task that no other has, at most 255 characters. The name is for people:
   * a lease that its owner holds already is not given to it a second time.
   */
  readonly owner: string;
  /** For how long, in seconds, from 1 to 86,400. */
  readonly durationSeconds: number;
  /** Ends the call. Whether the lease was acquired is then not known; if so, it ends by itself. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** Options of {@link LeaseStore.renew}. */
export interface RenewLeaseOptions {
  /** For how long from now, in seconds, from 1 to 86,400. */
  readonly durationSeconds: number;
  /** Ends the call. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** Options of the other calls of a {@link LeaseStore}. */
export interface LeaseCallOptions {
  /** Ends the call. */
  readonly abortSignal?: AbortSignal | undefined;
}

/**
 * Gives leases: of all who ask for a key, one at a time gets it. A lease that its holder neither renews nor releases
 * ends by itself, so that a process which dies blocks nobody for long.
 *
 * A lease says who may begin, not that everybody else has ended: a holder that was suspended may go on after its time.
 * What must not happen twice is written with the lease's {@link Lease.token}.
 */
export interface LeaseStore {
  /**
   * Acquires a lease, if nobody holds it.
   *
   * @returns The lease, or `undefined` if it is held, be it by the same owner.
   * @throws InvalidParameterError for a key that is empty or longer than 1,024 bytes, and for options that make no
   * sense.
   */
  acquire(key: string, options: AcquireLeaseOptions): Promise<Lease | undefined>;

  /**
   * Makes a lease last longer; its token stays. One whose time is over is renewed if nobody has acquired it since.
   *
   * @returns The lease with its new end, or `undefined` if it is lost: released, or acquired by somebody else.
   */
  renew(lease: Lease, options: RenewLeaseOptions): Promise<Lease | undefined>;

  /**
   * Gives a lease back, so that the next one need not wait for its end.
   *
   * @returns Whether it was given back; `false` if it was lost before.
   */
  release(lease: Lease, options?: LeaseCallOptions): Promise<boolean>;

  /** Who holds a key; `undefined` for nobody, so that it could be acquired. */
  read(key: string, options?: LeaseCallOptions): Promise<Lease | undefined>;
}
