import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { Clock } from '../time/clock.js';
import type { Observation, ObservationRequest, ObservationSource } from './observation.js';

/** What a polling source works with. */
export interface PollingSourceOptions {
  readonly clock: Clock;
  /** Reads an instance's state and checks; rejects with one of our errors. */
  readonly readStatusChecks: (request: ObservationRequest) => Promise<InstanceStatusChecks>;
  /** How many changes this client has made so far. */
  readonly countChanges: () => number;
}

/** How much longer each wait between two looks gets while nothing changes. */
const DELAY_GROWTH = 1.3;

/** The share of a delay that is left to chance, so that waits begun together do not poll together. */
const JITTER = 0.2;

/** The last look comes this long before a wait ends, which leaves time for its answer. */
const LAST_LOOK_MS = 1_000;

/** Looks at each instance on its own: often after a change, less often while nothing happens. */
export class PollingSource implements ObservationSource {
  readonly #options: PollingSourceOptions;

  constructor(options: PollingSourceOptions) {
    this.#options = options;
  }

  async *observe(request: ObservationRequest): AsyncGenerator<Observation> {
    const { clock } = this.#options;
    let delay = request.minDelay;
    let previous: string | undefined;
    for (;;) {
      const observation = await this.#look(request);
      yield observation;

      const current = fingerprint(observation);
      delay = current === previous ? Math.min(delay * DELAY_GROWTH, request.maxDelay) : request.minDelay;
      previous = current;
      await clock.sleep(this.#untilNextLook(request, delay), request.signal);
    }
  }

  async #look(request: ObservationRequest): Promise<Observation> {
    const { clock, countChanges, readStatusChecks } = this.#options;
    const changesBefore = countChanges();
    try {
      const checks = await readStatusChecks(request);
      return { at: clock.now(), changesBefore, seen: { kind: 'checks', checks } };
    } catch (thrown) {
      if (!Ec2WorkerError.isInstance(thrown) || thrown.kind === 'aborted') throw thrown;
      const kind = InstanceNotFoundError.isInstance(thrown) ? 'missing' : 'failed';
      return { at: clock.now(), changesBefore, seen: { kind, error: thrown } };
    }
  }

  #untilNextLook(request: ObservationRequest, delay: number): number {
    const jittered = Math.max(request.minDelay, delay * (1 - JITTER * Math.random()));
    const remaining = request.endsAt - this.#options.clock.now();
    if (jittered < remaining) return jittered;
    // A look at the very end would come to nothing, so the last one is made a little earlier. Where that
    // would be too soon after the one before, the deadline of the wait ends this sleep.
    return Math.max(remaining - LAST_LOOK_MS, request.minDelay);
  }
}

/** What makes two observations count as the same. */
function fingerprint({ seen }: Observation): string {
  if (seen.kind !== 'checks') return seen.kind;
  const { instanceState, instanceStatus, systemStatus, attachedEbsStatus } = seen.checks;
  return [instanceState, instanceStatus, systemStatus, attachedEbsStatus].join();
}
