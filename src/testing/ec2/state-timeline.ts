import type { InstanceState } from '@aws-sdk/client-ec2';

/** The codes of EC2's instance states. */
const STATE_CODES = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

/** A state of the simulated instance. */
export type StateName = keyof typeof STATE_CODES;

interface Entry {
  readonly state: StateName;
  readonly at: number;
}

/** A state as EC2 writes it. */
export function instanceState(name: StateName): InstanceState {
  return { Code: STATE_CODES[name], Name: name };
}

/**
 * The states of an instance over time, planned ones included, so that the present one follows from the
 * clock and no timer is needed.
 */
export class StateTimeline {
  #entries: readonly Entry[] = [];

  /** The state at `now`. */
  at(now: number): StateName {
    return this.#last(now)?.state ?? 'pending';
  }

  /** When the instance last entered `state`, at `now` or before; `undefined` when it never did. */
  entered(state: StateName, now: number): number | undefined {
    return this.#entries.findLast((entry) => entry.state === state && entry.at <= now)?.at;
  }

  /** When the state changes next after `now`; `undefined` when nothing is planned. */
  nextChange(now: number): number | undefined {
    return this.#entries.find((entry) => entry.at > now)?.at;
  }

  /** Goes through `transient` to `final`, `durationMs` later; what was planned after `now` is given up. */
  pass(transient: StateName, final: StateName, now: number, durationMs: number): void {
    const past = this.#entries.filter((entry) => entry.at <= now);
    this.#entries = [...past, { state: transient, at: now }, { state: final, at: now + durationMs }];
  }

  #last(now: number): Entry | undefined {
    return this.#entries.findLast((entry) => entry.at <= now);
  }
}
