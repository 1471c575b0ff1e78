import { describeType, isRecord } from '../../errors/describe-type.js';
import { InputCheck, isText } from '../../errors/input-check.js';
import type { SpotNotice, SpotPrice, SpotPriceQuery } from '../../model/spot-market.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';

/** EC2 takes 200 values in a filter. */
const MOST_ZONES = 200;

/** Reads prices of the spot market: the present ones, or those since a moment, the latest first. */
export async function readSpotPrices(
  context: WorkerContext,
  call: OperationCall,
  query: SpotPriceQuery,
): Promise<SpotPrice[]> {
  checkQuery(query, call.operation);
  const { instanceTypes, availabilityZones, since } = query;
  if (instanceTypes.length === 0 || availabilityZones?.length === 0) return [];
  const { spot } = context.resources;
  const from = since ?? new Date(context.clock.now());
  const prices = await spot.readPrices({ ...query, since: from }, call);
  const sorted = prices.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  return since === undefined ? latestOfEach(sorted) : sorted;
}

/** What AWS says of spot workers that it takes back; without ids, of all there are. */
export async function readSpotNotices(
  context: WorkerContext,
  call: OperationCall,
  instanceIds: readonly string[] | undefined,
): Promise<readonly SpotNotice[]> {
  if (instanceIds?.length === 0) return [];
  const { spot } = context.resources;
  return await spot.readNotices(instanceIds && [...new Set(instanceIds)], call);
}

function latestOfEach(sorted: readonly SpotPrice[]): SpotPrice[] {
  const seen = new Set<string>();
  return sorted.filter(({ instanceType, availabilityZone }) => {
    const pool = `${instanceType}/${availabilityZone}`;
    const isFirst = !seen.has(pool);
    seen.add(pool);
    return isFirst;
  });
}

function checkQuery(query: SpotPriceQuery, operation: string): void {
  const check = new InputCheck(operation);
  check.about(isRecord(query), 'query', 'an object', describeType(query));
  const { instanceTypes, availabilityZones, since, productDescription } = query;
  check.that(isListOfTexts(instanceTypes), 'instanceTypes', 'a list of instance types', instanceTypes);
  const areZones =
    availabilityZones === undefined ||
    (isListOfTexts(availabilityZones) && availabilityZones.length <= MOST_ZONES);
  check.that(
    areZones,
    'availabilityZones',
    `a list of at most ${MOST_ZONES} zones such as us-east-1a`,
    availabilityZones,
  );
  const isTime = since === undefined || (since instanceof Date && !Number.isNaN(since.getTime()));
  check.that(isTime, 'since', 'a Date', since);
  const isProduct = productDescription === undefined || isText(productDescription);
  check.that(isProduct, 'productDescription', 'such as Linux/UNIX', productDescription);
}

function isListOfTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every(isText);
}
