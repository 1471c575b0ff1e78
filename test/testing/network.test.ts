import {
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, simulate } from './simulation.js';

const SUBNET = 'subnet-0123456789abcdef0';
const GROUP = 'sg-0123456789abcdef0';
const OTHER_VPC = 'vpc-0fedcba9876543210';

describe('DescribeSubnets', () => {
  it('lists a default subnet in each zone, and those that were put there', async () => {
    const { aws, ec2 } = simulate();
    const added = aws.putSubnet({ availabilityZone: 'us-east-1b', vpcId: OTHER_VPC, tags: { Tier: 'labs' } });

    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const byTag = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Tier', Values: ['labs'] }] }),
    );

    expect(Subnets.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual([
      'us-east-1a',
      'us-east-1b',
      'us-east-1c',
      'us-east-1b',
    ]);
    expect(Subnets.map(({ DefaultForAz }) => DefaultForAz)).toEqual([true, true, true, false]);
    expect(byTag.Subnets).toMatchObject([{ SubnetId: added, VpcId: OTHER_VPC }]);
  });

  it('knows every well-formed id, always in the same zone, and counts its free addresses', async () => {
    const { ec2 } = simulate();
    const read = async () => {
      const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SUBNET] }));
      return Subnets[0];
    };
    const before = await read();
    const [instance] = await launch(ec2, { SubnetId: SUBNET });

    const after = await read();

    expect(after?.AvailabilityZone).toBe(instance?.Placement?.AvailabilityZone);
    expect(after?.VpcId).toBe(instance?.VpcId);
    expect(before?.AvailableIpAddressCount).toBe(4_091);
    expect(after?.AvailableIpAddressCount).toBe(4_090);
  });

  it('refuses the absent id', async () => {
    const { ec2 } = simulate();

    const call = ec2.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-00000000000000000'] }));

    await expect(call).rejects.toMatchObject({ name: 'InvalidSubnetID.NotFound' });
  });
});

describe('DescribeSecurityGroups and DescribeVpcs', () => {
  it('show the groups and the VPCs that there are', async () => {
    const { aws, ec2 } = simulate();
    const added = aws.putSecurityGroup({ name: 'labs', vpcId: OTHER_VPC });

    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));

    expect(SecurityGroups.map(({ GroupName }) => GroupName)).toEqual(['default', 'labs']);
    expect(SecurityGroups[1]).toMatchObject({ GroupId: added, VpcId: OTHER_VPC });
    expect(Vpcs.map(({ IsDefault }) => IsDefault)).toEqual([true, false]);
    expect(Vpcs[1]?.VpcId).toBe(OTHER_VPC);
  });

  it('call a group by the same name as its instances do', async () => {
    const { aws, ec2 } = simulate();
    const GroupId = aws.putSecurityGroup({ name: 'labs' });

    const [plain] = await launch(ec2);
    const [grouped] = await launch(ec2, { SecurityGroupIds: [GroupId] });

    expect(plain?.SecurityGroups).toMatchObject([{ GroupName: 'default' }]);
    expect(grouped?.SecurityGroups).toEqual([{ GroupId, GroupName: 'labs' }]);
    expect(grouped?.NetworkInterfaces?.[0]?.Groups).toEqual([{ GroupId, GroupName: 'labs' }]);
  });

  it('keep what was put into one region out of the others', async () => {
    const { aws, ec2 } = simulate();
    const subnet = aws.putSubnet({ availabilityZone: 'eu-west-1a' });
    const group = aws.putSecurityGroup({ region: 'eu-west-1' });

    await expect(launch(ec2, { SubnetId: subnet })).rejects.toMatchObject({
      name: 'InvalidSubnetID.NotFound',
    });
    await expect(launch(ec2, { SecurityGroupIds: [group] })).rejects.toMatchObject({
      name: 'InvalidGroup.NotFound',
    });
  });

  it('keep a launch within one VPC', async () => {
    const { aws, ec2 } = simulate();
    const foreign = aws.putSecurityGroup({ vpcId: OTHER_VPC });

    const call = launch(ec2, { SubnetId: SUBNET, SecurityGroupIds: [GROUP, foreign] });

    await expect(call).rejects.toMatchObject({
      name: 'InvalidParameter',
      message: `Security group ${foreign} and subnet ${SUBNET} belong to different networks.`,
    });
  });
});

describe('DescribeKeyPairs', () => {
  it('lists those that were put there, and finds others by name', async () => {
    const { aws, ec2 } = simulate();
    aws.putKeyPair({ keyName: 'labs' });

    const all = await ec2.send(new DescribeKeyPairsCommand({}));
    const one = await ec2.send(new DescribeKeyPairsCommand({ KeyNames: ['anything'] }));

    expect(all.KeyPairs).toMatchObject([{ KeyName: 'labs' }]);
    expect(one.KeyPairs).toMatchObject([{ KeyName: 'anything' }]);
    await expect(ec2.send(new DescribeKeyPairsCommand({ KeyNames: ['missing'] }))).rejects.toMatchObject({
      name: 'InvalidKeyPair.NotFound',
    });
  });
});
