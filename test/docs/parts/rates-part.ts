import { documentedRate, type RequestRate } from '../../../src/aws/request-rates.js';
import { code, table } from './table.js';

const ACTIONS = [
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceStatus',
  'ec2:RunInstances',
  'ec2:StartInstances',
  'ec2:StopInstances',
  'ec2:TerminateInstances',
  'ec2:RebootInstances',
  'ec2:CreateTags',
  'ec2:DeleteTags',
  'cloudwatch:GetMetricData',
];

/** The rates that the request budget keeps to. */
export function ratesPart(): string {
  const rows = ACTIONS.flatMap((action) => {
    const rate = documentedRate(action, false);
    return rate === undefined ? [] : [[code(action), ...cellsOf(rate)]];
  });
  return table(['Action', 'Requests at once', 'Then, a second', 'Instances in them'], rows);
}

function cellsOf({ requests, instances }: RequestRate): readonly string[] {
  const inThem =
    instances === undefined
      ? 'not counted'
      : `${instances.capacity} at once, then ${instances.refillPerSecond} a second`;
  return [`${requests.capacity}`, `${requests.refillPerSecond}`, inThem];
}
