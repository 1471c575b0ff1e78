import { InstanceNotFoundError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { type ClientContract, HOME, MISSING, type SeededMetric } from '../contract-world.js';

const PERIOD_MS = 300_000;

/** getInstanceResourcesUtilization. */
export function describeMeasuring(contract: ClientContract): void {
  describeGroup('getInstanceResourcesUtilization', contract, (stage) => {
    /** The end of the last whole period, for all that a case writes and reads. */
    const lastPeriodEnd = (): number => Math.floor(stage.world.now() / PERIOD_MS) * PERIOD_MS;

    /** Two values in two of the four periods before `end`. */
    const metric = (
      end: number,
      instanceId: string,
      metricName: string,
      [earlier, later]: readonly [number, number],
      more: Partial<SeededMetric> = {},
    ): Promise<void> =>
      stage.world.seedMetric({
        region: HOME,
        namespace: 'AWS/EC2',
        metricName,
        unit: 'Percent',
        dimensions: { InstanceId: instanceId },
        values: [
          { at: new Date(end - 3 * PERIOD_MS), value: earlier },
          { at: new Date(end - PERIOD_MS), value: later },
        ],
        ...more,
      });

    it('sums up what CloudWatch has', async () => {
      const { instanceId } = await stage.launchRunning();
      const end = lastPeriodEnd();
      const agent = { namespace: 'CWAgent' };
      const disk = { InstanceId: instanceId, path: '/', fstype: 'xfs', device: 'nvme0n1p1' };
      await metric(end, instanceId, 'CPUUtilization', [20, 40]);
      await metric(end, instanceId, 'NetworkIn', [3_000, 6_000], { unit: 'Bytes' });
      await metric(end, instanceId, 'EBSReadBytes', [300, 600], { unit: 'Bytes' });
      await metric(end, instanceId, 'DiskWriteBytes', [900, 0], { unit: 'Bytes' });
      await metric(end, instanceId, 'mem_used_percent', [50, 60], agent);
      await metric(end, instanceId, 'disk_used_percent', [70, 71], { ...agent, dimensions: disk });
      await metric(end, instanceId, 'disk_used_percent', [99, 99], {
        ...agent,
        dimensions: { ...disk, path: '/boot' },
      });

      const usage = await stage.client.getInstanceResourcesUtilization(instanceId, {
        window: '20m',
        endTime: new Date(end),
      });

      expect(usage).toMatchObject({
        instanceId,
        region: HOME,
        startTime: new Date(end - 4 * PERIOD_MS),
        endTime: new Date(end),
        periodSeconds: 300,
      });
      expect(usage.cpuPercent).toEqual({
        average: 30,
        minimum: 20,
        maximum: 40,
        latest: 40,
        latestAt: new Date(end - PERIOD_MS),
        datapoints: 2,
        coverage: 0.5,
      });
      expect(usage.networkIn).toEqual({
        totalBytes: 9_000,
        averagePerSecond: 15,
        maximumPerSecond: 20,
        latestPerSecond: 20,
        latestAt: new Date(end - PERIOD_MS),
        datapoints: 2,
        coverage: 0.5,
      });
      expect(usage.diskRead).toMatchObject({ totalBytes: 900 });
      expect(usage.diskWrite).toMatchObject({ totalBytes: 900, latestPerSecond: 0 });
      expect(usage.memoryPercent).toMatchObject({ average: 55, latest: 60 });
      expect(usage.diskPercent).toMatchObject({ average: 70.5, maximum: 71 });
      expect(usage.networkOut).toBeUndefined();
    });

    it('has undefined, not 0, for what nobody has measured', async () => {
      const { instanceId } = await stage.launchRunning();

      const usage = await stage.client.getInstanceResourcesUtilization(instanceId);

      expect(usage).toMatchObject({
        cpuPercent: undefined,
        memoryPercent: undefined,
        diskPercent: undefined,
        networkIn: undefined,
        networkOut: undefined,
        diskRead: undefined,
        diskWrite: undefined,
      });
    });

    it('throws InstanceNotFoundError when there is no such worker', async () => {
      const reading = stage.client.getInstanceResourcesUtilization(MISSING.instanceId);

      const error = await reading.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InstanceNotFoundError);
      expect(error).toMatchObject({ operation: 'getInstanceResourcesUtilization' });
    });
  });
}
