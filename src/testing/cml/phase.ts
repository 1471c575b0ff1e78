/**
 * How a simulated CML host behaves on the network:
 *
 * - `refuse`: nothing listens;
 * - `accept-and-hang`: connections open, and nothing ever comes over them;
 * - `tls-garbage`: something else than TLS speaks;
 * - `silent`: TLS works, and no request is ever answered;
 * - `502`, `503`, `504`: the web server is up, its services are not;
 * - `not-found`, `not-json`, `redirect`: something else than CML answers;
 * - `not-ready`: CML answers, and cannot start nodes yet;
 * - `ready`: CML works.
 */
export type SimulatedCmlPhase =
  | 'refuse'
  | 'accept-and-hang'
  | 'tls-garbage'
  | 'silent'
  | '502'
  | '503'
  | '504'
  | 'not-found'
  | 'not-json'
  | 'redirect'
  | 'not-ready'
  | 'ready';

/** A phase, and for how long. */
export interface SimulatedCmlStep {
  /** How the host behaves. */
  readonly phase: SimulatedCmlPhase;
  /** In milliseconds of the clock. Default: for ever. */
  readonly forMs?: number | undefined;
}

/** Phases one after another, by the clock. */
export class PhaseScript {
  readonly #steps: readonly SimulatedCmlStep[];
  readonly #startedAt: number;

  constructor(script: SimulatedCmlPhase | readonly SimulatedCmlStep[], startedAt: number) {
    this.#steps = typeof script === 'string' ? [{ phase: script }] : script;
    this.#startedAt = startedAt;
  }

  /** The phase at `now`, and when it ends; the last step goes on for ever. */
  at(now: number): { readonly phase: SimulatedCmlPhase; readonly endsAt: number | undefined } {
    let endsAt = this.#startedAt;
    for (const { phase, forMs } of this.#steps) {
      endsAt += forMs ?? Number.POSITIVE_INFINITY;
      if (now < endsAt) return { phase, endsAt: Number.isFinite(endsAt) ? endsAt : undefined };
    }
    return { phase: this.#steps.at(-1)?.phase ?? 'ready', endsAt: undefined };
  }
}

/** How an installed host starts with its instance: about two minutes. */
export const BOOT: readonly SimulatedCmlStep[] = [
  { phase: 'refuse', forMs: 40_000 },
  { phase: '502', forMs: 30_000 },
  { phase: 'not-ready', forMs: 40_000 },
  { phase: 'ready' },
];
