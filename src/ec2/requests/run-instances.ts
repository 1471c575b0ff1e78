import type { BlockDeviceMapping, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type {
  CreateInstanceInput,
  DataVolumeOptions,
  LaunchMarket,
  LaunchTemplateRef,
  VolumeOptions,
} from '../../model/create-instance-input.js';
import type { Tags } from '../../model/tags.js';
import { launchTags } from '../../tags/launch-tags.js';
import { tagsToList } from '../../tags/tag-list.js';
import type { LaunchSpecification } from '../launch-specification.js';

/** The RunInstances request of a launch. */
export function buildRunInstances(specification: LaunchSpecification): RunInstancesCommandInput {
  const { input, clientToken, launchKey, count } = specification;
  return {
    MinCount: 1,
    MaxCount: count,
    ClientToken: clientToken,
    ...present({ ImageId: input.amiId, InstanceType: instanceTypeOf(input), KeyName: input.keyName }),
    ...network(input),
    ...present({ Placement: input.availabilityZone && { AvailabilityZone: input.availabilityZone } }),
    ...tagging(launchTags({ ...input, launchKey })),
    ...machine(input),
    ...volumes(specification),
    ...market(input.market),
    ...present({ LaunchTemplate: input.launchTemplate && launchTemplate(input.launchTemplate) }),
    ...present(input.overrides ?? {}),
  };
}

/** A public address can be asked for only on a network interface, which then takes subnet and groups along. */
function network(input: CreateInstanceInput): Partial<RunInstancesCommandInput> {
  const groups = input.securityGroupIds === undefined ? undefined : [...input.securityGroupIds];
  if (input.assignPublicIp === undefined) {
    return present({ SubnetId: input.subnetId, SecurityGroupIds: groups });
  }
  return {
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        AssociatePublicIpAddress: input.assignPublicIp,
        ...present({ SubnetId: input.subnetId, Groups: groups }),
      },
    ],
  };
}

function tagging(tags: Tags): Partial<RunInstancesCommandInput> {
  const Tags = tagsToList(tags);
  return {
    TagSpecifications: [
      { ResourceType: 'instance', Tags },
      { ResourceType: 'volume', Tags },
    ],
  };
}

function machine(input: CreateInstanceInput): Partial<RunInstancesCommandInput> {
  const { userData, instanceProfile } = input;
  return {
    MetadataOptions: { HttpTokens: input.imdsV2 ?? 'required' },
    ...present({
      Monitoring: input.monitoring && { Enabled: input.monitoring === 'detailed' },
      // Only ever switched on: a type without the option may refuse to be told that it is off.
      CpuOptions:
        input.nestedVirtualization === true ? { NestedVirtualization: 'enabled' as const } : undefined,
      HibernationOptions: input.hibernation === undefined ? undefined : { Configured: input.hibernation },
      DisableApiTermination: input.terminationProtection,
      UserData: userData === undefined ? undefined : Buffer.from(userData).toString('base64'),
      IamInstanceProfile:
        instanceProfile &&
        (instanceProfile.startsWith('arn:') ? { Arn: instanceProfile } : { Name: instanceProfile }),
    }),
  };
}

function volumes({ input, rootDeviceName }: LaunchSpecification): Partial<RunInstancesCommandInput> {
  const mappings: BlockDeviceMapping[] = (input.dataVolumes ?? []).map((volume) =>
    blockDevice(volume.deviceName, volume),
  );
  if (input.rootVolume !== undefined && rootDeviceName !== undefined) {
    mappings.unshift(blockDevice(rootDeviceName, input.rootVolume));
  }
  return mappings.length === 0 ? {} : { BlockDeviceMappings: mappings };
}

function blockDevice(
  deviceName: string,
  volume: VolumeOptions & Pick<DataVolumeOptions, 'snapshotId'>,
): BlockDeviceMapping {
  return {
    DeviceName: deviceName,
    Ebs: present({
      VolumeSize: volume.sizeGiB,
      VolumeType: volume.type as NonNullable<BlockDeviceMapping['Ebs']>['VolumeType'],
      Encrypted: volume.kmsKeyId === undefined ? volume.encrypted : true,
      KmsKeyId: volume.kmsKeyId,
      Iops: volume.iops,
      Throughput: volume.throughput,
      SnapshotId: volume.snapshotId,
      DeleteOnTermination: volume.deleteOnTermination,
    }),
  };
}

/** EC2 stops or hibernates an interrupted spot instance only if its request is persistent. */
function market(choice: LaunchMarket | undefined): Partial<RunInstancesCommandInput> {
  if (choice === undefined || choice === 'on-demand') return {};
  const { maxPrice, interruption = 'terminate' } = choice === 'spot' ? {} : choice.spot;
  return {
    InstanceMarketOptions: {
      MarketType: 'spot',
      SpotOptions: {
        SpotInstanceType: interruption === 'terminate' ? 'one-time' : 'persistent',
        InstanceInterruptionBehavior: interruption,
        ...present({ MaxPrice: maxPrice }),
      },
    },
  };
}

function launchTemplate(template: LaunchTemplateRef): RunInstancesCommandInput['LaunchTemplate'] {
  return {
    ...present({
      LaunchTemplateId: 'id' in template ? template.id : undefined,
      LaunchTemplateName: 'name' in template ? template.name : undefined,
      Version: template.version,
    }),
  };
}

function instanceTypeOf(input: CreateInstanceInput): RunInstancesCommandInput['InstanceType'] {
  return input.instanceType as RunInstancesCommandInput['InstanceType'];
}

type Present<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined | ''> };

/** Leaves out what the caller left out: the SDK would send some fields even when they are undefined. */
function present<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as Present<Fields>;
}
