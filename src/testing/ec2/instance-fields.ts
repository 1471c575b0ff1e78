import type { Ec2Region } from './ec2-region.js';
import { type FilterFields, type FilterValues, tagField } from './filters.js';
import type { SimulatedInstance } from './simulated-instance.js';
import { instanceState } from './state-timeline.js';

type Values = FilterValues<SimulatedInstance>;

/**
 * The filters of DescribeInstances.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
export function instanceFields(region: Ec2Region, now: number): FilterFields<SimulatedInstance> {
  const fields: Readonly<Record<string, Values>> = {
    ...identityFields(region),
    ...networkFields(now),
    'instance-state-name': (instance) => [instance.state(now)],
    'instance-state-code': (instance) => [String(instanceState(instance.state(now)).Code)],
    'instance-type': (instance) => [instance.instanceType],
    'launch-time': (instance) => [new Date(instance.launchTime).toISOString()],
    'monitoring-state': (instance) => [instance.detailedMonitoring ? 'enabled' : 'disabled'],
    'state-reason-code': (instance) => [instance.stateReason(now)?.Code],
  };
  return (name) => {
    if (Object.hasOwn(fields, name)) return fields[name];
    // A list of all tags of every instance would take most of the time of a listing.
    if (name.startsWith('tag:'))
      return ({ instanceId }) => [region.tag(instanceId, name.slice('tag:'.length))];
    return tagField(name, ({ instanceId }) => region.tagsOf(instanceId));
  };
}

function identityFields(region: Ec2Region): Readonly<Record<string, Values>> {
  return {
    'client-token': ({ birth }) => [birth.specification.request.ClientToken],
    'image-id': ({ birth }) => [birth.specification.imageId],
    'instance-id': (instance) => [instance.instanceId],
    'instance-lifecycle': ({ birth }) => [birth.specification.spot ? 'spot' : undefined],
    'key-name': ({ birth }) => [birth.specification.request.KeyName],
    'owner-id': () => [region.account.accountId],
    'reservation-id': ({ birth }) => [birth.reservationId],
    'spot-instance-request-id': ({ birth }) => [birth.spotRequestId],
  };
}

function networkFields(now: number): Readonly<Record<string, Values>> {
  const inNetwork =
    (values: Values): Values =>
    (instance) =>
      instance.state(now) === 'terminated' ? [] : values(instance);
  return {
    'availability-zone': (instance) => [instance.availabilityZone],
    'instance.group-id': inNetwork(({ birth }) => birth.specification.groupIds),
    'ip-address': (instance) => [instance.publicIp(now)],
    'private-ip-address': inNetwork(({ birth }) => [birth.privateIp]),
    'subnet-id': inNetwork(({ birth }) => [birth.specification.location.subnetId]),
    'vpc-id': inNetwork(({ birth }) => [birth.specification.location.vpcId]),
  };
}
