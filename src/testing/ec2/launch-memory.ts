import type { SimulatedInstance } from './simulated-instance.js';

/** What EC2 remembers of a launch with a client token. */
export interface LaunchRecord {
  /** The parameters it was made with, for comparison. */
  readonly fingerprint: string;
  readonly instances: readonly SimulatedInstance[];
}

/**
 * For how long a token is kept once everything that it launched is terminated.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
const KEPT_MS = 24 * 3_600_000;

/** How often old tokens are looked for. */
const SWEEP_MS = 3_600_000;

/** The client tokens of a region's launches. */
export class LaunchMemory {
  readonly #launches = new Map<string, LaunchRecord>();
  #sweptAt = Number.NEGATIVE_INFINITY;

  find(token: string, now: number): LaunchRecord | undefined {
    this.#forgetOld(now);
    return this.#launches.get(token);
  }

  note(token: string, launch: LaunchRecord): void {
    this.#launches.set(token, launch);
  }

  #forgetOld(now: number): void {
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    for (const [token, { instances }] of this.#launches) {
      if (instances.every((instance) => isLongGone(instance, now))) this.#launches.delete(token);
    }
  }
}

function isLongGone(instance: SimulatedInstance, now: number): boolean {
  const terminatedAt = instance.terminatedAt(now);
  return terminatedAt !== undefined && now - terminatedAt > KEPT_MS;
}
