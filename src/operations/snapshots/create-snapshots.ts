import { randomUUID } from 'node:crypto';
import type { MachineDescription } from '../../ec2/machine-port.js';
import type { SnapshotSpecification } from '../../ec2/snapshot-port.js';
import { failureMessage } from '../../errors/failure-message.js';
import { IncorrectStateError } from '../../errors/incorrect-state-error.js';
import { InputCheck } from '../../errors/input-check.js';
import type { CreateSnapshotsOptions } from '../../model/snapshot-inputs.js';
import type { SnapshotSet, WorkerSnapshot } from '../../model/worker-snapshot.js';
import type { WorkerVolume } from '../../model/worker-volume.js';
import { type SnapshotDevice, snapshotTags } from '../../tags/snapshot-tags.js';
import type { ResourceParts } from '../resource-parts.js';
import { withLaunchGrace } from '../with-launch-grace.js';
import type { InstanceCall, WorkerContext } from '../worker-context.js';
import { attemptSnapshots } from './attempt-snapshots.js';
import { checkCreation, type SnapshotWish } from './check-snapshot-inputs.js';
import { nameOfSet, readSetSnapshots } from './find-set.js';
import { toSnapshotSets } from './snapshot-sets.js';

/** A volume that is to be copied. */
type Device = SnapshotDevice & { readonly volume: WorkerVolume };

/** Copies the volumes of a worker as they are at one moment, once for a key. */
export async function createSnapshots(
  context: WorkerContext,
  call: InstanceCall,
  options: CreateSnapshotsOptions,
): Promise<SnapshotSet> {
  const wish = checkCreation(options, call.operation);
  const parts = context.resources;
  const set = { instanceId: call.instanceId, key: wish.key ?? randomUUID() };
  const snapshots = await parts.snapshotTurns.inTurn(nameOfSet(set), call.abortSignal, async (memory) => {
    const found = wish.key === undefined ? [] : await readSetSnapshots(parts, call, set);
    // EC2 may not show yet what this client has made.
    const known = memory.made(context.clock.now()) ?? [];
    if (found.length < known.length) return known;
    if (found.length > 0) return found;
    const made = await makeSet(context, parts, call, { ...wish, key: set.key });
    memory.remember(made, context.clock.now());
    return made;
  });
  const [made] = toSnapshotSets(snapshots, context.region);
  if (made === undefined) throw new Error('The snapshots have come back without their tags.');
  return made;
}

async function makeSet(
  context: WorkerContext,
  parts: ResourceParts,
  call: InstanceCall,
  wish: SnapshotWish & { readonly key: string },
): Promise<readonly WorkerSnapshot[]> {
  const { instanceId } = call;
  const [machine, volumes] = await Promise.all([
    withLaunchGrace(context, call, () => parts.machines.read(instanceId, call)),
    parts.volumes.list(instanceId, call),
  ]);
  const attached = toDevices(machine, volumes);
  if (attached.length === 0) throw nothingToCopy(context, call);
  const { chosen, excluded } = choose(attached, wish, call.operation);
  const specification: SnapshotSpecification = {
    instanceId,
    description: wish.description,
    tags: { ...wish.tags, ...snapshotTags(instanceId, wish.key, chosen) },
    copyTags: wish.copyTags,
    excludeRootVolume: attached.some(({ isRoot }) => isRoot) && !chosen.some(({ isRoot }) => isRoot),
    excludeVolumeIds: excluded.filter(({ isRoot }) => !isRoot).map(({ volumeId }) => volumeId),
  };
  const made = await attemptSnapshots(context, parts, call, {
    specification,
    set: { instanceId, key: wish.key },
    count: chosen.length,
  });
  // What a server leaves out of its reply is known all the same.
  return made.map((snapshot) => completed(snapshot, specification, chosen));
}

function toDevices(machine: MachineDescription, volumes: readonly WorkerVolume[]): Device[] {
  return volumes.flatMap((volume) => {
    const { volumeId, deviceName, type, iops, throughput } = volume;
    if (deviceName === undefined) return [];
    const isRoot = deviceName === machine.rootDeviceName;
    return [{ volume, volumeId, deviceName, isRoot, type, iops, throughput }];
  });
}

/** @throws InvalidParameterError for devices that the worker does not have, and if nothing is left. */
function choose(
  attached: readonly Device[],
  { excludeRootVolume, excludeDevices }: SnapshotWish,
  operation: string,
): { readonly chosen: readonly Device[]; readonly excluded: readonly Device[] } {
  const check = new InputCheck(operation);
  const names = attached.map(({ deviceName }) => deviceName);
  for (const device of excludeDevices) {
    check.that(
      names.includes(device),
      'excludeDevices',
      `devices of the worker: ${names.join(', ')}`,
      device,
    );
  }
  const isExcluded = ({ deviceName, isRoot }: Device): boolean =>
    (isRoot && excludeRootVolume) || excludeDevices.includes(deviceName);
  const chosen = attached.filter((device) => !isExcluded(device));
  check.about(chosen.length > 0, 'excludeDevices', 'at least one volume left to copy', 'all of them');
  return { chosen, excluded: attached.filter(isExcluded) };
}

function completed(
  snapshot: WorkerSnapshot,
  { tags, description }: SnapshotSpecification,
  devices: readonly Device[],
): WorkerSnapshot {
  const device = devices.find(({ volumeId }) => volumeId === snapshot.volumeId);
  return {
    ...snapshot,
    tags: { ...snapshot.tags, ...tags },
    description: snapshot.description ?? description,
    deviceName: snapshot.deviceName ?? device?.deviceName,
    kmsKeyId: snapshot.kmsKeyId ?? device?.volume.kmsKeyId,
  };
}

function nothingToCopy({ region }: WorkerContext, call: InstanceCall): IncorrectStateError {
  const { operation, instanceId } = call;
  const instanceIds = [instanceId];
  const text = 'no volume is attached to it';
  const advice = 'A worker that is terminated has none left; what it had may be in snapshots.list.';
  const message = failureMessage({ operation, region, instanceIds, text, advice });
  return new IncorrectStateError({ operation, region, instanceIds, message });
}
