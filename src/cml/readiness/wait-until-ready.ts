import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { Logger } from '../../model/logger.js';
import type { Clock } from '../../time/clock.js';
import { startDeadline } from '../../time/deadline.js';
import { formatDuration } from '../../time/duration.js';
import { tell } from '../call-guard.js';
import { type HostSubject, problemError } from '../failures/host-error.js';
import type { CmlProbe } from '../model/cml-probe.js';
import type { CmlWaitOptions } from './cml-wait-options.js';
import { judgeReadiness } from './judge-readiness.js';
import type { CmlWaitPlan } from './plan-wait.js';
import { CmlWaitRecord } from './wait-record.js';

/** What a wait works with. */
export interface ReadyWaitParts {
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  readonly subject: () => HostSubject;
  readonly probe: (signal: AbortSignal) => Promise<CmlProbe>;
}

/** How much longer each wait between two looks gets while nothing changes. */
const DELAY_GROWTH = 1.3;

/** The last look comes this long before a wait ends, which leaves time for its answer. */
const LAST_LOOK_MS = 1_000;

/** The caller hears of a wait at least this often. */
const HEARTBEAT_MS = 30_000;

/** Waits until a host is ready, and stays so for as long as it has to. */
export async function waitUntilReady(
  parts: ReadyWaitParts,
  plan: CmlWaitPlan,
  { abortSignal, onProgress }: CmlWaitOptions,
): Promise<CmlProbe> {
  abortSignal?.throwIfAborted();
  const wait = new ReadyWait(parts, plan, onProgress);
  const deadline = startDeadline(parts.clock, plan.maxWaitTimeMs, [abortSignal]);
  try {
    return await wait.follow(deadline.signal);
  } catch (thrown) {
    if (deadline.expired && !Ec2WorkerError.isInstance(thrown)) throw wait.timeout();
    throw thrown;
  } finally {
    deadline.dispose();
  }
}

class ReadyWait {
  readonly #parts: ReadyWaitParts;
  readonly #plan: CmlWaitPlan;
  readonly #onProgress: CmlWaitOptions['onProgress'];
  readonly #record: CmlWaitRecord;
  readonly #endsAt: number;
  #message = 'looking at the host for the first time';
  #toldAt: number;
  #readySince: number | undefined;
  #stuckSince: number | undefined;

  constructor(parts: ReadyWaitParts, plan: CmlWaitPlan, onProgress: CmlWaitOptions['onProgress']) {
    const now = parts.clock.now();
    this.#parts = parts;
    this.#plan = plan;
    this.#onProgress = onProgress;
    this.#record = new CmlWaitRecord(now);
    this.#endsAt = now + plan.maxWaitTimeMs;
    this.#toldAt = now;
  }

  async follow(signal: AbortSignal): Promise<CmlProbe> {
    const { clock } = this.#parts;
    let delay = this.#plan.minDelayMs;
    for (;;) {
      const probe = await this.#look(signal);
      const isNew = this.#record.add(probe, clock.now());
      const reached = this.#consider(probe);
      if (reached !== undefined) return reached;
      delay = isNew ? this.#plan.minDelayMs : Math.min(delay * DELAY_GROWTH, this.#plan.maxDelayMs);
      await clock.sleep(this.#untilNextLook(delay), signal);
    }
  }

  timeout(): Ec2WorkerError {
    const { clock, subject } = this.#parts;
    return this.#record.timeout(subject(), clock.now(), this.#plan.maxWaitTimeMs / 1_000, this.#message);
  }

  /** Where the address cannot be learnt for now, the host has not been seen; anything else ends the wait. */
  async #look(signal: AbortSignal): Promise<CmlProbe | undefined> {
    try {
      return await this.#parts.probe(signal);
    } catch (thrown) {
      if (!Ec2WorkerError.isInstance(thrown) || !thrown.retryable) throw thrown;
      this.#readySince = undefined;
      this.#note(`the address is not known: ${thrown.message}`);
      return undefined;
    }
  }

  #consider(probe: CmlProbe | undefined): CmlProbe | undefined {
    if (probe === undefined) return undefined;
    const { clock, subject } = this.#parts;
    const now = clock.now();
    const verdict = judgeReadiness(probe, this.#plan.accept);
    this.#readySince = verdict.state === 'ready' ? (this.#readySince ?? now) : undefined;
    this.#stuckSince = verdict.state === 'stuck' ? (this.#stuckSince ?? now) : undefined;
    if (verdict.state === 'failed') throw problemError(verdict.problem, subject(), probe.problems);
    if (verdict.state === 'stuck' && now - (this.#stuckSince ?? now) >= this.#plan.graceMs) {
      throw problemError(verdict.problem, subject(), probe.problems);
    }
    if (verdict.state !== 'ready') {
      this.#note(verdict.message);
      return undefined;
    }
    const isStable = now - (this.#readySince ?? now) >= this.#plan.stableForMs;
    const { stableForMs } = this.#plan;
    this.#note(isStable ? 'ready, as waited for' : `ready, to stay so for ${formatDuration(stableForMs)}`);
    return isStable ? probe : undefined;
  }

  #note(message: string): void {
    const { clock, logger } = this.#parts;
    const now = clock.now();
    const isNews = message !== this.#message || now - this.#toldAt >= HEARTBEAT_MS;
    this.#message = message;
    if (!isNews) return;
    this.#toldAt = now;
    tell(this.#onProgress, this.#record.progress(now, message), logger);
  }

  #untilNextLook(delay: number): number {
    const now = this.#parts.clock.now();
    const { stableForMs, minDelayMs } = this.#plan;
    // A host that is ready is looked at again no later than when that will do.
    const untilStable = this.#readySince === undefined ? delay : this.#readySince + stableForMs - now;
    const wanted = Math.min(delay, Math.max(untilStable, 0));
    const remaining = this.#endsAt - now;
    return wanted < remaining ? wanted : Math.max(remaining - LAST_LOOK_MS, minDelayMs);
  }
}
