import { AbortedError } from '../../errors/aborted-error.js';
import { type Clock, systemClock } from '../../time/clock.js';
import { checkAcquisition, checkLease, checkLeaseKey, checkRenewal } from './check-lease.js';
import type {
  AcquireLeaseOptions,
  Lease,
  LeaseCallOptions,
  LeaseStore,
  RenewLeaseOptions,
} from './lease-store.js';

/** Options of {@link InMemoryLeaseStore}. */
export interface InMemoryLeaseStoreOptions {
  /** What leases end by. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** The last holder of a key. It stays when the lease is over, since the next token goes by it. */
interface Holder {
  readonly owner: string;
  readonly token: number;
  readonly expiresAt: number;
}

/**
 * Leases among the tasks of one process, which share the object: for programs that run once, and for tests.
 *
 * The first token of a key is the time in milliseconds, so that tokens go on growing when the process starts anew.
 *
 * @example
 * {@includeCode ../../../examples/keep-lease.ts#program}
 */
export class InMemoryLeaseStore implements LeaseStore {
  readonly #clock: Clock;
  readonly #holders = new Map<string, Holder>();

  constructor({ clock = systemClock }: InMemoryLeaseStoreOptions = {}) {
    this.#clock = clock;
  }

  acquire(key: string, options: AcquireLeaseOptions): Promise<Lease | undefined> {
    const operation = 'InMemoryLeaseStore.acquire';
    return answer(() => {
      checkAcquisition(key, options, operation);
      refuseAborted(operation, options);
      const now = this.#clock.now();
      const last = this.#holders.get(key);
      if (last !== undefined && now < last.expiresAt) return undefined;
      const { owner, durationSeconds } = options;
      const token = last === undefined ? Math.floor(now) : last.token + 1;
      return this.#hold(key, { owner, token, expiresAt: now + durationSeconds * 1_000 });
    });
  }

  renew(lease: Lease, options: RenewLeaseOptions): Promise<Lease | undefined> {
    const operation = 'InMemoryLeaseStore.renew';
    return answer(() => {
      checkRenewal(lease, options, operation);
      refuseAborted(operation, options);
      const holder = this.#holderBy(lease);
      if (holder === undefined) return undefined;
      const expiresAt = this.#clock.now() + options.durationSeconds * 1_000;
      return this.#hold(lease.key, { ...holder, expiresAt });
    });
  }

  release(lease: Lease, options: LeaseCallOptions = {}): Promise<boolean> {
    const operation = 'InMemoryLeaseStore.release';
    return answer(() => {
      checkLease(lease, operation);
      refuseAborted(operation, options);
      const holder = this.#holderBy(lease);
      if (holder === undefined) return false;
      this.#hold(lease.key, { ...holder, expiresAt: 0 });
      return true;
    });
  }

  read(key: string, options: LeaseCallOptions = {}): Promise<Lease | undefined> {
    const operation = 'InMemoryLeaseStore.read';
    return answer(() => {
      checkLeaseKey(key, operation);
      refuseAborted(operation, options);
      const holder = this.#holders.get(key);
      if (holder === undefined || this.#clock.now() >= holder.expiresAt) return undefined;
      return toLease(key, holder);
    });
  }

  /** The holder by a lease that nobody has released or acquired since. */
  #holderBy({ key, owner, token }: Lease): Holder | undefined {
    const holder = this.#holders.get(key);
    const isSame = holder?.token === token && holder.owner === owner && holder.expiresAt > 0;
    return isSame ? holder : undefined;
  }

  #hold(key: string, holder: Holder): Lease {
    this.#holders.set(key, holder);
    return toLease(key, holder);
  }
}

function toLease(key: string, { owner, token, expiresAt }: Holder): Lease {
  return { key, owner, token, expiresAt: new Date(expiresAt) };
}

function refuseAborted(operation: string, { abortSignal }: LeaseCallOptions): void {
  if (abortSignal?.aborted === true) throw new AbortedError({ operation, cause: abortSignal.reason });
}

/** A promise of what is found at once; what is thrown rejects it. */
function answer<Value>(find: () => Value): Promise<Value> {
  return new Promise((resolve) => {
    resolve(find());
  });
}
