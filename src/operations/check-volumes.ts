import { isRecord } from '../errors/describe-type.js';
import { type InputCheck, isText } from '../errors/input-check.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';

const SNAPSHOT_ID = /^snap-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

const AMOUNTS = ['sizeGiB', 'iops', 'throughput'] as const;

/** Refuses volumes without a device, or of impossible sizes. */
export function checkVolumes(
  { rootVolume, dataVolumes = [], amiId, overrides, launchTemplate }: CreateInstanceInput,
  check: InputCheck,
): void {
  check.that(Array.isArray(dataVolumes), 'dataVolumes', 'a list of volumes', dataVolumes);
  dataVolumes.forEach((volume, index) => {
    const name = `dataVolumes.${index}`;
    checkVolume(volume, name, check);
    const { deviceName } = volume;
    check.that(isText(deviceName), `${name}.deviceName`, 'a device such as /dev/sdf', deviceName);
    const { snapshotId } = volume;
    const isSnapshot = snapshotId === undefined || (isText(snapshotId) && SNAPSHOT_ID.test(snapshotId));
    check.that(isSnapshot, `${name}.snapshotId`, 'a snapshot id such as snap-0123456789abcdef0', snapshotId);
  });

  if (rootVolume === undefined) return;
  checkVolume(rootVolume, 'rootVolume', check);
  const { deviceName } = rootVolume;
  const image = overrides?.ImageId ?? amiId;
  const hasImage = image?.startsWith('ami-') ?? (launchTemplate ?? overrides?.LaunchTemplate) !== undefined;
  const isKnown = deviceName === undefined ? hasImage : isText(deviceName);
  // The parameter is resolved by EC2 alone, and only as it launches.
  const expected = 'the root device, such as /dev/sda1, where the image is named by a parameter';
  check.that(isKnown, 'rootVolume.deviceName', expected, deviceName);
}

function checkVolume(volume: unknown, name: string, check: InputCheck): void {
  check.that(isRecord(volume), name, 'an object', volume);
  for (const amount of AMOUNTS) {
    const value = (volume as Readonly<Record<string, unknown>>)[amount];
    const isCount = value === undefined || (Number.isInteger(value) && (value as number) > 0);
    check.that(isCount, `${name}.${amount}`, 'a whole number above 0', value);
  }
  const { deleteOnTermination } = volume as Readonly<Record<string, unknown>>;
  const isFlag = deleteOnTermination === undefined || typeof deleteOnTermination === 'boolean';
  check.that(isFlag, `${name}.deleteOnTermination`, 'true or false', deleteOnTermination);
}
