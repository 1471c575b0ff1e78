import type { VolumeOptions } from '../../model/create-instance-input.js';

const WITH_IOPS: readonly string[] = ['gp3', 'io1', 'io2'];

/** What of a volume a launch can be told: EC2 shows numbers of some types that it does not take for them. */
export function volumeMake(volume: {
  readonly sizeGiB: number;
  readonly type: string;
  readonly iops: number | undefined;
  readonly throughput: number | undefined;
}): VolumeOptions {
  const { sizeGiB, type, iops, throughput } = volume;
  return {
    sizeGiB,
    type,
    ...(iops !== undefined && WITH_IOPS.includes(type) ? { iops } : {}),
    ...(throughput !== undefined && type === 'gp3' ? { throughput } : {}),
  };
}
