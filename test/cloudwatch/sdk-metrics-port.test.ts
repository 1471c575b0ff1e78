import type { GetMetricDataCommandInput, ListMetricsCommandInput } from '@aws-sdk/client-cloudwatch';
import * as sdk from '@aws-sdk/client-cloudwatch';
import { NetworkError, ServiceUnavailableError } from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import type { AwsConnection } from '../../src/aws/aws-connection.js';
import { AwsSender } from '../../src/aws/aws-sender.js';
import type { CloudWatchSdk } from '../../src/cloudwatch/cloudwatch-connection.js';
import type { MetricQuery } from '../../src/cloudwatch/metrics-port.js';
import { SdkMetricsPort } from '../../src/cloudwatch/sdk-metrics-port.js';

const CALL = { operation: 'getInstanceResourcesUtilization', instanceIds: ['i-1'] };
const WINDOW = { startTime: new Date(0), endTime: new Date(600_000), periodSeconds: 300, periods: 2 };

interface SentCommand {
  readonly input: unknown;
}

/** The port over a client that answers as told, and what that client was sent. */
function prepare<Input>(answer: (input: Input, call: number) => unknown, maxAttempts = 1) {
  const inputs: Input[] = [];
  const client = {
    send: ({ input }: SentCommand) => {
      inputs.push(input as Input);
      return Promise.resolve(answer(input as Input, inputs.length));
    },
  } as unknown as sdk.CloudWatchClient;
  const connection: AwsConnection<sdk.CloudWatchClient, CloudWatchSdk> = {
    client,
    sdk,
    handedIn: false,
    prepare: () => undefined,
    refreshCredentials: () => Promise.resolve(),
    destroy: () => undefined,
  };
  const sender = new AwsSender({
    connect: () => Promise.resolve(connection),
    region: 'us-east-1',
    clock: new ManualClock({ autoAdvance: true }),
    logger: undefined,
    maxAttempts,
    closing: new AbortController().signal,
  });
  return { port: new SdkMetricsPort(sender), inputs };
}

const query = (index: number): MetricQuery => ({
  namespace: 'AWS/EC2',
  metricName: `Metric${index}`,
  dimensions: { InstanceId: 'i-1', Extra: `${index}` },
  statistic: 'Average',
});

/** A result for a query, whose value is the number in the metric's name. */
const resultFor = ({ Id, MetricStat }: sdk.MetricDataQuery) => ({
  Id,
  Timestamps: [new Date(0)],
  Values: [Number(MetricStat?.Metric?.MetricName?.slice('Metric'.length))],
});

describe('reading metrics', () => {
  it('puts queries into the words of CloudWatch', async () => {
    const { port, inputs } = prepare<GetMetricDataCommandInput>(() => ({ MetricDataResults: [] }));

    await port.read([query(7)], WINDOW, CALL);

    expect(inputs).toEqual([
      {
        StartTime: WINDOW.startTime,
        EndTime: WINDOW.endTime,
        MetricDataQueries: [
          {
            Id: expect.stringMatching(/^[a-z][a-zA-Z0-9_]*$/),
            MetricStat: {
              Metric: {
                Namespace: 'AWS/EC2',
                MetricName: 'Metric7',
                Dimensions: [
                  { Name: 'InstanceId', Value: 'i-1' },
                  { Name: 'Extra', Value: '7' },
                ],
              },
              Period: 300,
              Stat: 'Average',
            },
          },
        ],
      },
    ]);
  });

  it('asks 500 at a time, and gives every answer to its query, whatever the order of the answers', async () => {
    const { port, inputs } = prepare<GetMetricDataCommandInput>(({ MetricDataQueries = [] }) => ({
      MetricDataResults: MetricDataQueries.map(resultFor).reverse(),
    }));
    const queries = Array.from({ length: 1_201 }, (_, index) => query(index));

    const series = await port.read(queries, WINDOW, CALL);

    expect(inputs.map(({ MetricDataQueries }) => MetricDataQueries?.length)).toEqual([500, 500, 201]);
    expect(series.map((datapoints) => datapoints.map(({ value }) => value))).toEqual(
      queries.map((_, index) => [index]),
    );
  });

  it('follows the pages, and puts the parts of a series together', async () => {
    const pages = [
      { MetricDataResults: [{ Id: 'q0', Timestamps: [new Date(300_000)], Values: [2] }], NextToken: 'more' },
      { MetricDataResults: [], NextToken: 'still more' },
      {
        MetricDataResults: [
          { Id: 'q0', Timestamps: [new Date(0)], Values: [1] },
          { Id: 'q1', Timestamps: [new Date(0)], Values: [5] },
        ],
        NextToken: '',
      },
    ];
    const { port, inputs } = prepare<GetMetricDataCommandInput>((_, call) => pages[call - 1]);

    const series = await port.read([query(0), query(1)], WINDOW, CALL);

    expect(inputs.map(({ NextToken }) => NextToken)).toEqual([undefined, 'more', 'still more']);
    expect(series.map((datapoints) => datapoints.map(({ value }) => value))).toEqual([[2, 1], [5]]);
  });

  it('reads no data as none, and passes over what is no number', async () => {
    const { port } = prepare<GetMetricDataCommandInput>(() => ({
      MetricDataResults: [
        { Id: 'q0' },
        { Id: 'q1', Timestamps: [new Date(0), new Date(1), new Date(2)], Values: [Number.NaN, 0] },
        { Id: 'q99', Timestamps: [new Date(0)], Values: [1] },
        {},
      ],
    }));

    await expect(port.read([query(0), query(1)], WINDOW, CALL)).resolves.toEqual([
      [],
      [{ at: new Date(1), value: 0 }],
    ]);
  });

  it('tries again for a result that CloudWatch could not make, and gives up in the end', async () => {
    const broken = { MetricDataResults: [{ Id: 'q0', StatusCode: 'InternalError' }] };
    const complete = { MetricDataResults: [{ Id: 'q0', StatusCode: 'Complete' }] };
    const passing = prepare<GetMetricDataCommandInput>((_, call) => (call < 3 ? broken : complete), 3);
    const lasting = prepare<GetMetricDataCommandInput>(() => broken, 3);

    const series = await passing.port.read([query(0)], WINDOW, CALL);
    const refused = lasting.port.read([query(0)], WINDOW, CALL);

    expect(series).toEqual([[]]);
    expect(passing.inputs).toHaveLength(3);
    await expect(refused).rejects.toBeInstanceOf(ServiceUnavailableError);
    expect(lasting.inputs).toHaveLength(3);
  });

  it('tells what is not allowed of a result that is forbidden', async () => {
    const { port, inputs } = prepare<GetMetricDataCommandInput>(
      () => ({ MetricDataResults: [{ Id: 'q0', StatusCode: 'Forbidden', Messages: [{ Value: 'No.' }] }] }),
      3,
    );

    const reading = port.read([query(0)], WINDOW, CALL);

    await expect(reading).rejects.toMatchObject({
      kind: 'permission-denied',
      action: 'cloudwatch:GetMetricData',
    });
    expect(inputs).toHaveLength(1);
  });

  it('asks nothing for no queries', async () => {
    const { port, inputs } = prepare<GetMetricDataCommandInput>(() => ({ MetricDataResults: [] }));

    await expect(port.read([], WINDOW, CALL)).resolves.toEqual([]);

    expect(inputs).toEqual([]);
  });

  it('takes a reply without its list for what it is', async () => {
    const { port } = prepare(() => ({}));

    await expect(port.read([query(0)], WINDOW, CALL)).rejects.toBeInstanceOf(NetworkError);
    await expect(port.list('CWAgent', 'i-1', CALL)).rejects.toBeInstanceOf(NetworkError);
  });
});

describe('listing metrics', () => {
  it('asks for those of the instance, and follows the pages', async () => {
    const { port, inputs } = prepare<ListMetricsCommandInput>((_, call) =>
      call === 1
        ? {
            Metrics: [
              {
                Namespace: 'CWAgent',
                MetricName: 'mem_used_percent',
                Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }, {}],
              },
            ],
            NextToken: 'more',
          }
        : { Metrics: [{}] },
    );

    const metrics = await port.list('CWAgent', 'i-1', CALL);

    const common = { Namespace: 'CWAgent', Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }] };
    expect(inputs).toEqual([common, { ...common, NextToken: 'more' }]);
    expect(metrics).toEqual([
      { namespace: 'CWAgent', metricName: 'mem_used_percent', dimensions: { InstanceId: 'i-1', '': '' } },
      { namespace: '', metricName: '', dimensions: {} },
    ]);
  });
});
