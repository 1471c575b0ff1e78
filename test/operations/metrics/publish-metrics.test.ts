import type { HttpHandler } from '@smithy/core/protocols';
import type { MetricDatum } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from '../../client/worker-simulation.js';

const NAMESPACE = 'CML/Workers';

function gauges(count: number, dimensions: Readonly<Record<string, string>> = {}): MetricDatum[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Gauge${index}`,
    value: index,
    unit: 'Count',
    dimensions,
  }));
}

const sizes = ({ aws }: WorkerSimulation): number[] =>
  aws.requests.map(({ parameters }) => (parameters['MetricData'] as unknown[]).length);

describe('metrics.publish', () => {
  it('puts every kind of datum on the wire, stamped with the time', async () => {
    const { client, aws, clock } = new WorkerSimulation();
    const at = new Date(clock.now() - 60_000);
    const statistics = { sampleCount: 4, sum: 10, minimum: 1, maximum: 4 };

    const publication = await client.metrics.publish(NAMESPACE, [
      { name: 'One', value: 0, unit: 'Percent', dimensions: { InstanceId: 'i-1', Lab: 'a' } },
      { name: 'Several', values: [1, 2], counts: [3, 1], at, storageResolutionSeconds: 1 },
      { name: 'Summed', statistics },
    ]);

    expect(publication).toEqual({
      outcomes: [{ published: true }, { published: true }, { published: true }],
      published: 3,
      complete: true,
    });
    expect(aws.requests).toHaveLength(1);
    expect(aws.requests[0]).toMatchObject({
      action: 'PutMetricData',
      parameters: {
        Namespace: NAMESPACE,
        MetricData: [
          {
            MetricName: 'One',
            Value: 0,
            Unit: 'Percent',
            Timestamp: clock.now() / 1_000,
            Dimensions: [
              { Name: 'InstanceId', Value: 'i-1' },
              { Name: 'Lab', Value: 'a' },
            ],
          },
          {
            MetricName: 'Several',
            Values: [1, 2],
            Counts: [3, 1],
            Timestamp: at.getTime() / 1_000,
            StorageResolution: 1,
          },
          { StatisticValues: { SampleCount: 4, Sum: 10, Minimum: 1, Maximum: 4 } },
        ],
      },
    });
  });

  it('sends no more than a thousand data at a time', async () => {
    const simulation = new WorkerSimulation();

    const { published, outcomes } = await simulation.client.metrics.publish(NAMESPACE, gauges(2_500));

    expect(sizes(simulation).toSorted((one, other) => other - one)).toEqual([1_000, 1_000, 500]);
    expect(published).toBe(2_500);
    expect(outcomes).toHaveLength(2_500);
  });

  it('sends no more than a megabyte at a time, compressed by the SDK', async () => {
    const sent: { bytes: number; encoding: string | undefined }[] = [];
    const simulation = new WorkerSimulation();
    const inner = simulation.aws.requestHandler;
    const requestHandler: HttpHandler = {
      ...inner,
      handle: (request, options) => {
        const body = request.body as Uint8Array;
        sent.push({ bytes: body.byteLength, encoding: request.headers['content-encoding'] });
        return inner.handle(request, options);
      },
    };
    const client = simulation.connect({ requestHandler });
    const long = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`Dimension${index}`, 'x'.repeat(1_000)]),
    );

    await client.metrics.publish(NAMESPACE, gauges(250, long));

    const decoded = simulation.aws.requests.map(({ parameters }) => JSON.stringify(parameters).length);
    expect(decoded.length).toBe(3);
    for (const bytes of decoded) expect(bytes).toBeLessThanOrEqual(1_000_000);
    for (const { bytes, encoding } of sent) {
      expect(encoding).toBe('gzip');
      expect(bytes).toBeLessThan(100_000);
    }
  });

  it('tells which data were not published, and why', async () => {
    const { client, aws } = new WorkerSimulation();
    aws.fail({ action: 'PutMetricData', code: 'InternalServiceFault', httpStatus: 500 });

    const { outcomes, published, complete } = await client.metrics.publish(NAMESPACE, gauges(1_500));

    // The requests go out together: whichever arrived first has met the fault.
    const struck = aws.requests.find(({ outcome }) => outcome !== 'ok')?.parameters['MetricData'];
    const { length: lost } = struck as unknown[];
    const [failed, fine] = lost === 1_000 ? [outcomes[0], outcomes[1_000]] : [outcomes[1_000], outcomes[0]];
    expect({ published, complete }).toEqual({ published: 1_500 - lost, complete: false });
    expect(failed).toMatchObject({ published: false, error: { kind: 'service-unavailable' } });
    expect(fine).toEqual({ published: true });
    expect(outcomes.filter((outcome) => outcome.published)).toHaveLength(published);
  });

  it('fails if nothing was published', async () => {
    const { client, aws } = new WorkerSimulation();
    aws.iam.deny({ action: 'cloudwatch:PutMetricData' });

    const error = await failure(client.metrics.publish(NAMESPACE, gauges(1_500)));

    expect(error).toMatchObject({
      kind: 'permission-denied',
      action: 'cloudwatch:PutMetricData',
      operation: 'metrics.publish',
    });
  });

  it.each([
    [false, 'network', 1],
    [true, undefined, 2],
  ])('sends again what CloudWatch may have already only if told: %s', async (repeatable, kind, requests) => {
    const { client, aws, actions: _ } = new WorkerSimulation();
    aws.fail({ action: 'PutMetricData', effect: 'lost-reply' });

    const outcome = await client.metrics
      .publish(NAMESPACE, gauges(1), { repeatable })
      .catch((error: unknown) => error);

    expect((outcome as { kind?: string }).kind).toBe(kind);
    expect(aws.requests).toHaveLength(requests);
    const times = aws.requests.map(({ parameters }) => JSON.stringify(parameters));
    expect(new Set(times).size).toBe(1);
  });

  it('sends again what CloudWatch has refused for its rate', async () => {
    const { client, aws } = new WorkerSimulation();
    aws.fail({ action: 'PutMetricData', code: 'Throttling' });

    expect(await client.metrics.publish(NAMESPACE, gauges(1))).toMatchObject({ published: 1 });
  });

  it('sends nothing for no data, nor with a signal that is aborted', async () => {
    const { client, aws } = new WorkerSimulation();

    const nothing = await client.metrics.publish(NAMESPACE, []);
    const error = await failure(
      client.metrics.publish(NAMESPACE, gauges(1), { abortSignal: AbortSignal.abort() }),
    );

    expect(nothing).toEqual({ outcomes: [], published: 0, complete: true });
    expect(error).toMatchObject({ kind: 'aborted' });
    expect(aws.requests).toEqual([]);
  });
});
