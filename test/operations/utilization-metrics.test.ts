import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../src/cloudwatch/metrics-port.js';
import { findDiskMetrics, findMemoryMetrics } from '../../src/operations/utilization-metrics.js';

function metric(metricName: string, dimensions: Record<string, string> = {}): MetricName {
  return { namespace: 'CWAgent', metricName, dimensions: { InstanceId: 'i-1', ...dimensions } };
}

describe('findMemoryMetrics', () => {
  it.each(['mem_used_percent', 'Memory % Committed Bytes In Use'])('finds %s', (name) => {
    const found = metric(name);

    expect(findMemoryMetrics([metric('cpu_usage_idle'), found])).toEqual([
      { metric: found, inverted: false },
    ]);
  });

  it('puts the one with the fewest dimensions first, whatever the order', () => {
    const plain = metric('mem_used_percent', { ImageId: 'ami-1' });
    const detailed = metric('mem_used_percent', { ImageId: 'ami-1', InstanceType: 'c5.large' });

    expect(findMemoryMetrics([detailed, plain])[0]?.metric).toBe(plain);
    expect(findMemoryMetrics([plain, detailed])[0]?.metric).toBe(plain);
  });

  it('finds nothing where no agent runs', () => {
    expect(findMemoryMetrics([])).toEqual([]);
    expect(findMemoryMetrics([metric('mem_used')])).toEqual([]);
  });
});

describe('findDiskMetrics', () => {
  it('finds the root file system among the others', () => {
    const root = metric('disk_used_percent', { path: '/', device: 'nvme0n1p1', fstype: 'ext4' });
    const others = ['/boot', '/var', ''].map((path) => metric('disk_used_percent', { path }));

    expect(findDiskMetrics([...others, root])).toEqual([{ metric: root, inverted: false }]);
  });

  it('finds what is free of drive C: and turns it round', () => {
    const drive = metric('LogicalDisk % Free Space', { instance: 'C:', objectname: 'LogicalDisk' });

    const other = metric('LogicalDisk % Free Space', { instance: 'D:' });

    expect(findDiskMetrics([other, drive])).toEqual([{ metric: drive, inverted: true }]);
  });

  it('finds nothing where neither is there', () => {
    expect(findDiskMetrics([metric('disk_used_percent', { path: '/data' })])).toEqual([]);
  });
});
