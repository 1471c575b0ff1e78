import { DescribeAlarmsCommand, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { getMetricData, minute, START, seeded } from './metric-simulation.js';
import { simulate } from './simulation.js';

describe('PutMetricData', () => {
  it('keeps values, counted values and statistics', async () => {
    const { aws, cloudWatch } = simulate({ clock: new ManualClock({ now: START }) });
    const Metric = { Namespace: 'Own', MetricName: 'm', Dimensions: [] };
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'Own',
        MetricData: [
          { MetricName: 'm', Value: 1 },
          { MetricName: 'm', Timestamp: minute(1), Values: [2, 4], Counts: [1, 3] },
          {
            MetricName: 'm',
            Timestamp: minute(2),
            StatisticValues: { SampleCount: 4, Sum: 8, Minimum: 1, Maximum: 5 },
          },
        ],
      }),
    );

    const average = await getMetricData(cloudWatch, { Metric });
    const maximum = await getMetricData(cloudWatch, { Metric, Stat: 'Maximum' });

    expect(average.MetricDataResults?.[0]?.Values).toEqual([1, 3.5, 2]);
    expect(maximum.MetricDataResults?.[0]?.Values).toEqual([1, 4, 5]);
    expect(aws.requests[0]?.action).toBe('PutMetricData');
  });

  it('reads a request that the SDK has compressed', async () => {
    const { cloudWatch } = simulate();
    const MetricData = Array.from({ length: 500 }, (_, index) => ({ MetricName: `m${index}`, Value: index }));

    await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Own', MetricData }));

    expect((await cloudWatch.send(new ListMetricsCommand({}))).Metrics).toHaveLength(500);
  });

  it('refuses the namespaces of AWS, a metric without a name and more than 1,000 metrics', async () => {
    const { cloudWatch } = simulate();
    const put = (Namespace: string, MetricData: { MetricName: string | undefined }[]) =>
      cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    const many = Array.from({ length: 1_001 }, () => ({ MetricName: 'm' }));

    await expect(put('AWS/EC2', [])).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      Code: 'InvalidParameterValue',
    });
    await expect(put('Own', [{ MetricName: undefined }])).rejects.toMatchObject({
      name: 'MissingRequiredParameterException',
    });
    await expect(put('Own', many)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});

describe('ListMetrics', () => {
  it('filters by namespace, name and dimensions', async () => {
    const { aws, cloudWatch } = seeded();
    aws.putMetric({
      namespace: 'CWAgent',
      metricName: 'mem_used_percent',
      dimensions: [
        { name: 'InstanceId', value: 'i-1' },
        { name: 'InstanceType', value: 't3.micro' },
      ],
      values: [{ at: START, value: 1 }],
    });
    const names = async (input: object) =>
      (await cloudWatch.send(new ListMetricsCommand(input))).Metrics?.map(({ MetricName }) => MetricName);

    expect(await names({})).toEqual(['CPUUtilization', 'mem_used_percent']);
    expect(await names({ Namespace: 'CWAgent' })).toEqual(['mem_used_percent']);
    expect(await names({ MetricName: 'CPUUtilization' })).toEqual(['CPUUtilization']);
    expect(await names({ Dimensions: [{ Name: 'InstanceType' }] })).toEqual(['mem_used_percent']);
    expect(await names({ Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }] })).toHaveLength(2);
    expect(await names({ Dimensions: [{ Name: 'InstanceId', Value: 'i-2' }] })).toEqual([]);
  });

  it('comes in pages of 500, per region', async () => {
    const { aws, cloudWatch } = simulate();
    for (let index = 0; index < 501; index += 1) {
      aws.putMetric({ namespace: 'N', metricName: `m${index}`, dimensions: {}, values: [] });
    }
    aws.putMetric({ namespace: 'N', metricName: 'x', dimensions: {}, values: [], region: 'eu-west-1' });

    const first = await cloudWatch.send(new ListMetricsCommand({}));
    const second = await cloudWatch.send(new ListMetricsCommand({ NextToken: first.NextToken }));

    expect(first.Metrics).toHaveLength(500);
    expect(second.Metrics).toMatchObject([{ Namespace: 'N', MetricName: 'm500', Dimensions: [] }]);
  });
});

describe('another action of CloudWatch', () => {
  it('is unknown', async () => {
    const { cloudWatch } = simulate();

    await expect(cloudWatch.send(new DescribeAlarmsCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});
