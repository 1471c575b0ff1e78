import type { SpotPrice } from '../../model/spot-market.js';
import type { FleetTarget } from '../fleet-context.js';
import type { CostedWorker } from './cost-estimate.js';
import type { WorkerCostQuestion } from './cost-question.js';

/** EC2 tells the prices of the last 90 days. */
const KEPT_MS = 90 * 86_400_000;

/**
 * What the spot market calls what the price list has under these names.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotPriceHistory.html
 */
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['Linux', 'Linux/UNIX'],
  ['RHEL', 'Red Hat Enterprise Linux'],
  ['SUSE', 'SUSE Linux'],
  ['Windows', 'Windows'],
]);

/**
 * Reads the prices that held for spot workers of a region, all of them at once: the one at the beginning of the window
 * is among them. Without spot workers nothing is asked.
 */
export async function readSpotHistory(
  { client, region }: Pick<FleetTarget, 'client' | 'region'>,
  workers: readonly CostedWorker[],
  { window, operatingSystem = 'Linux', abortSignal }: WorkerCostQuestion,
  now: number,
): Promise<readonly SpotPrice[]> {
  const onSpot = workers.filter(({ lifecycle }) => lifecycle === 'spot');
  const productDescription = PRODUCTS.get(operatingSystem);
  if (onSpot.length === 0 || productDescription === undefined) return [];
  const since = new Date(Math.max(window.startTime.getTime(), now - KEPT_MS));
  const instanceTypes = [...new Set(onSpot.map(({ instanceType }) => instanceType))].sort();
  const zones = onSpot.map(({ availabilityZone }) => availabilityZone).filter((zone) => zone !== undefined);
  const availabilityZones = [...new Set(zones)].sort();
  const query = { instanceTypes, availabilityZones, since, productDescription };
  return await client.spotPrices(query, { region, abortSignal });
}
