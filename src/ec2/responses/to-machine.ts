import type { Instance, InstanceMetadataOptionsResponse } from '@aws-sdk/client-ec2';
import type { CreateInstanceInput } from '../../model/create-instance-input.js';
import { tagsFromList } from '../../tags/tag-list.js';
import type { MachineDescription } from '../machine-port.js';
import { toInstanceState } from './to-instance-state.js';

/** EC2's description of an instance as what would launch one like it. */
export function toMachine(instance: Instance, instanceId: string): MachineDescription {
  return {
    instanceId,
    state: toInstanceState(instance.State),
    rootDeviceName: instance.RootDeviceName,
    spotRequestId: instance.SpotInstanceRequestId,
    tags: tagsFromList(instance.Tags),
    launch: given({ ...toPlace(instance), ...toOptions(instance) }),
  };
}

function toPlace(instance: Instance): Partial<CreateInstanceInput> {
  const { ImageId, InstanceType, SubnetId, SecurityGroups = [], KeyName } = instance;
  const groups = SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []);
  const association = instance.NetworkInterfaces?.[0]?.Association;
  return {
    amiId: ImageId,
    instanceType: InstanceType,
    subnetId: SubnetId,
    securityGroupIds: groups.length === 0 ? undefined : groups,
    keyName: KeyName === '' ? undefined : KeyName,
    // An address of one's own says nothing of what the launch has asked for.
    assignPublicIp: association?.IpOwnerId === 'amazon' ? true : undefined,
  };
}

function toOptions(instance: Instance): Partial<CreateInstanceInput> {
  const { CpuOptions, HibernationOptions, IamInstanceProfile, MetadataOptions, Monitoring } = instance;
  const isOptional = MetadataOptions?.HttpTokens === 'optional';
  const isDetailed = ['enabled', 'pending'].includes(Monitoring?.State ?? '');
  const options = toMetadataOptions(MetadataOptions);
  const overrides = {
    ...(options === undefined ? {} : { MetadataOptions: options }),
    ...(instance.EbsOptimized === true ? { EbsOptimized: true } : {}),
  };
  return {
    instanceProfile: IamInstanceProfile?.Arn,
    monitoring: isDetailed ? 'detailed' : 'basic',
    imdsV2: isOptional ? 'optional' : 'required',
    nestedVirtualization: CpuOptions?.NestedVirtualization === 'enabled' ? true : undefined,
    hibernation: HibernationOptions?.Configured === true ? true : undefined,
    overrides: Object.keys(overrides).length === 0 ? undefined : overrides,
  };
}

/** All options of the metadata service, where they are not what a launch without them gets. */
function toMetadataOptions(
  options: InstanceMetadataOptionsResponse | undefined,
): NonNullable<CreateInstanceInput['overrides']>['MetadataOptions'] {
  if (options === undefined) return undefined;
  const { HttpTokens, HttpPutResponseHopLimit, HttpEndpoint, HttpProtocolIpv6, InstanceMetadataTags } =
    options;
  const isUsual =
    (HttpPutResponseHopLimit ?? 1) === 1 &&
    HttpEndpoint !== 'disabled' &&
    HttpProtocolIpv6 !== 'enabled' &&
    InstanceMetadataTags !== 'enabled';
  if (isUsual) return undefined;
  return { HttpTokens, HttpPutResponseHopLimit, HttpEndpoint, HttpProtocolIpv6, InstanceMetadataTags };
}

/** Without what is not there, so that it reads well when it is printed. */
function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
