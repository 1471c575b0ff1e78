import type { GetMetricDataCommandInput, MetricStat } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { getMetricData, METRIC, minute, seeded } from './metric-simulation.js';

describe('GetMetricData', () => {
  it.each([
    ['Average', [15, 40, 5]],
    ['Sum', [30, 40, 5]],
    ['Minimum', [10, 40, 5]],
    ['Maximum', [20, 40, 5]],
    ['SampleCount', [2, 1, 1]],
  ])('gives the %s of each period that has data', async (Stat, values) => {
    const { cloudWatch } = seeded();

    const reply = await getMetricData(cloudWatch, { Stat });

    expect(reply.MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'CPUUtilization',
        Timestamps: [minute(0), minute(1), minute(5)],
        Values: values,
        StatusCode: 'Complete',
      },
    ]);
  });

  it('puts longer periods together, and the newest first unless told otherwise', async () => {
    const { cloudWatch } = seeded();

    const reply = await getMetricData(cloudWatch, { Period: 300, Stat: 'Sum' }, { ScanBy: undefined });

    expect(reply.MetricDataResults?.[0]).toMatchObject({
      Timestamps: [minute(5), minute(0)],
      Values: [5, 70],
    });
  });

  it('includes the start of the range and leaves its end out', async () => {
    const { cloudWatch } = seeded();

    const reply = await getMetricData(cloudWatch, {}, { StartTime: minute(1), EndTime: minute(5) });

    expect(reply.MetricDataResults?.[0]?.Values).toEqual([40]);
  });

  it('is complete and empty for a metric without data, whatever its dimensions', async () => {
    const { cloudWatch } = seeded();

    const reply = await getMetricData(cloudWatch, { Metric: { ...METRIC, Dimensions: [] } });

    expect(reply.MetricDataResults).toEqual([
      { Id: 'm1', Label: 'CPUUtilization', Timestamps: [], Values: [], StatusCode: 'Complete' },
    ]);
  });

  it('leaves out what is not to be returned, and labels the rest as asked', async () => {
    const { cloudWatch } = seeded();
    const stat = { Metric: METRIC, Period: 60, Stat: 'Average' };

    const reply = await getMetricData(
      cloudWatch,
      {},
      {
        MetricDataQueries: [
          { Id: 'm1', MetricStat: stat, ReturnData: false },
          { Id: 'm2', MetricStat: stat, Label: 'CPU' },
        ],
      },
    );

    expect(reply.MetricDataResults?.map(({ Id, Label }) => [Id, Label])).toEqual([['m2', 'CPU']]);
  });

  it('comes in pages of datapoints, partial until the last', async () => {
    const { cloudWatch } = seeded();

    const first = await getMetricData(cloudWatch, {}, { MaxDatapoints: 2 });
    const second = await getMetricData(cloudWatch, {}, { MaxDatapoints: 2, NextToken: first.NextToken });

    expect(first.MetricDataResults).toMatchObject([{ Values: [15, 40], StatusCode: 'PartialData' }]);
    expect(second.MetricDataResults).toMatchObject([{ Values: [5], StatusCode: 'Complete' }]);
    expect(second.NextToken).toBeUndefined();
  });

  it.each<[string, Partial<MetricStat>, Partial<GetMetricDataCommandInput>]>([
    ['InvalidParameterValueException', { Period: 61 }, {}],
    ['InvalidParameterValueException', { Stat: 'Median' }, {}],
    ['InvalidParameterValueException', {}, { EndTime: minute(0) }],
    ['InvalidParameterValueException', {}, { MetricDataQueries: [{ Id: 'e', Expression: 'm1 * 2' }] }],
    ['MissingRequiredParameterException', {}, { StartTime: undefined }],
    ['MissingRequiredParameterException', { Stat: undefined }, {}],
    ['InvalidParameterValueException', {}, { MaxDatapoints: 0 }],
    ['InvalidNextToken', {}, { NextToken: 'made-up' }],
    [
      'InvalidParameterValueException',
      {},
      { MetricDataQueries: Array.from({ length: 501 }, (_, index) => ({ Id: `m${index}` })) },
    ],
  ])('answers %s to %j %j', async (name, stat, input) => {
    const { cloudWatch } = seeded();

    await expect(getMetricData(cloudWatch, stat, input)).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 400 },
    });
  });
});
