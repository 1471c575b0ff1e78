import { describeSubject } from '../../errors/failure-message.js';
import { WaitTimeoutError } from '../../errors/wait-timeout-error.js';
import type { HostSubject } from '../failures/host-error.js';
import type { CmlPhase, CmlProbe } from '../model/cml-probe.js';
import type { CmlWaitProgress } from './cml-wait-options.js';

/** More phases than any start has; the oldest are dropped beyond. */
const MAX_PHASES = 12;

const ADVICE =
  'A first install and a metal instance take up to 1,200 s: wait again, or allow more than maxWaitTime';

/** What a wait for a host has seen so far. */
export class CmlWaitRecord {
  readonly #startedAt: number;
  readonly #phases: { readonly phase: CmlPhase; readonly elapsedSeconds: number }[] = [];
  #polls = 0;
  #probe: CmlProbe | undefined;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** Notes a look; `undefined` where the host's address could not be learnt. @returns Whether it shows something new. */
  add(probe: CmlProbe | undefined, now: number): boolean {
    const before = fingerprint(this.#probe);
    this.#polls += 1;
    this.#probe = probe ?? this.#probe;
    if (probe !== undefined && this.#phases.at(-1)?.phase !== probe.phase) {
      this.#phases.push({ phase: probe.phase, elapsedSeconds: this.#elapsedSeconds(now) });
      if (this.#phases.length > MAX_PHASES) this.#phases.shift();
    }
    return fingerprint(this.#probe) !== before;
  }

  /** What to tell the caller at `now`. */
  progress(now: number, message: string): CmlWaitProgress {
    return { elapsedSeconds: this.#elapsedSeconds(now), polls: this.#polls, probe: this.#probe, message };
  }

  /** The error of a wait whose time was up at `now`. */
  timeout(subject: HostSubject, now: number, maxWaitTime: number, message: string): WaitTimeoutError {
    const elapsedSeconds = this.#elapsedSeconds(now);
    const polls = `${this.#polls} ${this.#polls === 1 ? 'poll' : 'polls'}`;
    const problems = this.#probe?.problems ?? [];
    const parts = [
      `${describeSubject(subject)} timed out after ${elapsedSeconds} s and ${polls}: ${message}.`,
      this.#history(),
      ...problems.map((each) => each.message),
      `${ADVICE} ${maxWaitTime} s.`,
    ];
    return new WaitTimeoutError({
      ...subject,
      message: parts.filter((part) => part !== '').join(' '),
      code: problems[0]?.code,
      wait: subject.operation,
      maxWaitTime,
      elapsedSeconds,
      polls: this.#polls,
      problems,
    });
  }

  #history(): string {
    if (this.#phases.length === 0) return '';
    const seen = this.#phases.map(({ phase, elapsedSeconds }) => `${phase} from ${elapsedSeconds} s`);
    return `It was ${seen.join(', ')}.`;
  }

  #elapsedSeconds(now: number): number {
    return Math.round((now - this.#startedAt) / 1_000);
  }
}

function fingerprint(probe: CmlProbe | undefined): string {
  return [probe?.phase, probe?.address, ...(probe?.problems ?? []).map(({ code }) => code)].join();
}
