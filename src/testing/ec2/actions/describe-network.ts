import type {
  DescribeKeyPairsRequest,
  DescribeKeyPairsResult,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  DescribeVpcsRequest,
  DescribeVpcsResult,
  KeyPairInfo,
  SecurityGroup,
  Subnet,
  Tag,
  Vpc,
} from '@aws-sdk/client-ec2';
import {
  DescribeKeyPairs$,
  DescribeSecurityGroups$,
  DescribeSubnets$,
  DescribeVpcs$,
} from '@aws-sdk/client-ec2';
import { stableHex } from '../../identity/stable-digits.js';
import type { ActionContext, Ec2Action } from '../action.js';
import type { Ec2Region } from '../ec2-region.js';
import { applyFilters, type FilterFields, tagField } from '../filters.js';
import { checkGroup, checkKeyPair, checkSubnet, checkVpc } from '../launch-resources.js';
import { paginate } from '../pagination.js';
import type { GroupRecord, SubnetRecord } from '../simulated-network.js';

export const describeSubnets: Ec2Action = { schema: DescribeSubnets$, perform: listSubnets };
export const describeSecurityGroups: Ec2Action = { schema: DescribeSecurityGroups$, perform: listGroups };
export const describeVpcs: Ec2Action = { schema: DescribeVpcs$, perform: listVpcs };
export const describeKeyPairs: Ec2Action = { schema: DescribeKeyPairs$, perform: listKeyPairs };

function listSubnets(request: DescribeSubnetsRequest, { region }: ActionContext): DescribeSubnetsResult {
  const ids = request.SubnetIds ?? [];
  for (const id of ids) checkSubnet(id, region);
  const records = ids.length > 0 ? ids.map((id) => region.network.subnet(id)) : region.network.subnets;
  const subnets = records.map((record) => describeSubnet(record, region));
  const matching = applyFilters(subnets, request.Filters, subnetFields);
  const { items, nextToken } = paginate(matching, request, ({ SubnetId = '' }) => SubnetId);
  return { Subnets: [...items], NextToken: nextToken };
}

function describeSubnet(record: SubnetRecord, region: Ec2Region): Subnet {
  const { accountId } = region.account;
  return {
    SubnetId: record.subnetId,
    SubnetArn: `arn:aws:ec2:${region.name}:${accountId}:subnet/${record.subnetId}`,
    VpcId: record.vpcId,
    OwnerId: accountId,
    State: 'available',
    AvailabilityZone: record.availabilityZone,
    AvailableIpAddressCount: region.addressesLeft(record),
    DefaultForAz: record.isDefault,
    MapPublicIpOnLaunch: true,
    AssignIpv6AddressOnCreation: false,
    Tags: tagList(record.tags),
  };
}

const subnetFields: FilterFields<Subnet> = (name) => {
  if (name === 'availability-zone') return (subnet) => [subnet.AvailabilityZone];
  if (name === 'default-for-az') return (subnet) => [String(subnet.DefaultForAz)];
  if (name === 'subnet-id') return (subnet) => [subnet.SubnetId];
  if (name === 'vpc-id') return (subnet) => [subnet.VpcId];
  return tagField(name, (subnet: Subnet) => subnet.Tags ?? []);
};

function listGroups(
  request: DescribeSecurityGroupsRequest,
  { region }: ActionContext,
): DescribeSecurityGroupsResult {
  const ids = request.GroupIds ?? [];
  for (const id of ids) checkGroup(id, region);
  const records = ids.length > 0 ? ids.map((id) => region.network.group(id)) : region.network.groups;
  const groups = records.map((record) => describeGroup(record, region));
  const matching = applyFilters(groups, request.Filters, groupFields);
  const { items, nextToken } = paginate(matching, request, ({ GroupId = '' }) => GroupId);
  return { SecurityGroups: [...items], NextToken: nextToken };
}

function describeGroup(record: GroupRecord, region: Ec2Region): SecurityGroup {
  return {
    GroupId: record.groupId,
    GroupName: record.name,
    Description: `The simulated group ${record.name}`,
    VpcId: record.vpcId,
    OwnerId: region.account.accountId,
    IpPermissions: [],
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    Tags: tagList(record.tags),
  };
}

const groupFields: FilterFields<SecurityGroup> = (name) => {
  if (name === 'group-id') return (group) => [group.GroupId];
  if (name === 'group-name') return (group) => [group.GroupName];
  if (name === 'vpc-id') return (group) => [group.VpcId];
  return tagField(name, (group: SecurityGroup) => group.Tags ?? []);
};

function listVpcs(request: DescribeVpcsRequest, { region }: ActionContext): DescribeVpcsResult {
  const ids = request.VpcIds ?? [];
  for (const id of ids) checkVpc(id);
  const vpcs = (ids.length > 0 ? ids : region.network.vpcIds).map((id): Vpc => {
    return {
      VpcId: id,
      OwnerId: region.account.accountId,
      State: 'available',
      IsDefault: id === region.network.defaultVpcId,
      CidrBlock: '172.31.0.0/16',
      InstanceTenancy: 'default',
      Tags: [],
    };
  });
  const matching = applyFilters(vpcs, request.Filters, vpcFields);
  const { items, nextToken } = paginate(matching, request, ({ VpcId = '' }) => VpcId);
  return { Vpcs: [...items], NextToken: nextToken };
}

const vpcFields: FilterFields<Vpc> = (name) => {
  if (name === 'is-default') return (vpc) => [String(vpc.IsDefault)];
  if (name === 'vpc-id') return (vpc) => [vpc.VpcId];
  return tagField(name, (vpc: Vpc) => vpc.Tags ?? []);
};

function listKeyPairs(request: DescribeKeyPairsRequest, { region }: ActionContext): DescribeKeyPairsResult {
  const names = request.KeyNames ?? [];
  for (const name of names) checkKeyPair(name);
  const pairs = (names.length > 0 ? names : region.network.keyPairs).map(
    (name): KeyPairInfo => ({
      KeyName: name,
      KeyPairId: `key-0${stableHex(`key/${region.name}/${name}`, 16)}`,
      KeyType: 'ed25519',
      Tags: [],
    }),
  );
  return { KeyPairs: [...applyFilters(pairs, request.Filters, keyPairFields)] };
}

const keyPairFields: FilterFields<KeyPairInfo> = (name) => {
  if (name === 'key-name') return (pair) => [pair.KeyName];
  return name === 'key-pair-id' ? (pair) => [pair.KeyPairId] : undefined;
};

function tagList(tags: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
