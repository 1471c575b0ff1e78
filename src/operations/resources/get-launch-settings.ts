import type { MachineDescription } from '../../ec2/machine-port.js';
import { failureMessage } from '../../errors/failure-message.js';
import { IncorrectStateError } from '../../errors/incorrect-state-error.js';
import type { CreateInstanceInput, VolumeOptions } from '../../model/create-instance-input.js';
import { InstanceState } from '../../model/instance-state.js';
import type { Tags } from '../../model/tags.js';
import type { WorkerVolume } from '../../model/worker-volume.js';
import { CREATED_BY_TAG, LAUNCH_KEY_TAG } from '../../tags/launch-tags.js';
import { withLaunchGrace } from '../with-launch-grace.js';
import type { InstanceCall, WorkerContext } from '../worker-context.js';
import { volumeMake } from './volume-make.js';

/** What would launch a worker like this one. */
export async function getLaunchSettings(
  context: WorkerContext,
  call: InstanceCall,
): Promise<CreateInstanceInput> {
  const { instanceId } = call;
  const { machines, volumes } = context.resources;
  const machine = await withLaunchGrace(context, call, () => machines.read(instanceId, call));
  if (machine.state === InstanceState.TERMINATED) throw terminated(context, call);
  const { spotRequestId } = machine;
  const [attached, userData, isProtected, market] = await Promise.all([
    volumes.list(instanceId, call),
    machines.readUserData(instanceId, call),
    machines.readProtection(instanceId, call),
    spotRequestId === undefined ? undefined : machines.readMarket(spotRequestId, call),
  ]);
  return {
    ...toNames(machine),
    ...machine.launch,
    ...(userData === undefined ? {} : { userData }),
    ...(isProtected ? { terminationProtection: true } : {}),
    ...toVolumes(machine, attached),
    market: spotRequestId === undefined ? 'on-demand' : (market ?? 'spot'),
  };
}

/**
 * Without the tags of AWS, and without the key of the launch, which would find this very worker. A tag may be empty,
 * a name that a launch is given may not.
 */
function toNames({
  instanceId,
  tags,
}: MachineDescription): Pick<CreateInstanceInput, 'name' | 'tags' | 'createdBy'> {
  const { Name: name = '', [CREATED_BY_TAG]: createdBy = '', ...others } = tags;
  const own: Tags = Object.fromEntries(
    Object.entries(others).filter(([key]) => key !== LAUNCH_KEY_TAG && !/^aws:/i.test(key)),
  );
  return {
    name: name === '' ? instanceId : name,
    ...(Object.keys(own).length === 0 ? {} : { tags: own }),
    ...(createdBy === '' ? {} : { createdBy }),
  };
}

function toVolumes(
  { rootDeviceName }: MachineDescription,
  volumes: readonly WorkerVolume[],
): Pick<CreateInstanceInput, 'rootVolume' | 'dataVolumes'> {
  const root = volumes.find(({ deviceName }) => deviceName !== undefined && deviceName === rootDeviceName);
  const dataVolumes = volumes.flatMap((volume) => {
    const { deviceName } = volume;
    return volume === root || deviceName === undefined ? [] : [{ deviceName, ...toOptions(volume) }];
  });
  return {
    ...(root === undefined ? {} : { rootVolume: { deviceName: rootDeviceName, ...toOptions(root) } }),
    ...(dataVolumes.length === 0 ? {} : { dataVolumes }),
  };
}

function toOptions(volume: WorkerVolume): VolumeOptions {
  const { encrypted, kmsKeyId, deleteOnTermination } = volume;
  return {
    ...volumeMake(volume),
    ...(encrypted ? { encrypted } : {}),
    ...(encrypted && kmsKeyId !== undefined ? { kmsKeyId } : {}),
    // EC2 keeps what was attached later, which a launch has to ask for.
    ...(deleteOnTermination === undefined ? {} : { deleteOnTermination }),
  };
}

function terminated({ region }: WorkerContext, { operation, instanceId }: InstanceCall): IncorrectStateError {
  const instanceIds = [instanceId];
  const text = 'EC2 has forgotten the network and the volumes of an instance that is terminated';
  const advice = 'Read the settings while the worker is there.';
  const message = failureMessage({ operation, region, instanceIds, text, advice });
  return new IncorrectStateError({ operation, region, instanceIds, message });
}
