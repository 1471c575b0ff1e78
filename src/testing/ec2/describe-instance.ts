import type {
  GroupIdentifier,
  Instance,
  InstanceNetworkInterface,
  Reservation,
  RunInstancesRequest,
} from '@aws-sdk/client-ec2';
import type { Ec2Region } from './ec2-region.js';
import { ROOT_DEVICE } from './root-device.js';
import type { SimulatedInstance } from './simulated-instance.js';
import { instanceState } from './state-timeline.js';

/** An instance as DescribeInstances shows it at `now`. */
function describeInstance(instance: SimulatedInstance, region: Ec2Region, now: number): Instance {
  const { birth } = instance;
  const { request, imageId, spot } = birth.specification;
  const publicIp = instance.publicIp(now);
  return {
    InstanceId: instance.instanceId,
    ImageId: imageId,
    InstanceType: instance.instanceType as NonNullable<Instance['InstanceType']>,
    State: instanceState(instance.state(now)),
    StateTransitionReason: instance.transitionReason(now),
    StateReason: instance.stateReason(now),
    LaunchTime: new Date(instance.launchTime),
    AmiLaunchIndex: birth.launchIndex,
    KeyName: request.KeyName,
    ClientToken: request.ClientToken ?? '',
    Architecture: architectureOf(instance.instanceType),
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    RootDeviceType: 'ebs',
    RootDeviceName: ROOT_DEVICE,
    EbsOptimized: request.EbsOptimized ?? false,
    EnaSupport: true,
    ProductCodes: [],
    Monitoring: { State: instance.detailedMonitoring ? 'enabled' : 'disabled' },
    Placement: {
      AvailabilityZone: instance.availabilityZone,
      GroupName: request.Placement?.GroupName ?? '',
      Tenancy: request.Placement?.Tenancy ?? 'default',
    },
    PublicDnsName: publicIp === undefined ? '' : publicDnsName(publicIp, region.name),
    PublicIpAddress: publicIp,
    ...describeNetwork(instance, region, now),
    ...describeOptions(request, region.account.accountId),
    InstanceLifecycle: spot ? 'spot' : undefined,
    SpotInstanceRequestId: birth.spotRequestId,
    BlockDeviceMappings: describeDevices(instance, now),
    Tags: region.tagsOf(instance.instanceId),
  };
}

/** A reservation around those of its instances that are asked for. */
export function describeReservation(
  instances: readonly SimulatedInstance[],
  reservationId: string,
  region: Ec2Region,
  now: number,
): Reservation {
  return {
    ReservationId: reservationId,
    OwnerId: region.account.accountId,
    Groups: [],
    Instances: instances.map((instance) => describeInstance(instance, region, now)),
  };
}

/** A terminated instance has left its network. */
function describeNetwork(instance: SimulatedInstance, region: Ec2Region, now: number): Partial<Instance> {
  if (instance.state(now) === 'terminated') {
    return { PrivateDnsName: '', SecurityGroups: [], NetworkInterfaces: [] };
  }
  const { location, groupIds } = instance.birth.specification;
  const { privateIp } = instance.birth;
  return {
    SubnetId: location.subnetId,
    VpcId: location.vpcId,
    PrivateIpAddress: privateIp,
    PrivateDnsName: `ip-${privateIp.replaceAll('.', '-')}.${region.name}.compute.internal`,
    SourceDestCheck: true,
    SecurityGroups: describeGroups(groupIds, region),
    NetworkInterfaces: [describeNetworkInterface(instance, region, now)],
  };
}

function describeNetworkInterface(
  instance: SimulatedInstance,
  region: Ec2Region,
  now: number,
): InstanceNetworkInterface {
  const { privateIp, networkInterfaceId, specification } = instance.birth;
  const publicIp = instance.publicIp(now);
  return {
    NetworkInterfaceId: networkInterfaceId,
    SubnetId: specification.location.subnetId,
    VpcId: specification.location.vpcId,
    OwnerId: region.account.accountId,
    Status: 'in-use',
    InterfaceType: 'interface',
    SourceDestCheck: true,
    PrivateIpAddress: privateIp,
    Groups: describeGroups(specification.groupIds, region),
    Attachment: {
      AttachTime: new Date(instance.createdAt),
      DeleteOnTermination: true,
      DeviceIndex: 0,
      NetworkCardIndex: 0,
      Status: 'attached',
    },
    Association:
      publicIp === undefined
        ? undefined
        : { IpOwnerId: 'amazon', PublicIp: publicIp, PublicDnsName: publicDnsName(publicIp, region.name) },
  };
}

function describeGroups(groupIds: readonly string[], region: Ec2Region): GroupIdentifier[] {
  return groupIds.map((GroupId) => ({ GroupId, GroupName: region.network.group(GroupId).name }));
}

function describeDevices(instance: SimulatedInstance, now: number): Instance['BlockDeviceMappings'] {
  if (instance.state(now) === 'terminated') return [];
  return instance.birth.volumes.map((volume) => ({
    DeviceName: volume.deviceName,
    Ebs: {
      VolumeId: volume.volumeId,
      Status: 'attached',
      AttachTime: new Date(instance.createdAt),
      DeleteOnTermination: volume.deleteOnTermination,
    },
  }));
}

/** What the launch asked for, as EC2 gives it back. */
function describeOptions(request: RunInstancesRequest, accountId: string): Partial<Instance> {
  const { CpuOptions, MetadataOptions, HibernationOptions, IamInstanceProfile } = request;
  const profileName = IamInstanceProfile?.Name;
  const profileArn =
    IamInstanceProfile?.Arn ??
    (profileName === undefined ? undefined : `arn:aws:iam::${accountId}:instance-profile/${profileName}`);
  return {
    CpuOptions: { CoreCount: 1, ThreadsPerCore: 2, ...CpuOptions },
    MetadataOptions: {
      State: 'applied',
      HttpTokens: MetadataOptions?.HttpTokens ?? 'optional',
      HttpPutResponseHopLimit: MetadataOptions?.HttpPutResponseHopLimit ?? 1,
      HttpEndpoint: MetadataOptions?.HttpEndpoint ?? 'enabled',
      HttpProtocolIpv6: MetadataOptions?.HttpProtocolIpv6 ?? 'disabled',
      InstanceMetadataTags: MetadataOptions?.InstanceMetadataTags ?? 'disabled',
    },
    HibernationOptions: { Configured: HibernationOptions?.Configured ?? false },
    EnclaveOptions: { Enabled: request.EnclaveOptions?.Enabled ?? false },
    MaintenanceOptions: { AutoRecovery: request.MaintenanceOptions?.AutoRecovery ?? 'default' },
    IamInstanceProfile:
      profileArn === undefined ? undefined : { Arn: profileArn, Id: 'AIPASIMULATEDPROFILE0' },
  };
}

/** Graviton types have a `g` after the generation's number: `m7g`, `c6gn`, `im4gn`. */
function architectureOf(instanceType: string): 'arm64' | 'x86_64' {
  return /^(a1|[a-z]+\d+g[a-z]*)\./.test(instanceType) ? 'arm64' : 'x86_64';
}

function publicDnsName(address: string, region: string): string {
  const domain = region === 'us-east-1' ? 'compute-1' : `${region}.compute`;
  return `ec2-${address.replaceAll('.', '-')}.${domain}.amazonaws.com`;
}
