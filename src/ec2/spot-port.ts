import type { SpotNotice, SpotPrice, SpotPriceQuery } from '../model/spot-market.js';
import type { PortCall } from './ec2-port.js';

/** The spot market, in one region and for one identity. */
export interface SpotPort {
  /** Prices since a moment, the latest first: also those that held at it. At least one type. */
  readPrices(query: SpotPriceQuery & { readonly since: Date }, call: PortCall): Promise<readonly SpotPrice[]>;
  /** What AWS says of those of the instances that it takes back, or has taken; without ids, of all there are. */
  readNotices(instanceIds: readonly string[] | undefined, call: PortCall): Promise<readonly SpotNotice[]>;
}
