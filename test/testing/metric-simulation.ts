import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type GetMetricDataCommandOutput,
  type MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { ManualClock } from 'ec2-worker-client/testing';
import { type Simulation, simulate } from './simulation.js';

export const START: number = Date.parse('2030-01-01T00:00:00Z');
export const METRIC: {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: { Name: string; Value: string }[];
} = {
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
};
export const minute = (count: number): Date => new Date(START + count * 60_000);

/** CloudWatch with four values of a metric. */
export function seeded(): Simulation {
  const simulation = simulate({ clock: new ManualClock({ now: START }) });
  simulation.aws.putMetric({
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    dimensions: { InstanceId: 'i-1' },
    unit: 'Percent',
    values: [
      { at: minute(0), value: 10 },
      { at: START + 30_000, value: 20 },
      { at: minute(1), value: 40 },
      { at: minute(5), value: 5 },
    ],
  });
  return simulation;
}

export const getMetricData = (
  cloudWatch: CloudWatchClient,
  stat: Partial<MetricStat>,
  input: Partial<GetMetricDataCommandInput> = {},
): Promise<GetMetricDataCommandOutput> =>
  cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: minute(0),
      EndTime: minute(10),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric: METRIC, Period: 60, Stat: 'Average', ...stat } }],
      ...input,
    }),
  );
