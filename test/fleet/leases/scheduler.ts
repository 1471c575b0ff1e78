import type { Lease, LeaseStore } from '../../../src/fleet/leases/lease-store.js';
import type { Clock } from '../../../src/time/clock.js';

/** A time in which a scheduler had a worker for itself. */
export interface Turn {
  readonly worker: string;
  readonly token: number;
  readonly from: number;
  readonly to: number;
}

/** How a scheduler works. */
export interface SchedulerPlan {
  readonly owner: string;
  readonly workers: readonly string[];
  readonly turns: number;
  readonly holdMs: number;
  readonly now: () => number;
  readonly clock: Clock;
}

/** How many workers are tried before a pause. */
const LOOKS = 3;

/** Takes any worker that is free, works on it and gives it back, until it has had its turns. */
export async function schedule(store: LeaseStore, plan: SchedulerPlan): Promise<Turn[]> {
  const turns: Turn[] = [];
  while (turns.length < plan.turns) {
    const lease = await takeAny(store, plan);
    if (lease === undefined) {
      await plan.clock.sleep(plan.holdMs * (0.5 + Math.random() / 2));
      continue;
    }
    const from = plan.now();
    await plan.clock.sleep(plan.holdMs * (0.5 + Math.random()));
    turns.push({ worker: lease.key, token: lease.token, from, to: plan.now() });
    await store.release(lease);
  }
  return turns;
}

async function takeAny(store: LeaseStore, { workers, owner }: SchedulerPlan): Promise<Lease | undefined> {
  const start = Math.floor(Math.random() * workers.length);
  for (let offset = 0; offset < LOOKS; offset += 1) {
    const key = workers[(start + offset) % workers.length] ?? '';
    const lease = await store.acquire(key, { owner, durationSeconds: 60 });
    if (lease !== undefined) return lease;
  }
  return undefined;
}
