import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import { checkAmount, checkDate } from './check-amount.js';
import { checkWindow, pastOf } from './check-window.js';
import type { CostEstimate, CostInput } from './cost-estimate.js';
import { instanceCost } from './instance-cost.js';
import { runningTime } from './running-time.js';
import { volumeCost } from './volume-cost.js';

const OPERATION = 'estimateCost';

/** What no estimate has. */
export const LEAVES_OUT: readonly string[] = [
  'data transfer',
  'public IPv4 addresses',
  'snapshots and images',
  'detailed monitoring and custom metrics',
  'CPU credits of T instances in unlimited mode',
  'input and output of magnetic volumes',
  'Savings Plans, reserved instances and other discounts',
  'the minimum of one minute for each start',
  'licences',
  'taxes',
];

/**
 * Estimates what a worker has cost: the instance while it ran, at the price on demand or at the spot prices of the
 * time, and its volumes as long as they were there, also while it was stopped. What is not known is listed as unknown,
 * and never counts as 0.
 *
 * Prices are those of the list as it is read now, also for times at which they were others.
 *
 * @throws InvalidParameterError for a window that lies in the future or ends before it begins, and for volumes and
 * times that are none; what the price source throws.
 *
 * @example
 * {@includeCode ../../../examples/estimate-cost.ts#by-hand}
 */
export async function estimateCost(input: CostInput): Promise<CostEstimate> {
  new InputCheck(OPERATION).that(isRecord(input), 'input', 'an object with worker, window and prices', input);
  const { worker, history, now = new Date() } = input;
  checkInput(input, now);
  const window = pastOf(input.window, now.getTime());
  const time = runningTime(worker, window, history);
  const [instance, volumes] = await Promise.all([
    instanceCost(input, time),
    volumeCost(input, time.existing),
  ]);
  const parts = [...instance.parts, ...volumes.parts];
  const unknown = [...instance.unknown, ...volumes.unknown];
  return {
    instanceId: worker.instanceId,
    currency: 'USD',
    usd: parts.reduce((usd, part) => usd + part.usd, 0),
    parts,
    unknown,
    complete: unknown.length === 0,
    assumptions: [
      ...time.assumptions,
      `assumed ${input.operatingSystem ?? 'Linux'} with shared tenancy`,
      'assumed months of 30 days for prices per month',
    ],
    leavesOut: LEAVES_OUT,
    startTime: new Date(window.from),
    endTime: new Date(window.to),
  };
}

function checkInput(input: CostInput, now: Date): void {
  checkDate(now, OPERATION, 'now');
  checkWindow(input, now.getTime(), OPERATION);
  const { worker, prices, history = [], volumes = [], spotPrices = [] } = input;
  const check = new InputCheck(OPERATION);
  check.that(isRecord(worker), 'worker', 'a worker', worker);
  check.that(isRecord(prices), 'prices', 'a price source', prices);
  for (const [index, { at }] of history.entries()) checkDate(at, OPERATION, `history[${index}].at`);
  for (const [index, { sizeGiB, iops, throughput, createdAt }] of volumes.entries()) {
    checkAmount(sizeGiB, OPERATION, `volumes[${index}].sizeGiB`);
    checkAmount(iops ?? 0, OPERATION, `volumes[${index}].iops`);
    checkAmount(throughput ?? 0, OPERATION, `volumes[${index}].throughput`);
    if (createdAt !== undefined) checkDate(createdAt, OPERATION, `volumes[${index}].createdAt`);
  }
  for (const [index, { usdPerHour, at }] of spotPrices.entries()) {
    checkAmount(usdPerHour, OPERATION, `spotPrices[${index}].usdPerHour`);
    checkDate(at, OPERATION, `spotPrices[${index}].at`);
  }
}
