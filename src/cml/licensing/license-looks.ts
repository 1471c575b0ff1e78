import { describeSubject } from '../../errors/failure-message.js';
import { WaitTimeoutError } from '../../errors/wait-timeout-error.js';
import { isPassing } from '../connection/socket-fault.js';
import { HostFault } from '../failures/host-fault.js';
import type { CmlLicense } from '../model/cml-license.js';
import { describeLicense, getLicense, type LicensingParts } from './licensing-parts.js';

/** What a call says of its own when its time is up. */
export interface TimeoutWords {
  /** The answer to the change that never came, if it did not. */
  readonly lostReply: HostFault | undefined;
  /** What that means, in a whole sentence. */
  readonly ifLost: string;
  /** What to do now, in whole sentences. */
  readonly advice: string;
}

/** The looks that one call takes at the licence, and what they have shown so far. */
export class LicenseLooks {
  readonly #parts: LicensingParts;
  readonly #startedAt: number;
  #latest: CmlLicense | undefined;
  #taken = 0;
  #missed: HostFault | undefined;

  constructor(parts: LicensingParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
  }

  /** The licence as last seen. */
  get latest(): CmlLicense | undefined {
    return this.#latest;
  }

  /** Since the call began. */
  get elapsedSeconds(): number {
    return Math.round((this.#parts.clock.now() - this.#startedAt) / 1_000);
  }

  /** Reads the licence. */
  async take(signal: AbortSignal): Promise<CmlLicense> {
    const license = await getLicense(this.#parts, signal);
    this.#taken += 1;
    this.#latest = license;
    this.#missed = undefined;
    return license;
  }

  /** The same once something was changed: `undefined` while the host cannot be asked, since what was begun goes on. */
  async takeIfPossible(signal: AbortSignal): Promise<CmlLicense | undefined> {
    try {
      return await this.take(signal);
    } catch (thrown) {
      if (!(thrown instanceof HostFault) || !isPassing(thrown)) throw thrown;
      this.#missed = thrown;
      return undefined;
    }
  }

  /** The error of a call whose time was up. */
  timeout(maxWaitTime: number, { lostReply, ifLost, advice }: TimeoutWords): WaitTimeoutError {
    const subject = this.#parts.subject();
    const missed = this.#missed;
    const sentences = [
      `${describeSubject(subject)} timed out after ${maxWaitTime} s: ${this.#standing()}.`,
      ...(missed === undefined ? [] : [`At the last look the host could not be asked: ${missed.text}.`]),
      ...(lostReply === undefined ? [] : [ifLost]),
      advice,
    ];
    return new WaitTimeoutError({
      ...subject,
      message: sentences.join(' '),
      code: (lostReply ?? missed)?.code,
      // A host that could not be asked may be up again by then, and each call begins with a look.
      retryable: missed !== undefined,
      wait: subject.operation,
      maxWaitTime,
      elapsedSeconds: this.elapsedSeconds,
      polls: this.#taken,
      cause: lostReply ?? missed,
    });
  }

  #standing(): string {
    return this.#latest === undefined ? 'never seen' : describeLicense(this.#latest);
  }
}
