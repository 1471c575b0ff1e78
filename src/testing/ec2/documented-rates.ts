/** A bucket of tokens: how many it holds, and how fast it fills. */
export interface Rate {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** What EC2 lets pass of an action: requests, and of some the instances in them. */
export interface ActionRates {
  readonly requests: Rate;
  readonly instances?: Rate;
}

const READS: Rate = { capacity: 100, refillPerSecond: 20 };
const BARE_READS: Rate = { capacity: 50, refillPerSecond: 10 };
const CHANGES: Rate = { capacity: 50, refillPerSecond: 5 };
const TAGS: Rate = { capacity: 100, refillPerSecond: 10 };
const SLOW_INSTANCES: Rate = { capacity: 1_000, refillPerSecond: 2 };
const QUICK_INSTANCES: Rate = { capacity: 1_000, refillPerSecond: 20 };

const RATES: Readonly<Record<string, ActionRates>> = {
  CreateSnapshot: { requests: { capacity: 100, refillPerSecond: 5 } },
  CreateSnapshots: { requests: { capacity: 100, refillPerSecond: 5 } },
  CreateTags: { requests: TAGS },
  DeleteTags: { requests: TAGS },
  RunInstances: { requests: { capacity: 5, refillPerSecond: 2 }, instances: SLOW_INSTANCES },
  StartInstances: { requests: { capacity: 5, refillPerSecond: 2 }, instances: SLOW_INSTANCES },
  StopInstances: { requests: CHANGES, instances: QUICK_INSTANCES },
  TerminateInstances: { requests: { capacity: 100, refillPerSecond: 5 }, instances: QUICK_INSTANCES },
};

/** The reads that EC2 lets pass less often when they ask for everything at once. */
const COSTLY_READS: readonly string[] = [
  'DescribeInstances',
  'DescribeInstanceStatus',
  'DescribeSnapshots',
  'DescribeVolumes',
];

/**
 * The rates that EC2 documents. Whether a read that names ids counts as one with a filter is left open there; here
 * it does.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
export function documentedRates(action: string, parameters: Readonly<Record<string, unknown>>): ActionRates {
  const known = RATES[action];
  if (known !== undefined) return known;
  if (!/^(Describe|Get|List)/.test(action)) return { requests: CHANGES };
  return { requests: COSTLY_READS.includes(action) && isBare(parameters) ? BARE_READS : READS };
}

function isBare({ Filters, MaxResults, NextToken, ...named }: Readonly<Record<string, unknown>>): boolean {
  const namesIds = Object.values(named).some((value) => Array.isArray(value) && value.length > 0);
  const isFiltered = Array.isArray(Filters) && Filters.length > 0;
  return !namesIds && !isFiltered && MaxResults === undefined && NextToken === undefined;
}

/** How many instances a request is about; 1 where it does not say. */
export function countInstances({ InstanceIds, MaxCount }: Readonly<Record<string, unknown>>): number {
  if (Array.isArray(InstanceIds)) return InstanceIds.length;
  return typeof MaxCount === 'number' ? MaxCount : 1;
}
