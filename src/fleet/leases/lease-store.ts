/** A right to be the only one that changes something, for a while. */
export interface Lease {
  /** What it is about, such as `instance/us-east-1/i-0123456789abcdef0`. */
  readonly key: string;
  /** Who holds it. */
  readonly owner: string;
  /** The fencing token: it grows with each acquisition of the key, and is never used again, also after a release. */
  readonly token: number;
  /** When it ends by itself. */
  readonly expiresAt: Date;
}

/** How to renew a lease. */
export interface RenewLeaseOptions {
  /** How long it holds from now on, in seconds, above 0. */
  readonly durationSeconds: number;
  /** Ends the call with an `AbortedError`. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** How to acquire a lease. */
export interface AcquireLeaseOptions extends RenewLeaseOptions {
  /** Who asks: one owner for each holder, since a lease tells holders apart by nothing else. */
  readonly owner: string;
}

/** How to call a store. */
export interface LeaseCallOptions {
  /** Ends the call with an `AbortedError`. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** Where leases are kept: every process that shares a store respects the leases of the others. */
export interface LeaseStore {
  /** Takes a lease that nobody holds, or that has expired; `undefined` while somebody else holds it. */
  acquire(key: string, options: AcquireLeaseOptions): Promise<Lease | undefined>;
  /** Makes a lease hold longer; `undefined` once it is lost. */
  renew(lease: Lease, options: RenewLeaseOptions): Promise<Lease | undefined>;
  /** Gives a lease back; `false` if it was lost before. */
  release(lease: Lease, options?: LeaseCallOptions): Promise<boolean>;
  /** Reads who holds a lease; `undefined` if nobody does. */
  read(key: string, options?: LeaseCallOptions): Promise<Lease | undefined>;
}
