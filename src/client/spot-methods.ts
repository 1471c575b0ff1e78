import type { CallOptions } from '../model/call-options.js';
import type { SpotNotice, SpotPrice, SpotPriceQuery } from '../model/spot-market.js';
import type { WorkerRef } from '../model/worker-ref.js';
import { readSpotNotices } from '../operations/resources/read-spot-market.js';
import type { Dispatcher } from './dispatcher.js';

/** What a client can tell of the spot market. */
export interface SpotMethods {
  /**
   * Reads prices of the spot market, the latest first: of each type and zone the present one, or with `since` all
   * that held from then on. What EC2 has no price for is not in it.
   */
  spotPrices(query: SpotPriceQuery, options?: CallOptions): Promise<SpotPrice[]>;

  /**
   * Tells which spot workers AWS takes back, or has taken back: two minutes before it does, unless it hibernates
   * them. Workers without a notice are not in it. Many share a request; `'all'` asks for those of the account in the
   * region. No workers give no notices, and ask for nothing.
   *
   * EC2 tells it in the worker's spot request; on the worker itself the instance metadata has it.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
   */
  listSpotNotices(workers: Iterable<WorkerRef> | 'all', options?: CallOptions): Promise<SpotNotice[]>;

  /** The notice of one worker as {@link SpotMethods.listSpotNotices} has it; `undefined` if AWS leaves it alone. */
  getSpotNotice(worker: WorkerRef, options?: CallOptions): Promise<SpotNotice | undefined>;
}

/** Reads the notices of workers, each in its own region. */
export async function listSpotNotices(
  dispatcher: Dispatcher,
  operation: string,
  workers: Iterable<WorkerRef> | 'all',
  options: CallOptions,
): Promise<SpotNotice[]> {
  if (workers !== 'all') return await dispatcher.aboutMany(operation, workers, options, readSpotNotices);
  const notices = await dispatcher.inRegion(operation, options, (context, call) =>
    readSpotNotices(context, call, undefined),
  );
  return [...notices];
}
