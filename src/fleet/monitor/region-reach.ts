import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { RegionReachable, RegionUnreachable } from './fleet-event.js';
import { type Place, placeKey } from './monitor-ledger.js';

/** What a place that was unreachable at the time of the snapshot is known by, until it is listed. */
const REMEMBERED = 'snapshot';

/** The listing of a place, as something that may fail. */
export const LISTING = 'listing';

/**
 * Tells when an account and region becomes unreachable: as soon as its listing, or the look at one of its workers,
 * fails; and when all of them can be read again.
 */
export class RegionReach {
  readonly #emit: (event: RegionUnreachable | RegionReachable) => void;
  readonly #now: () => number;
  /** What cannot be read, by place: the listing, or workers by their ids. */
  readonly #unread = new Map<string, Set<string>>();

  constructor(
    remembered: Iterable<Place>,
    now: () => number,
    emit: (event: RegionUnreachable | RegionReachable) => void,
  ) {
    this.#now = now;
    this.#emit = emit;
    for (const place of remembered) this.#unread.set(placeKey(place), new Set([REMEMBERED]));
  }

  fail({ region, roleArn }: Place, source: string, error: Ec2WorkerError): void {
    const key = placeKey({ region, roleArn });
    const sources = this.#unread.get(key) ?? new Set();
    this.#unread.set(key, sources);
    const isNews = sources.size === 0;
    sources.add(source);
    if (isNews) this.#emit({ type: 'unreachable', at: new Date(this.#now()), region, roleArn, error });
  }

  succeed({ region, roleArn }: Place, source: string): void {
    const key = placeKey({ region, roleArn });
    const sources = this.#unread.get(key);
    if (sources === undefined) return;
    sources.delete(source);
    if (source === LISTING) sources.delete(REMEMBERED);
    if (sources.size > 0) return;
    this.#unread.delete(key);
    this.#emit({ type: 'reachable', at: new Date(this.#now()), region, roleArn });
  }
}
