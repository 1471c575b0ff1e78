import {
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { AMI, describeOne, launch, launchOne, simulate } from './simulation.js';

const SUBNET = 'subnet-0123456789abcdef0';
const GROUP = 'sg-0123456789abcdef0';
const ABSENT = '00000000000000000';

const base64 = (bytes: number): string => Buffer.alloc(bytes, 'a').toString('base64');

const tags = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: '' }));

const tagged = (Tags: { Key: string; Value: string }[]) => ({
  TagSpecifications: [{ ResourceType: 'instance' as const, Tags }],
});

describe('RunInstances', () => {
  it('gives back what the launch asked for', async () => {
    const { ec2 } = simulate({ accountId: '111122223333' });

    const [instance] = await launch(ec2, {
      KeyName: 'key',
      SubnetId: SUBNET,
      SecurityGroupIds: [GROUP],
      ClientToken: 'token-1',
      Monitoring: { Enabled: true },
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      CpuOptions: { NestedVirtualization: 'enabled' },
      HibernationOptions: { Configured: true },
      IamInstanceProfile: { Name: 'profile' },
      ...tagged([{ Key: 'Name', Value: 'Löwe <&> "😀"\r\n' }]),
    });

    expect(instance).toMatchObject({
      InstanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/) as string,
      ImageId: AMI,
      InstanceType: 't3.micro',
      State: { Code: 0, Name: 'pending' },
      KeyName: 'key',
      SubnetId: SUBNET,
      SecurityGroups: [{ GroupId: GROUP }],
      ClientToken: 'token-1',
      Monitoring: { State: 'enabled' },
      MetadataOptions: { State: 'applied', HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      CpuOptions: { NestedVirtualization: 'enabled' },
      HibernationOptions: { Configured: true },
      IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/profile' },
      Tags: [{ Key: 'Name', Value: 'Löwe <&> "😀"\r\n' }],
      LaunchTime: expect.any(Date) as Date,
    });
    expect(instance?.InstanceLifecycle).toBeUndefined();
  });

  it('launches as many as it may, in one reservation', async () => {
    const { ec2 } = simulate();

    const instances = await launch(ec2, { MinCount: 1, MaxCount: 3 });
    const reply = await ec2.send(new DescribeInstancesCommand({}));

    expect(new Set(instances.map((instance) => instance.InstanceId)).size).toBe(3);
    expect(instances.map((instance) => instance.AmiLaunchIndex)).toEqual([0, 1, 2]);
    expect(reply.Reservations?.map((reservation) => reservation.Instances?.length)).toEqual([3]);
  });

  it('takes the network from the first network interface', async () => {
    const { aws, ec2 } = simulate();
    const id = await launchOne(ec2, {
      NetworkInterfaces: [
        { DeviceIndex: 0, SubnetId: SUBNET, Groups: [GROUP], AssociatePublicIpAddress: false },
      ],
    });

    await aws.advance(15_000);
    const instance = await describeOne(ec2, id);

    expect(instance).toMatchObject({ SubnetId: SUBNET, SecurityGroups: [{ GroupId: GROUP }] });
    expect(instance.PublicIpAddress).toBeUndefined();
  });

  it('makes a spot instance', async () => {
    const { ec2 } = simulate();

    const [instance] = await launch(ec2, { InstanceMarketOptions: { MarketType: 'spot' } });

    expect(instance?.InstanceLifecycle).toBe('spot');
    expect(instance?.SpotInstanceRequestId).toMatch(/^sir-/);
  });

  it('keeps a subnet in one zone', async () => {
    const { ec2 } = simulate();

    const [first] = await launch(ec2, { SubnetId: SUBNET });
    const [second] = await launch(ec2, { SubnetId: SUBNET });

    expect(first?.Placement?.AvailabilityZone).toMatch(/^us-east-1[abc]$/);
    expect(second?.Placement?.AvailabilityZone).toBe(first?.Placement?.AvailabilityZone);
  });

  it('makes the volumes, tagged, with the root volume always among them', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2, {
      BlockDeviceMappings: [
        { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 100, Encrypted: true, Iops: 4_000 } },
      ],
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'volume', Value: 'yes' }] }],
    });

    const reply = await ec2.send(
      new DescribeVolumesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: [id] }] }),
    );

    expect(
      reply.Volumes?.map((volume) => [volume.Attachments?.[0]?.Device, volume.Size, volume.Tags]),
    ).toEqual([
      ['/dev/xvda', 8, [{ Key: 'volume', Value: 'yes' }]],
      ['/dev/sdf', 100, [{ Key: 'volume', Value: 'yes' }]],
    ]);
  });

  it('says that a dry run would succeed, after its checks', async () => {
    const { ec2 } = simulate();

    await expect(launch(ec2, { DryRun: true })).rejects.toMatchObject({ name: 'DryRunOperation' });
    await expect(launch(ec2, { DryRun: true, KeyName: 'missing' })).rejects.toMatchObject({
      name: 'InvalidKeyPair.NotFound',
    });
    expect((await ec2.send(new DescribeInstancesCommand({}))).Reservations).toEqual([]);
  });

  it.each<[string, Partial<RunInstancesCommandInput>]>([
    ['MissingParameter', { ImageId: undefined }],
    ['MissingParameter', { MinCount: undefined }],
    ['MissingParameter', { MaxCount: undefined }],
    ['InvalidParameterValue', { MinCount: 0 }],
    ['InvalidParameterValue', { MinCount: 3, MaxCount: 1 }],
    ['InvalidAMIID.Malformed', { ImageId: 'bogus' }],
    ['InvalidAMIID.NotFound', { ImageId: `ami-${ABSENT}` }],
    ['InvalidParameterValue', { InstanceType: 't99.huge' as 't3.micro' }],
    ['InvalidKeyPair.NotFound', { KeyName: 'missing' }],
    ['InvalidParameterValue', { IamInstanceProfile: { Name: 'missing' } }],
    ['InvalidSubnetID.NotFound', { SubnetId: `subnet-${ABSENT}` }],
    ['InvalidSubnetID.Malformed', { SubnetId: 'subnet-x' }],
    ['InvalidGroup.NotFound', { SubnetId: SUBNET, SecurityGroupIds: [`sg-${ABSENT}`] }],
    ['InvalidGroupId.Malformed', { SecurityGroupIds: ['default'] }],
    ['InvalidParameterValue', { UserData: base64(16_385) }],
    ['InvalidUserData.Malformed', { UserData: '#!/bin/sh' }],
    ['InvalidParameterValue', { ClientToken: 'x'.repeat(65) }],
    ['InvalidParameterValue', { Placement: { AvailabilityZone: 'eu-west-1a' } }],
    ['InvalidLaunchTemplateId.Malformed', { LaunchTemplate: { LaunchTemplateId: 'lt-1' } }],
    ['InvalidLaunchTemplateId.NotFound', { LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0' } }],
    ['InvalidLaunchTemplateName.NotFoundException', { LaunchTemplate: { LaunchTemplateName: 'worker' } }],
    ['MissingParameter', { LaunchTemplate: { Version: '1' } }],
    ['InvalidParameterCombination', { SubnetId: SUBNET, NetworkInterfaces: [{ DeviceIndex: 0 }] }],
    ['InvalidParameterCombination', { SecurityGroupIds: [GROUP], NetworkInterfaces: [{ DeviceIndex: 0 }] }],
    [
      'InvalidParameterCombination',
      { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', AssociatePublicIpAddress: true }] },
    ],
    ['InvalidParameterValue', tagged([{ Key: 'aws:x', Value: 'y' }])],
    ['TagLimitExceeded', tagged(tags(51))],
  ])('answers %s to %j', async (code, input) => {
    const { ec2 } = simulate();

    const call = launch(ec2, input);

    await expect(call).rejects.toMatchObject({ name: code, $metadata: { httpStatusCode: 400 } });
    expect((await ec2.send(new DescribeInstancesCommand({}))).Reservations).toEqual([]);
  });

  it('takes user data up to 16 KB and 50 tags', async () => {
    const { ec2 } = simulate();

    const [instance] = await launch(ec2, { UserData: base64(16_384), ...tagged(tags(50)) });

    expect(instance?.Tags).toHaveLength(50);
  });
});

describe('the client token of RunInstances', () => {
  it('gives the same instances for the same request', async () => {
    const { ec2 } = simulate();

    const first = await launch(ec2, { ClientToken: 'once', MaxCount: 2 });
    const second = await launch(ec2, { ClientToken: 'once', MaxCount: 2 });

    expect(second.map(({ InstanceId }) => InstanceId)).toEqual(first.map(({ InstanceId }) => InstanceId));
  });

  it('refuses another request', async () => {
    const { ec2 } = simulate();
    await launch(ec2, { ClientToken: 'once' });

    const call = launch(ec2, { ClientToken: 'once', InstanceType: 'm5.large' });

    await expect(call).rejects.toMatchObject({
      name: 'IdempotentParameterMismatch',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses to stand for an instance that has terminated', async () => {
    const { aws, ec2 } = simulate();
    const id = await launchOne(ec2, { ClientToken: 'once' });
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);

    const call = launch(ec2, { ClientToken: 'once' });

    await expect(call).rejects.toMatchObject({ name: 'IdempotentInstanceTerminated' });
  });

  it('holds for one region, and for one zone where the request chooses it', async () => {
    const { ec2, ec2With } = simulate();
    const token = { ClientToken: 'once' };

    const ids = [
      await launchOne(ec2, token),
      await launchOne(ec2With({ region: 'eu-west-1' }), token),
      await launchOne(ec2, { ...token, Placement: { AvailabilityZone: 'us-east-1a' } }),
      await launchOne(ec2, { ...token, Placement: { AvailabilityZone: 'us-east-1b' } }),
    ];

    expect(new Set(ids).size).toBe(4);
  });
});
