import type { CostedVolume, CostInput, CostPart, UnknownCost } from './cost-estimate.js';
import type { CostLines } from './instance-cost.js';
import type { IopsPriceStep, VolumePrice } from './price-source.js';
import { clip, hoursOf, type Span } from './running-time.js';

/** AWS divides prices per month by the hours of a month of 30 days. */
const HOURS_PER_MONTH = 720;

/**
 * What comes with a volume of the type for nothing.
 *
 * @see https://aws.amazon.com/ebs/pricing/
 */
const FREE: Readonly<Record<string, { readonly iops: number; readonly throughput: number }>> = {
  gp3: { iops: 3_000, throughput: 125 },
};

/** Types of which IOPS are provisioned and paid for by themselves. */
const PAID_IOPS: readonly string[] = ['gp3', 'io1', 'io2'];

/** Something of a volume that is paid for. */
interface Charge {
  readonly what: string;
  /** In US dollars; `undefined` if the price is not known. */
  readonly usdPerMonth: number | undefined;
  readonly rate: string;
  /** Why it is not known what it comes to. Default: there is no price. */
  readonly reason?: string;
}

/** What the volumes of a worker cost as long as they were there, whether it ran or not. */
export async function volumeCost(input: CostInput, existing: readonly Span[]): Promise<CostLines> {
  const { volumes, missing } = input;
  if (volumes === undefined) {
    const reason = missing?.volumes ?? 'its volumes are not known: hand them in';
    return { parts: [], unknown: [{ what: 'volumes', hours: undefined, reason }] };
  }
  const lines = await Promise.all(volumes.map((volume) => costOf(volume, input, existing)));
  return {
    parts: lines.flatMap(({ parts }) => parts),
    unknown: lines.flatMap(({ unknown }) => unknown),
  };
}

async function costOf(
  volume: CostedVolume,
  { worker: { region }, prices, abortSignal }: CostInput,
  existing: readonly Span[],
): Promise<CostLines> {
  const { type, createdAt } = volume;
  const since = { from: createdAt?.getTime() ?? Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const hours = hoursOf(existing.flatMap((span) => clip(span, since)));
  if (hours === 0) return { parts: [], unknown: [] };
  const price = await prices.volumePrice({ type, region }, { abortSignal });
  const charges = chargesOf(volume, price);
  const parts: CostPart[] = [];
  const unknown: UnknownCost[] = [];
  for (const { what, usdPerMonth, rate, reason = `there is no price of it in ${region}` } of charges) {
    if (price === undefined || usdPerMonth === undefined) {
      unknown.push({ what, hours, reason });
    } else {
      const usdPerHour = usdPerMonth / HOURS_PER_MONTH;
      const { source, asOf } = price;
      parts.push({ what, usd: usdPerHour * hours, hours, usdPerHour, rate, source, asOf });
    }
  }
  return { parts, unknown };
}

function chargesOf(volume: CostedVolume, price: VolumePrice | undefined): Charge[] {
  const { volumeId, sizeGiB, type, throughput = 0 } = volume;
  const name = `${volumeId} ${type}`;
  const freeThroughput = FREE[type]?.throughput ?? Number.POSITIVE_INFINITY;
  const paidThroughput = Math.max(throughput - freeThroughput, 0);
  const storage = price?.usdPerGiBMonth;
  const perMiBps = price?.usdPerMiBpsMonth;
  return [
    {
      what: `${name} storage, ${sizeGiB} GiB`,
      usdPerMonth: storage === undefined ? undefined : storage * sizeGiB,
      rate: `$${storage} per GiB-month`,
    },
    ...chargeIops(name, volume, price?.iops),
    ...(paidThroughput === 0
      ? []
      : [
          {
            what: `${name} throughput, ${paidThroughput} MiB/s`,
            usdPerMonth: perMiBps === undefined ? undefined : perMiBps * paidThroughput,
            rate: `$${perMiBps} per MiB/s-month`,
          },
        ]),
  ];
}

function chargeIops(
  name: string,
  { type, iops }: CostedVolume,
  steps: readonly IopsPriceStep[] | undefined,
): Charge[] {
  if (!PAID_IOPS.includes(type)) return [];
  const rate = describeSteps(steps);
  const free = FREE[type]?.iops ?? 0;
  if (iops === undefined && free === 0) {
    const reason = 'how many are provisioned is not known: hand them in as iops';
    return [{ what: `${name} IOPS`, usdPerMonth: undefined, rate, reason }];
  }
  const paid = Math.max((iops ?? 0) - free, 0);
  return paid === 0 ? [] : [{ what: `${name} IOPS, ${paid}`, usdPerMonth: priceIops(steps, paid), rate }];
}

/** Each step has its price for the IOPS between it and the next. */
function priceIops(steps: readonly IopsPriceStep[] | undefined, iops: number): number | undefined {
  if (steps === undefined || steps.length === 0 || (steps[0]?.above ?? 0) > 0) return undefined;
  return steps.reduce((usd, { above, usdPerIopsMonth }, index) => {
    const upTo = steps[index + 1]?.above ?? Number.POSITIVE_INFINITY;
    return usd + Math.max(Math.min(iops, upTo) - above, 0) * usdPerIopsMonth;
  }, 0);
}

function describeSteps(steps: readonly IopsPriceStep[] = []): string {
  return steps
    .map(({ above, usdPerIopsMonth: usd }) => `$${usd} per IOPS-month${above === 0 ? '' : ` above ${above}`}`)
    .join(', ');
}
