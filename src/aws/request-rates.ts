import type { BucketSize } from '../batching/token-bucket.js';

/** How fast an action may be called: requests, and where AWS counts these too, the instances in them. */
export interface RequestRate {
  /** One token a request. */
  readonly requests: BucketSize;
  /** One token an instance. Default: not limited. */
  readonly instances?: BucketSize | undefined;
}

const READ: BucketSize = { capacity: 100, refillPerSecond: 20 };
const UNFILTERED_READ: BucketSize = { capacity: 50, refillPerSecond: 10 };
const CHANGE: BucketSize = { capacity: 50, refillPerSecond: 5 };
const TAGGING: BucketSize = { capacity: 100, refillPerSecond: 10 };
const LAUNCH: RequestRate = {
  requests: { capacity: 5, refillPerSecond: 2 },
  instances: { capacity: 1_000, refillPerSecond: 2 },
};
const SHUTDOWN_INSTANCES: BucketSize = { capacity: 1_000, refillPerSecond: 20 };

/**
 * The rates that AWS documents, by action.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const RATES: Readonly<Record<string, RequestRate>> = {
  'ec2:RunInstances': LAUNCH,
  'ec2:StartInstances': LAUNCH,
  'ec2:StopInstances': { requests: CHANGE, instances: SHUTDOWN_INSTANCES },
  'ec2:TerminateInstances': {
    requests: { capacity: 100, refillPerSecond: 5 },
    instances: SHUTDOWN_INSTANCES,
  },
  'ec2:CreateSnapshots': { requests: { capacity: 100, refillPerSecond: 5 } },
  'ec2:CreateTags': { requests: TAGGING },
  'ec2:DeleteTags': { requests: TAGGING },
  'cloudwatch:GetMetricData': { requests: { capacity: 50, refillPerSecond: 50 } },
  'cloudwatch:PutMetricData': { requests: { capacity: 150, refillPerSecond: 150 } },
  'cloudwatch:ListMetrics': { requests: { capacity: 25, refillPerSecond: 25 } },
};

/** The rate of an action; `undefined` where AWS documents none. */
export function documentedRate(action: string, isUnfiltered: boolean): RequestRate | undefined {
  const known = RATES[action];
  if (known !== undefined || !action.startsWith('ec2:')) return known;
  if (!/^ec2:(Describe|Get|List)/.test(action)) return { requests: CHANGE };
  return { requests: isUnfiltered ? UNFILTERED_READ : READ };
}
