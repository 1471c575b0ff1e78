import { Ec2WorkerError } from 'ec2-worker-client';
import type { FleetWorker, WorkerFleet } from 'ec2-worker-client/fleet';
import type { ManualClock } from 'ec2-worker-client/testing';
import { between, type Random } from './random.js';

const MINUTE = 60_000;

/** A lab that was given a worker. */
export interface Session {
  readonly lab: string;
  readonly instanceId: string;
  readonly from: number;
  /** When it ends, or has ended. */
  until: number;
}

/** What a desk works with. */
export interface LabDeskOptions {
  readonly name: string;
  readonly fleet: WorkerFleet;
  readonly clock: ManualClock;
  readonly random: Random;
  /** Where all sessions of all desks are written down. */
  readonly sessions: Session[];
  /** Ends the day. */
  readonly signal: AbortSignal;
}

/** A process that gives workers to labs, and takes them back when these are over. */
export class LabDesk {
  readonly errors: Ec2WorkerError[] = [];
  turnedAway = 0;
  readonly #options: LabDeskOptions;
  readonly #open = new Set<Promise<void>>();
  #labs = 0;

  constructor(options: LabDeskOptions) {
    this.#options = options;
  }

  /** Opens a lab every so often until the day ends, and is back when the last of them is over. */
  async work(everyMs: number): Promise<void> {
    const { clock, random, signal } = this.#options;
    for (;;) {
      try {
        await clock.sleep(between(0.3, 1.7, random) * everyMs, signal);
      } catch {
        // The day is over.
        break;
      }
      const lab = this.#hold();
      this.#open.add(lab);
      void lab.finally(() => this.#open.delete(lab));
    }
    await Promise.all(this.#open);
  }

  async #hold(): Promise<void> {
    const { name, fleet, clock, random, sessions, signal } = this.#options;
    this.#labs += 1;
    const lab = `${name}-${this.#labs}`;
    const worker = await this.#acquire(lab);
    if (worker === undefined) return;
    const { instanceId } = worker;
    const from = clock.now();
    const session: Session = { lab, instanceId, from, until: from + between(30, 120, random) * MINUTE };
    sessions.push(session);
    await clock.sleep(session.until - from, signal).catch(() => undefined);
    session.until = clock.now();
    await this.#insist(() => fleet.release(worker, { lab }));
  }

  async #acquire(lab: string): Promise<FleetWorker | undefined> {
    const { fleet } = this.#options;
    const worker = await this.#insist(() => fleet.acquire({}, { lab, student: `student of ${lab}` }));
    if (worker === undefined) this.turnedAway += 1;
    return worker;
  }

  /** What fails is tried again, as a person would: the calls are safe to repeat. */
  async #insist<Value>(call: () => Promise<Value>): Promise<Value | undefined> {
    const { clock } = this.#options;
    for (let attempt = 0; attempt < 40; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        if (!Ec2WorkerError.isInstance(error)) throw error;
        this.errors.push(error);
        if (error.kind === 'instance-not-found') return undefined;
        await clock.sleep(2 * MINUTE);
      }
    }
    throw new Error('a call has failed for more than an hour');
  }
}
