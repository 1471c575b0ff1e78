import { describe, expect, it } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from '../client/worker-simulation.js';

const MINUTE_MS = 60_000;

/** A worker, and a way to give it metrics: one value for every period back from now, the newest first. */
async function prepare(monitoring: 'basic' | 'detailed' = 'basic') {
  const simulation = new WorkerSimulation();
  const { instanceId } = await simulation.launchHealthy({ monitoring });
  const periodMs = monitoring === 'basic' ? 5 * MINUTE_MS : MINUTE_MS;
  await simulation.aws.advance(periodMs - (simulation.clock.now() % periodMs) + 20_000);
  const end = Math.floor(simulation.clock.now() / periodMs) * periodMs;
  const give = (
    metricName: string,
    values: readonly (number | undefined)[],
    dimensions: Record<string, string> = {},
    namespace = 'AWS/EC2',
  ): void => {
    simulation.aws.putMetric({
      namespace,
      metricName,
      dimensions: { InstanceId: instanceId, ...dimensions },
      values: values.flatMap((value, index) =>
        value === undefined ? [] : [{ at: end - (index + 1) * periodMs, value }],
      ),
    });
  };
  return { simulation, instanceId, give, end, periodMs };
}

describe('getInstanceResourcesUtilization', () => {
  it.each([
    ['basic', 300, 12],
    ['detailed', 60, 60],
  ] as const)('reads %s monitoring in periods of %d seconds', async (monitoring, periodSeconds, periods) => {
    const { simulation, instanceId, give, end } = await prepare(monitoring);
    give(
      'CPUUtilization',
      Array.from({ length: periods }, (_, index) => index),
    );

    const { cpuPercent, ...utilization } =
      await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(utilization).toMatchObject({
      instanceId,
      region: 'us-east-1',
      periodSeconds,
      endTime: new Date(end),
      startTime: new Date(end - 60 * MINUTE_MS),
    });
    expect(cpuPercent).toEqual({
      average: (periods - 1) / 2,
      minimum: 0,
      maximum: periods - 1,
      latest: 0,
      latestAt: new Date(end - periodSeconds * 1_000),
      datapoints: periods,
      coverage: 1,
    });
  });

  it('knows nothing rather than zero where there is no data', async () => {
    const { simulation, instanceId } = await prepare();

    const utilization = await simulation.client.getInstanceResourcesUtilization(instanceId);

    const names = [
      'cpuPercent',
      'memoryPercent',
      'diskPercent',
      'networkIn',
      'networkOut',
      'diskRead',
      'diskWrite',
    ];
    for (const name of names) expect(utilization[name as keyof typeof utilization]).toBeUndefined();
  });

  it('tells how much of the window the data covers', async () => {
    const { simulation, instanceId, give } = await prepare();
    give('CPUUtilization', [0, undefined, 30, undefined]);
    give('NetworkIn', [undefined, 300_000, 600_000]);

    const { cpuPercent, networkIn } = await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(cpuPercent).toMatchObject({ average: 15, latest: 0, datapoints: 2, coverage: 2 / 12 });
    expect(networkIn).toMatchObject({
      totalBytes: 900_000,
      averagePerSecond: 1_500,
      maximumPerSecond: 2_000,
      latestPerSecond: 1_000,
      coverage: 2 / 12,
    });
  });

  it('takes the disk from EBS, and from the instance store only where EBS says nothing', async () => {
    const { simulation, instanceId, give } = await prepare();
    give('EBSReadBytes', [3_000]);
    give('DiskReadBytes', [9_000]);
    give('DiskWriteBytes', [6_000]);

    const { diskRead, diskWrite } = await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(diskRead?.totalBytes).toBe(3_000);
    expect(diskWrite?.totalBytes).toBe(6_000);
  });

  it('takes an EBS volume that was not read from for zero, not for the instance store', async () => {
    const { simulation, instanceId, give } = await prepare();
    give('EBSReadBytes', [0]);
    give('DiskReadBytes', [9_000]);

    const { diskRead } = await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(diskRead?.totalBytes).toBe(0);
  });

  it("finds the agent's metrics whatever dimensions it appends", async () => {
    const { simulation, instanceId, give } = await prepare();
    const appended = { ImageId: 'ami-1', InstanceType: 'c5.2xlarge', AutoScalingGroupName: 'labs' };
    give('mem_used_percent', [40, 20], appended, 'CWAgent');
    give(
      'disk_used_percent',
      [70],
      { ...appended, path: '/', device: 'nvme0n1p1', fstype: 'xfs' },
      'CWAgent',
    );
    give(
      'disk_used_percent',
      [99],
      { ...appended, path: '/boot', device: 'nvme0n1p2', fstype: 'vfat' },
      'CWAgent',
    );

    const { memoryPercent, diskPercent } =
      await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(memoryPercent).toMatchObject({ average: 30, minimum: 20, maximum: 40, latest: 40 });
    expect(diskPercent).toMatchObject({ average: 70 });
  });

  it('passes over a series of an earlier configuration that has no data in the window', async () => {
    const { simulation, instanceId, give } = await prepare();
    const longAgo = [...Array.from({ length: 20 }, () => undefined), 99];
    give('mem_used_percent', longAgo, {}, 'CWAgent');
    give('mem_used_percent', [40], { ImageId: 'ami-1' }, 'CWAgent');

    const { memoryPercent } = await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(memoryPercent).toMatchObject({ average: 40, datapoints: 1 });
  });

  it('takes the series with the newest data, whichever was set up first', async () => {
    const { simulation, instanceId, give } = await prepare();
    give('mem_used_percent', [undefined, undefined, 99, 99], {}, 'CWAgent');
    give('mem_used_percent', [40, 30], { ImageId: 'ami-1' }, 'CWAgent');

    const { memoryPercent } = await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(memoryPercent).toMatchObject({ latest: 40, average: 35 });
  });

  it('finds the series in use among many of earlier configurations', async () => {
    const { simulation, instanceId, give } = await prepare();
    const longAgo = [...Array.from({ length: 20 }, () => undefined), 99];
    for (const owner of ['a', 'b', 'c', 'd', 'e', 'f']) {
      give('mem_used_percent', longAgo, { Owner: owner }, 'CWAgent');
    }
    give('mem_used_percent', [40], { ImageId: 'ami-1', Owner: 'g' }, 'CWAgent');

    const { memoryPercent } = await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(memoryPercent).toMatchObject({ latest: 40, datapoints: 1 });
  });

  it('turns what is free on Windows into what is used', async () => {
    const { simulation, instanceId, give } = await prepare();
    give('Memory % Committed Bytes In Use', [25], { objectname: 'Memory' }, 'CWAgent');
    give('LogicalDisk % Free Space', [90, 60], { instance: 'C:', objectname: 'LogicalDisk' }, 'CWAgent');

    const { memoryPercent, diskPercent } =
      await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(memoryPercent).toMatchObject({ average: 25 });
    expect(diskPercent).toMatchObject({ average: 25, minimum: 10, maximum: 40, latest: 10 });
  });

  it('reads only the window that it is asked for', async () => {
    const { simulation, instanceId, give, end, periodMs } = await prepare();
    give('CPUUtilization', [1, 2, 4, 8]);

    const { cpuPercent } = await simulation.client.getInstanceResourcesUtilization(instanceId, {
      startTime: new Date(end - 3 * periodMs),
      endTime: new Date(end - periodMs),
    });

    expect(cpuPercent).toMatchObject({ average: 3, latest: 2, coverage: 1 });
  });

  it('takes three requests, however much there is to read', async () => {
    const { simulation, instanceId } = await prepare();

    await simulation.client.getInstanceResourcesUtilization(instanceId);

    expect(simulation.actions).toEqual(['DescribeInstances', 'ListMetrics', 'GetMetricData']);
  });

  it('tells an instance that does not exist from one without data', async () => {
    const simulation = new WorkerSimulation();

    const error = await failure(simulation.client.getInstanceResourcesUtilization(STRANGER));

    expect(error.kind).toBe('instance-not-found');
    expect(simulation.actions).toEqual(['DescribeInstances']);
  });

  it.each(['ListMetrics', 'GetMetricData'])(
    'rides out throttling of %s, and names what is not allowed',
    async (action) => {
      const { simulation, instanceId } = await prepare();
      simulation.aws.fail({ action, code: 'ThrottlingException', times: 2 });
      await simulation.client.getInstanceResourcesUtilization(instanceId);
      simulation.aws.fail({ action, code: 'AccessDeniedException', httpStatus: 400 });

      const error = await failure(simulation.client.getInstanceResourcesUtilization(instanceId));

      expect(error).toMatchObject({ kind: 'permission-denied', action: `cloudwatch:${action}` });
    },
  );
});
