import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricDatum } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { toWireDatum } from '../../../src/cloudwatch/put-metric-data.js';
import { failure, WorkerSimulation } from '../../client/worker-simulation.js';

const DAY_MS = 86_400_000;
const NAMESPACE = 'CML/Workers';
const many = (count: number) => Array.from({ length: count }, (_, index) => index);
const dimensions = (count: number) =>
  Object.fromEntries(many(count).map((index) => [`Name${index}`, 'value']));

type Case = readonly [parameter: string, datum: Partial<MetricDatum>, isKnownToCloudWatch?: boolean];

/** What CloudWatch refuses by itself has `true` at its end. */
const REFUSED: readonly Case[] = [
  ['data[1].name', { name: '' }, true],
  ['data[1].name', { name: 'x'.repeat(256) }, true],
  ['data[1].value', { value: Number.NaN }, true],
  ['data[1].value', { value: Number.POSITIVE_INFINITY }, true],
  ['data[1].value', { value: 2 ** 361 }, true],
  ['data[1].value', { value: -(2 ** 361) }, true],
  ['data[1]', { value: undefined }, true],
  ['data[1]', { values: [1] }],
  ['data[1].values', { value: undefined, values: many(151) }, true],
  ['data[1].values', { value: undefined, values: [] }, true],
  ['data[1].values[1]', { value: undefined, values: [1, Number.NaN] }, true],
  ['data[1].counts', { value: undefined, values: [1, 2], counts: [1] }, true],
  ['data[1].counts', { counts: [1] }],
  ['data[1].counts', { value: undefined, values: [1], counts: null as never }],
  ['data[1].values', { value: undefined, values: null as never }],
  ['data[1].statistics', { value: undefined, statistics: null as never }],
  ['data[1].counts[0]', { value: undefined, values: [1], counts: [0] }],
  [
    'data[1].statistics.sampleCount',
    { value: undefined, statistics: { sampleCount: 0, sum: 1, minimum: 1, maximum: 1 } },
  ],
  [
    'data[1].statistics.minimum',
    { value: undefined, statistics: { sampleCount: 1, sum: 1, minimum: 2, maximum: 1 } },
  ],
  ['data[1].at', { at: new Date(Number.NaN) }],
  ['data[1].at', { at: new Date(Date.now() - 14 * DAY_MS - 60_000) }, true],
  ['data[1].at', { at: new Date(Date.now() + 2 * 3_600_000 + 60_000) }, true],
  ['data[1].dimensions', { dimensions: dimensions(31) }, true],
  ['data[1].dimensions', { dimensions: { ':name': 'value' } }, true],
  ['data[1].dimensions.name', { dimensions: { name: '' } }, true],
  ['data[1].dimensions.name', { dimensions: { name: 'x'.repeat(1_025) } }, true],
  ['data[1].dimensions.name', { dimensions: { name: 'Löwe' } }],
  ['data[1].storageResolutionSeconds', { storageResolutionSeconds: 30 as 60 }],
];

const ACCEPTED: readonly Partial<MetricDatum>[] = [
  { name: 'x'.repeat(255) },
  { value: 2 ** 360 },
  { value: -(2 ** 360) },
  { value: undefined, values: many(150) },
  { at: new Date(Date.now() - 14 * DAY_MS + 60_000) },
  { at: new Date(Date.now() + 2 * 3_600_000 - 60_000) },
  { dimensions: dimensions(30) },
  { dimensions: { name: 'x'.repeat(1_024) } },
];

const FINE: MetricDatum = { name: 'ActiveLabs', value: 1 };

describe('metrics.publish, before it sends anything,', () => {
  it.each(REFUSED)('refuses %s of %j, and names the datum', async (parameter, datum) => {
    const { client, aws } = new WorkerSimulation();

    const error = await failure(client.metrics.publish(NAMESPACE, [FINE, { ...FINE, ...(datum as object) }]));

    expect(error).toMatchObject({ kind: 'invalid-parameter', operation: 'metrics.publish', parameter });
    expect(aws.requests).toEqual([]);
  });

  it.each(['', 'AWS/EC2', ':name', ' ', 'Löwe', 'x'.repeat(256)])(
    'refuses the namespace "%s"',
    async (name) => {
      const { client, aws } = new WorkerSimulation();

      const error = await failure(client.metrics.publish(name, [FINE]));

      expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'namespace' });
      expect(aws.requests).toEqual([]);
    },
  );

  it.each(ACCEPTED)('lets the utmost pass: %j', async (datum) => {
    const { client } = new WorkerSimulation();

    const { complete } = await client.metrics.publish(NAMESPACE, [{ ...FINE, ...(datum as object) }]);

    expect(complete).toBe(true);
  });
});

describe('the simulated CloudWatch', () => {
  it.each(REFUSED.filter(([, , isKnown]) => isKnown === true))(
    'refuses %s of %j as well, and stores none of the request',
    async (_, datum) => {
      const { aws } = new WorkerSimulation({}, { maxClockSkewMs: Number.POSITIVE_INFINITY });
      const { requestHandler, credentials } = aws;
      const client = new CloudWatchClient({ region: 'us-east-1', requestHandler, credentials });
      const MetricData = [toWireDatum(FINE), toWireDatum({ ...FINE, ...(datum as object) })];

      const sending = client.send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData }));

      await expect(sending).rejects.toMatchObject({
        name: expect.stringMatching(/^(InvalidParameterValue|MissingRequiredParameter)Exception$/),
      });
      client.destroy();
    },
  );
});
