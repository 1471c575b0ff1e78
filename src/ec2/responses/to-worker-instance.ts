import type { Instance } from '@aws-sdk/client-ec2';
import type { AwsRegion } from '../../model/aws-region.js';
import type { StateReason, WorkerInstance } from '../../model/worker-instance.js';
import { tagsFromList } from '../../tags/tag-list.js';
import type { SharedTexts } from './shared-texts.js';
import { toInstanceState } from './to-instance-state.js';

/** What a worker is called whose instance EC2 describes, and who owns it. */
interface Origin {
  readonly region: AwsRegion;
  readonly accountId: string | undefined;
  /** Keeps one copy of what many workers have in common. Default: each keeps its own. */
  readonly texts?: SharedTexts | undefined;
}

/** EC2's description of an instance as a worker; `undefined` for a row without an id. */
export function toWorkerInstance(instance: Instance, origin: Origin): WorkerInstance | undefined {
  if (instance.InstanceId === undefined) return undefined;
  const { texts } = origin;
  const share: Share = (text) => (text === undefined ? undefined : (texts?.share(text) ?? text));
  const tags = tagsFromList(instance.Tags, (value) => texts?.share(value) ?? value);
  return {
    instanceId: instance.InstanceId,
    accountId: share(origin.accountId),
    region: origin.region,
    name: tags['Name'],
    instanceState: toInstanceState(instance.State),
    stateReason: toStateReason(instance),
    instanceStatus: undefined,
    systemStatus: undefined,
    instanceType: share(instance.InstanceType) ?? 'unknown',
    amiId: share(instance.ImageId) ?? 'unknown',
    amiName: undefined,
    ...toNetwork(instance, share),
    keyName: share(instance.KeyName),
    launchTime: instance.LaunchTime,
    tags,
    lifecycle: instance.InstanceLifecycle ?? 'on-demand',
    monitoring: toMonitoring(instance),
    clientToken: instance.ClientToken === '' ? undefined : share(instance.ClientToken),
  };
}

type Share = (text: string | undefined) => string | undefined;

type Network = Pick<
  WorkerInstance,
  'securityGroupIds' | 'subnetId' | 'vpcId' | 'availabilityZone' | 'publicIp' | 'privateIp' | 'ipv6Addresses'
>;

function toNetwork(instance: Instance, share: Share): Network {
  const ipv6 = (instance.NetworkInterfaces ?? []).flatMap(({ Ipv6Addresses }) => Ipv6Addresses ?? []);
  return {
    securityGroupIds: defined((instance.SecurityGroups ?? []).map(({ GroupId }) => share(GroupId))),
    subnetId: share(instance.SubnetId),
    vpcId: share(instance.VpcId),
    availabilityZone: share(instance.Placement?.AvailabilityZone),
    publicIp: instance.PublicIpAddress,
    privateIp: instance.PrivateIpAddress,
    ipv6Addresses: defined(ipv6.map(({ Ipv6Address }) => Ipv6Address)),
  };
}

function toStateReason({ StateReason: reason }: Instance): StateReason | undefined {
  if (reason?.Code === undefined) return undefined;
  return { code: reason.Code, message: reason.Message ?? reason.Code };
}

/** EC2 passes through `pending` and `disabling`: what counts is how often data arrives meanwhile. */
function toMonitoring({ Monitoring: monitoring }: Instance): WorkerInstance['monitoring'] {
  if (monitoring?.State === undefined) return undefined;
  return monitoring.State === 'enabled' ? 'detailed' : 'basic';
}

function defined(values: readonly (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined);
}
