import type { Step } from '../step.js';

const METRIC = { MetricName: 'Load', Dimensions: [{ Name: 'Worker', Value: 'w-1' }] };

export const cloudWatchSteps: readonly Step[] = [
  {
    name: 'publish a metric',
    service: 'cloudwatch',
    action: 'PutMetricData',
    input: {
      Namespace: 'Workers',
      MetricData: [
        { ...METRIC, Timestamp: '{fiveMinutesAgo}', Value: 1.5 },
        { ...METRIC, Timestamp: '{fiveMinutesAgo}', Value: 2.5 },
      ],
    },
    expect: [],
  },
  {
    name: 'list metrics',
    service: 'cloudwatch',
    action: 'ListMetrics',
    input: { Namespace: 'Workers' },
    observe: ['Metrics[].[MetricName, Dimensions[0].Value]'],
    expect: [[['Load', 'w-1']]],
  },
  {
    name: 'read a metric',
    service: 'cloudwatch',
    action: 'GetMetricData',
    input: {
      StartTime: '{hourAgo}',
      EndTime: '{now}',
      MetricDataQueries: [
        {
          Id: 'load',
          MetricStat: { Metric: { Namespace: 'Workers', ...METRIC }, Period: 60, Stat: 'Average' },
        },
      ],
    },
    observe: ['MetricDataResults[].[Id, Values]', 'length(MetricDataResults[0].Timestamps)'],
    expect: [[['load', [2]]], 1],
  },
  {
    name: 'read a metric by an odd period',
    service: 'cloudwatch',
    action: 'GetMetricData',
    input: {
      StartTime: '{hourAgo}',
      EndTime: '{now}',
      MetricDataQueries: [
        {
          Id: 'load',
          MetricStat: { Metric: { Namespace: 'Workers', ...METRIC }, Period: 61, Stat: 'Average' },
        },
      ],
    },
    expect: 'InvalidParameterValue',
  },
  {
    name: 'publish into a namespace of AWS',
    service: 'cloudwatch',
    action: 'PutMetricData',
    input: { Namespace: 'AWS/EC2', MetricData: [{ ...METRIC, Value: 1 }] },
    expect: 'InvalidParameterValue',
  },
];
