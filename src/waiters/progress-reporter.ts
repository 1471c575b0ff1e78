import { toPlainData } from '../errors/to-plain-data.js';
import type { Logger } from '../model/logger.js';
import type { Clock } from '../time/clock.js';
import type { WaitProgress } from './wait-options.js';

/** The caller hears of a wait at least this often. */
const HEARTBEAT_MS = 30_000;

/** What a reporter works with. */
export interface ProgressReporterOptions {
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  readonly onProgress: (progress: WaitProgress) => void;
  /** Describes the wait as it stands. */
  readonly progress: (now: number, message: string) => WaitProgress;
}

/** Tells the caller of a wait how it goes on: when something changes, and now and then when nothing does. */
export class ProgressReporter {
  readonly #options: ProgressReporterOptions;
  readonly #stopping = new AbortController();
  #message = 'asking EC2 for the first time';
  #toldAt: number;

  constructor(options: ProgressReporterOptions) {
    this.#options = options;
    this.#toldAt = options.clock.now();
  }

  /** Takes note of how things are, and tells it at once if that is `news`. */
  update(message: string, news: boolean): void {
    if (this.#stopping.signal.aborted) return;
    const changed = news || message !== this.#message;
    this.#message = message;
    if (changed) this.#tell();
  }

  /** Repeats the last word every half minute until it is stopped. */
  keepTelling(): void {
    // Ends by a rejection that only says so.
    this.#repeat(this.#stopping.signal).catch(() => undefined);
  }

  /** Says no more. */
  stop(): void {
    this.#stopping.abort();
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      await clock.sleep(this.#toldAt + HEARTBEAT_MS - clock.now(), signal);
      if (clock.now() - this.#toldAt >= HEARTBEAT_MS) this.#tell();
    }
  }

  #tell(): void {
    const { clock, logger, progress } = this.#options;
    const onProgress: (told: WaitProgress) => unknown = this.#options.onProgress;
    this.#toldAt = clock.now();
    // A display that breaks is no reason to give up the instance. An async function is a callback, too.
    const ignore = (error: unknown): void => {
      logger?.warn('onProgress failed, which is ignored', { error: toPlainData(error) });
    };
    try {
      const told = onProgress(progress(this.#toldAt, this.#message));
      if (told instanceof Promise) told.catch(ignore);
    } catch (error) {
      ignore(error);
    }
  }
}
