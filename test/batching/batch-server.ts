import { ManualClock } from 'ec2-worker-client/testing';
import type { Admission } from '../../src/batching/admission.js';
import {
  type BatchEvent,
  type BatchRequest,
  Coalescer,
  type CoalescerOptions,
} from '../../src/batching/coalescer.js';
import type { Outcome } from '../../src/batching/outcome.js';

/** A failure of a whole request, which may pass. */
export class Outage extends Error {}

/** A failure for the sake of some ids, which the message names, or keeps to itself. */
export class BadIds extends Error {
  readonly named: readonly string[];

  constructor(named: readonly string[]) {
    super(`Bad: ${named.join()}`);
    this.named = named;
  }
}

/** The error of one caller, with the failure that it stands for. */
export class CallerError extends Error {
  readonly id: string;
  readonly caller: string;

  constructor(id: string, caller: string, cause: unknown) {
    super(`${caller} ${id}`, { cause });
    this.id = id;
    this.caller = caller;
  }
}

/** What a server does with the request of a number, counted from 0. */
export type Behaviour = (
  ids: readonly string[],
  index: number,
) => Error | undefined | Promise<Error | undefined>;

export interface SentRequest {
  readonly ids: readonly string[];
  readonly subject: string;
  readonly at: number;
  readonly signal: AbortSignal | undefined;
}

type Options = CoalescerOptions<string, string, string>;

/** A coalescer on a clock of its own, over a server that behaves as told. */
export class BatchServer {
  readonly clock: ManualClock = new ManualClock({ now: 0, autoAdvance: true });
  readonly sent: SentRequest[] = [];
  readonly events: BatchEvent[] = [];
  readonly coalescer: Coalescer<string, string, string>;
  readonly #latencyMs: number;
  readonly #behave: Behaviour;

  constructor(
    behave: Behaviour = () => undefined,
    options: Partial<Pick<Options, 'maxSize'>> & {
      latencyMs?: number;
      attempts?: number;
      admission?: Admission;
      closing?: AbortSignal;
      /** In place of a few attempts for each id. */
      retryAfter?: Options['policy']['retryAfter'];
    } = {},
  ) {
    const { maxSize = 10, latencyMs = 100, attempts = 3, admission, closing } = options;
    // Nothing is loaded here that the clock would have to wait for.
    this.clock.hold()();
    this.#behave = behave;
    this.#latencyMs = latencyMs;
    this.coalescer = new Coalescer<string, string, string>({
      clock: this.clock,
      maxSize,
      keyOf: (subject) => subject,
      send: (request) => this.#answer(request),
      policy: {
        blame: (error, ids) =>
          error instanceof BadIds ? ids.filter((id) => error.named.includes(id)) : undefined,
        retryAfter:
          options.retryAfter ??
          ((failures) => {
            const outages = failures.filter((failure) => failure instanceof Outage);
            return Promise.resolve(outages.length < attempts ? 200 * outages.length : undefined);
          }),
      },
      errorFor: (error, id, caller) => new CallerError(id, caller, error),
      copy: (value) => `${value} (copy)`,
      onBatch: (event) => this.events.push(event),
      admission,
      closing,
    });
  }

  /** The ids of each request, in the order of sending. */
  get requests(): readonly (readonly string[])[] {
    return this.sent.map(({ ids }) => ids);
  }

  load(
    id: string,
    options: { subject?: string; caller?: string; signal?: AbortSignal } = {},
  ): Promise<string> {
    const { subject = '', caller = 'caller', signal } = options;
    return this.coalescer.load(subject, id, caller, signal);
  }

  async #answer({
    ids,
    subject,
    signal,
  }: BatchRequest<string>): Promise<ReadonlyMap<string, Outcome<string>>> {
    const index = this.sent.push({ ids, subject, at: this.clock.now(), signal }) - 1;
    await this.clock.sleep(this.#latencyMs, signal);
    const error = await this.#behave(ids, index);
    if (error !== undefined) throw error;
    return new Map(ids.map((id) => [id, { value: `value of ${id}` }]));
  }
}

/** `id-0`, `id-1` and so on. */
export function idsUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `id-${index}`);
}
