import type { Clock, Ec2WorkerError } from 'ec2-worker-client';
import type { FaultedRequest, SimulatedAws, SimulatedFault } from 'ec2-worker-client/testing';
import type { SeededRandom } from './seeded-random.js';

type Kind = Ec2WorkerError['kind'];

/** What strikes, how many of a thousand requests, and the kind of error that it is to a caller in the end. */
interface Trouble {
  readonly perMille: number;
  readonly kind: Kind;
  readonly fault: SimulatedFault;
  readonly service?: FaultedRequest['service'];
}

const TROUBLES = {
  throttling: { perMille: 300, kind: 'throttled', fault: { code: 'RequestLimitExceeded' } },
  reset: { perMille: 50, kind: 'network', fault: { effect: 'reset' } },
  'lost reply': { perMille: 20, kind: 'network', fault: { effect: 'lost-reply' } },
  'HTML 502': { perMille: 10, kind: 'service-unavailable', fault: { effect: 'html-502' } },
  'captive portal': { perMille: 5, kind: 'network', fault: { effect: 'html-200' } },
  'truncated body': { perMille: 10, kind: 'network', fault: { effect: 'truncated' } },
  'empty body': { perMille: 5, kind: 'network', fault: { effect: 'empty' } },
  stall: { perMille: 5, kind: 'network', fault: { effect: 'stall' } },
  'internal error': { perMille: 5, kind: 'service-unavailable', fault: { code: 'InternalError' } },
} as const satisfies Readonly<Record<string, Trouble>>;

/** What a region answers that is down. */
const OUTAGE = {
  'outage: 503': { perMille: 500, kind: 'service-unavailable', fault: { code: 'Unavailable' } },
  'outage: reset': { perMille: 450, kind: 'network', fault: { effect: 'reset' } },
  'outage: stall': { perMille: 50, kind: 'network', fault: { effect: 'stall' } },
} as const satisfies Readonly<Record<string, Trouble>>;

/** Credentials are replaced with one of so many requests. */
const REQUESTS_A_ROTATION = 1_500;

/** Strikes older than this matter to nobody. */
const REMEMBERED_MS = 24 * 3_600_000;

const EVERYWHERE = '*';

interface Strike {
  readonly kind: Kind;
  readonly region: string;
  readonly at: number;
}

interface Outage {
  readonly region: string;
  readonly from: number;
  readonly to: number;
}

/** What AWS and the network do to the requests of the clients under test. */
export class Weather {
  /** How often each trouble has struck. */
  readonly counts: Map<string, number> = new Map();
  readonly #aws: SimulatedAws;
  readonly #clock: Clock;
  readonly #random: SeededRandom;
  readonly #isSpared: (request: FaultedRequest) => boolean;
  #strikes: Strike[] = [];
  #outages: readonly Outage[] = [];
  #drawnFor: FaultedRequest | undefined;
  #drawn: string | undefined;

  /** `isSpared` tells the requests that nothing happens to. */
  constructor(aws: SimulatedAws, random: SeededRandom, isSpared: (request: FaultedRequest) => boolean) {
    this.#aws = aws;
    this.#clock = aws.clock;
    this.#random = random;
    this.#isSpared = isSpared;
    for (const [name, { fault }] of Object.entries({ ...TROUBLES, ...OUTAGE })) {
      aws.fail({
        ...fault,
        times: Number.POSITIVE_INFINITY,
        when: (request) => this.#draw(request) === name,
      });
    }
  }

  /** Takes a region down for a time that begins later. */
  planOutage(region: string, startsInMs: number, lastsMs: number): void {
    const from = this.#clock.now() + startsInMs;
    this.#count('region outage');
    this.#outages = [...this.#outages, { region, from, to: from + lastsMs }];
  }

  /** How often what leads to errors of a kind has struck a region since then. */
  struck(kind: Kind, region: string, since: number): number {
    return this.#strikes.filter(
      (strike) => strike.kind === kind && strike.at >= since && [region, EVERYWHERE].includes(strike.region),
    ).length;
  }

  /** Forgets what is long past. */
  forgetOld(): void {
    const since = this.#clock.now() - REMEMBERED_MS;
    this.#strikes = this.#strikes.filter(({ at }) => at >= since);
    this.#outages = this.#outages.filter(({ to }) => to >= since);
  }

  /** What happens to a request; several faults ask about the same one. */
  #draw(request: FaultedRequest): string | undefined {
    if (request === this.#drawnFor) return this.#drawn;
    this.#drawnFor = request;
    this.#drawn = this.#isSpared(request) ? undefined : this.#drawOnce(request);
    return this.#drawn;
  }

  #drawOnce({ region, at }: FaultedRequest): string | undefined {
    if (this.#random.between(1, REQUESTS_A_ROTATION) === 1) this.#rotateCredentials(at);
    const isDown = this.#outages.some(
      (outage) => outage.region === region && outage.from <= at && at < outage.to,
    );
    const troubles: Readonly<Record<string, Trouble>> = isDown ? OUTAGE : TROUBLES;
    let left = this.#random.between(0, 999);
    for (const [name, { perMille, kind }] of Object.entries(troubles)) {
      left -= perMille;
      if (left >= 0) continue;
      this.#count(name);
      this.#strikes.push({ kind, region, at });
      return name;
    }
    return undefined;
  }

  #rotateCredentials(at: number): void {
    this.#aws.expireCredentials();
    this.#count('credential rotation');
    this.noteRefusal(at);
  }

  /** Notes that a client will be refused, wherever it is, until it has put itself right. */
  noteRefusal(at: number): void {
    this.#strikes.push({ kind: 'authentication', region: EVERYWHERE, at });
  }

  #count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}
