import type { Clock } from 'ec2-worker-client';
import type { AcquireLeaseOptions, Lease, LeaseStore, RenewLeaseOptions } from 'ec2-worker-client/fleet';

/** A lease store that several fleets share, as processes share a table. */
export class SharedLeases implements LeaseStore {
  readonly #clock: Clock;
  readonly #held = new Map<string, Lease>();
  readonly #tokens = new Map<string, number>();
  /** What was asked of it, such as `acquire instance/us-east-1/i-…`. */
  readonly calls: string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The leases that hold now. */
  get held(): readonly Lease[] {
    return [...this.#held.values()].filter(({ expiresAt }) => expiresAt.getTime() > this.#clock.now());
  }

  /** Takes a lease from whoever holds it, as if it had expired. */
  expire(key: string): void {
    this.#held.delete(key);
  }

  acquire(key: string, { owner, durationSeconds }: AcquireLeaseOptions): Promise<Lease | undefined> {
    this.calls.push(`acquire ${key}`);
    if (this.#current(key) !== undefined) return Promise.resolve(undefined);
    const token = (this.#tokens.get(key) ?? 0) + 1;
    this.#tokens.set(key, token);
    return this.#put({ key, owner, token, expiresAt: this.#end(durationSeconds) });
  }

  renew(lease: Lease, { durationSeconds }: RenewLeaseOptions): Promise<Lease | undefined> {
    this.calls.push(`renew ${lease.key}`);
    if (this.#current(lease.key)?.token !== lease.token) return Promise.resolve(undefined);
    return this.#put({ ...lease, expiresAt: this.#end(durationSeconds) });
  }

  release(lease: Lease): Promise<boolean> {
    this.calls.push(`release ${lease.key}`);
    const isOurs = this.#current(lease.key)?.token === lease.token;
    if (isOurs) this.#held.delete(lease.key);
    return Promise.resolve(isOurs);
  }

  read(key: string): Promise<Lease | undefined> {
    return Promise.resolve(this.#current(key));
  }

  #current(key: string): Lease | undefined {
    return this.held.find((lease) => lease.key === key);
  }

  #put(lease: Lease): Promise<Lease> {
    this.#held.set(lease.key, lease);
    return Promise.resolve(lease);
  }

  #end(durationSeconds: number): Date {
    return new Date(this.#clock.now() + durationSeconds * 1_000);
  }
}
