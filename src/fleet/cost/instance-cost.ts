import type { CostInput, CostPart, SpotPricePoint, UnknownCost } from './cost-estimate.js';
import { clip, hoursOf, type RunningTime, type Span } from './running-time.js';

/** What is known of a cost and what is not. */
export interface CostLines {
  readonly parts: readonly CostPart[];
  readonly unknown: readonly UnknownCost[];
}

/** What a worker cost while it ran, on demand or by the spot prices of the time. */
export async function instanceCost(input: CostInput, time: RunningTime): Promise<CostLines> {
  const { worker, prices, operatingSystem, abortSignal } = input;
  const { instanceType, region, lifecycle } = worker;
  const unclear = hoursOf(time.unknown);
  const what = `${instanceType} ${lifecycle === 'on-demand' ? 'on demand' : lifecycle}`;
  const unknown: UnknownCost[] =
    unclear === 0 ? [] : [{ what, hours: undefined, reason: describeUnclear(unclear) }];
  const hours = hoursOf(time.running);
  if (hours === 0) return { parts: [], unknown };
  if (lifecycle === 'spot') return withMore(spotCost(input, time.running, what), unknown);
  if (lifecycle !== 'on-demand') {
    const reason = `nothing is known of the prices of the lifecycle ${lifecycle}`;
    return { parts: [], unknown: [...unknown, { what, hours, reason }] };
  }
  const price = await prices.instancePrice({ instanceType, region, operatingSystem }, { abortSignal });
  if (price === undefined) {
    const reason = `there is no price of ${instanceType} in ${region}`;
    return { parts: [], unknown: [...unknown, { what, hours, reason }] };
  }
  const { usdPerHour, source, asOf } = price;
  const rate = `$${usdPerHour} per hour`;
  return { parts: [{ what, usd: usdPerHour * hours, hours, usdPerHour, rate, source, asOf }], unknown };
}

/** What each spot price came to in its time. */
function spotCost(input: CostInput, running: readonly Span[], what: string): CostLines {
  const { worker, spotPrices = [], missing } = input;
  const { instanceType, availabilityZone } = worker;
  const points = spotPrices
    .filter((point) => point.instanceType === instanceType && point.availabilityZone === availabilityZone)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const parts = points.flatMap((point, index) => partAt(point, points[index + 1], running, what));
  const first = points[0]?.at.getTime() ?? Number.POSITIVE_INFINITY;
  const before = hoursOf(
    running.flatMap((span) => clip(span, { from: Number.NEGATIVE_INFINITY, to: first })),
  );
  const none = `there is no spot price of ${instanceType} in ${availabilityZone ?? 'its zone'} of that time`;
  const reason = missing?.spotPrices ?? none;
  return { parts, unknown: before === 0 ? [] : [{ what, hours: before, reason }] };
}

function partAt(
  { usdPerHour, at }: SpotPricePoint,
  next: SpotPricePoint | undefined,
  running: readonly Span[],
  what: string,
): CostPart[] {
  const inForce = { from: at.getTime(), to: next?.at.getTime() ?? Number.POSITIVE_INFINITY };
  const hours = hoursOf(running.flatMap((span) => clip(span, inForce)));
  if (hours === 0) return [];
  const rate = `$${usdPerHour} per hour`;
  return [{ what, usd: usdPerHour * hours, hours, usdPerHour, rate, source: 'spot prices', asOf: at }];
}

function withMore({ parts, unknown }: CostLines, more: readonly UnknownCost[]): CostLines {
  return { parts, unknown: [...more, ...unknown] };
}

function describeUnclear(hours: number): string {
  return `when it ran within ${hours.toFixed(1)} hours is not known: hand in a history of its states`;
}
