import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../src/cloudwatch/metrics-port.js';
import { findDiskMetric, findMemoryMetric } from '../../src/operations/utilization-metrics.js';

function metric(metricName: string, dimensions: Record<string, string> = {}): MetricName {
  return { namespace: 'CWAgent', metricName, dimensions: { InstanceId: 'i-1', ...dimensions } };
}

describe('findMemoryMetric', () => {
  it.each(['mem_used_percent', 'Memory % Committed Bytes In Use'])('finds %s', (name) => {
    const found = metric(name);

    expect(findMemoryMetric([metric('cpu_usage_idle'), found])).toEqual({ metric: found, inverted: false });
  });

  it('takes the one with the fewest dimensions, whatever the order', () => {
    const plain = metric('mem_used_percent', { ImageId: 'ami-1' });
    const detailed = metric('mem_used_percent', { ImageId: 'ami-1', InstanceType: 'c5.large' });

    expect(findMemoryMetric([detailed, plain])?.metric).toBe(plain);
    expect(findMemoryMetric([plain, detailed])?.metric).toBe(plain);
  });

  it('finds nothing where no agent runs', () => {
    expect(findMemoryMetric([])).toBeUndefined();
    expect(findMemoryMetric([metric('mem_used')])).toBeUndefined();
  });
});

describe('findDiskMetric', () => {
  it('finds the root file system among the others', () => {
    const root = metric('disk_used_percent', { path: '/', device: 'nvme0n1p1', fstype: 'ext4' });
    const others = ['/boot', '/var', ''].map((path) => metric('disk_used_percent', { path }));

    expect(findDiskMetric([...others, root])).toEqual({ metric: root, inverted: false });
  });

  it('finds what is free of drive C: and turns it round', () => {
    const drive = metric('LogicalDisk % Free Space', { instance: 'C:', objectname: 'LogicalDisk' });

    expect(findDiskMetric([metric('LogicalDisk % Free Space', { instance: 'D:' }), drive])).toEqual({
      metric: drive,
      inverted: true,
    });
  });

  it('finds nothing where neither is there', () => {
    expect(findDiskMetric([metric('disk_used_percent', { path: '/data' })])).toBeUndefined();
  });
});
