import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { CreateInstanceInput } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { buildRunInstances } from '../../../src/ec2/requests/run-instances.js';

const NAME_TAGS = [{ Key: 'Name', Value: 'worker-1' }];

/** What the least input comes to. */
const LEAST: RunInstancesCommandInput = {
  MinCount: 1,
  MaxCount: 1,
  ClientToken: 'token-1',
  TagSpecifications: [
    { ResourceType: 'instance', Tags: NAME_TAGS },
    { ResourceType: 'volume', Tags: NAME_TAGS },
  ],
  MetadataOptions: { HttpTokens: 'required' },
};

const SPECIFICATION = { count: 1, clientToken: 'token-1', launchKey: undefined };

function build(input: Partial<CreateInstanceInput>, rootDeviceName?: string): RunInstancesCommandInput {
  return buildRunInstances({ ...SPECIFICATION, input: { name: 'worker-1', ...input }, rootDeviceName });
}

describe('buildRunInstances', () => {
  it.each<[string, Partial<CreateInstanceInput>, Partial<RunInstancesCommandInput>]>([
    ['nothing but a name', {}, {}],
    ['an image', { amiId: 'ami-1' }, { ImageId: 'ami-1' }],
    ['an image by parameter', { amiId: 'resolve:ssm:/ami' }, { ImageId: 'resolve:ssm:/ami' }],
    ['a name of the image, which is ours alone', { amiName: 'CML' }, {}],
    ['a type', { instanceType: 'c5.2xlarge' }, { InstanceType: 'c5.2xlarge' }],
    ['a key pair', { keyName: 'key' }, { KeyName: 'key' }],
    ['a subnet', { subnetId: 'subnet-1' }, { SubnetId: 'subnet-1' }],
    ['a zone', { availabilityZone: 'us-east-1b' }, { Placement: { AvailabilityZone: 'us-east-1b' } }],
    ['security groups', { securityGroupIds: ['sg-1', 'sg-2'] }, { SecurityGroupIds: ['sg-1', 'sg-2'] }],
    ['detailed monitoring', { monitoring: 'detailed' }, { Monitoring: { Enabled: true } }],
    ['basic monitoring', { monitoring: 'basic' }, { Monitoring: { Enabled: false } }],
    ['metadata without tokens', { imdsV2: 'optional' }, { MetadataOptions: { HttpTokens: 'optional' } }],
    [
      'nested virtualization',
      { nestedVirtualization: true },
      { CpuOptions: { NestedVirtualization: 'enabled' } },
    ],
    ['hibernation', { hibernation: true }, { HibernationOptions: { Configured: true } }],
    ['no hibernation', { hibernation: false }, { HibernationOptions: { Configured: false } }],
    ['termination protection', { terminationProtection: true }, { DisableApiTermination: true }],
    ['a profile by name', { instanceProfile: 'worker' }, { IamInstanceProfile: { Name: 'worker' } }],
    [
      'a profile by ARN',
      { instanceProfile: 'arn:aws:iam::123456789012:instance-profile/worker' },
      { IamInstanceProfile: { Arn: 'arn:aws:iam::123456789012:instance-profile/worker' } },
    ],
    [
      'a template by name, with its id left out',
      { launchTemplate: { id: undefined, name: 'worker' } },
      { LaunchTemplate: { LaunchTemplateName: 'worker' } },
    ],
    ['the on-demand market', { market: 'on-demand' }, {}],
    [
      'the spot market',
      { market: 'spot' },
      {
        InstanceMarketOptions: {
          MarketType: 'spot',
          SpotOptions: { SpotInstanceType: 'one-time', InstanceInterruptionBehavior: 'terminate' },
        },
      },
    ],
    [
      'the spot market with a price, stopped on interruption',
      { market: { spot: { maxPrice: '0.2', interruption: 'stop' } } },
      {
        InstanceMarketOptions: {
          MarketType: 'spot',
          SpotOptions: {
            SpotInstanceType: 'persistent',
            InstanceInterruptionBehavior: 'stop',
            MaxPrice: '0.2',
          },
        },
      },
    ],
    [
      'a template by id',
      { launchTemplate: { id: 'lt-1' } },
      { LaunchTemplate: { LaunchTemplateId: 'lt-1' } },
    ],
    [
      'a version of a template by name',
      { launchTemplate: { name: 'worker', version: '$Latest' } },
      { LaunchTemplate: { LaunchTemplateName: 'worker', Version: '$Latest' } },
    ],
  ])('puts %s into the words of EC2', (_, input, expected) => {
    expect(build(input)).toEqual({ ...LEAST, ...expected });
  });

  it('asks for a public address on the network interface, which takes subnet and groups along', () => {
    const request = build({ assignPublicIp: false, subnetId: 'subnet-1', securityGroupIds: ['sg-1'] });

    expect(request).toEqual({
      ...LEAST,
      NetworkInterfaces: [
        { DeviceIndex: 0, AssociatePublicIpAddress: false, SubnetId: 'subnet-1', Groups: ['sg-1'] },
      ],
    });
  });

  it('tags the instance and its volumes in the launch itself', () => {
    const request = build({ tags: { Team: 'labs', Note: '' }, createdBy: 'ada' });

    const tags = [
      { Key: 'Team', Value: 'labs' },
      { Key: 'Note', Value: '' },
      { Key: 'Name', Value: 'worker-1' },
      { Key: 'CreatedBy', Value: 'ada' },
    ];
    expect(request.TagSpecifications).toEqual([
      { ResourceType: 'instance', Tags: tags },
      { ResourceType: 'volume', Tags: tags },
    ]);
  });

  it('asks for as many as are wanted and takes as few as one, under the key of the launch', () => {
    const input = { name: 'worker-1' };

    const request = buildRunInstances({
      ...SPECIFICATION,
      input,
      count: 5,
      launchKey: 'lab-7',
      rootDeviceName: undefined,
    });

    const tags = [...NAME_TAGS, { Key: 'ec2-worker-client:launch-key', Value: 'lab-7' }];
    expect(request).toMatchObject({ MinCount: 1, MaxCount: 5 });
    expect(request.TagSpecifications?.map(({ Tags }) => Tags)).toEqual([tags, tags]);
  });

  it.each([
    ['text', '#!/bin/sh\necho é😀', '#!/bin/sh\necho é😀'],
    ['bytes', new Uint8Array([0, 255, 10]), '\u0000\ufffd\n'],
  ])('encodes user data that is %s', (_, userData, decoded) => {
    const { UserData = '' } = build({ userData });

    expect(Buffer.from(UserData, 'base64').toString('utf8')).toBe(decoded);
  });

  it('sets every option of the volumes, the root volume first', () => {
    const request = build(
      {
        rootVolume: { sizeGiB: 200, type: 'gp3', iops: 6_000, throughput: 500, encrypted: true },
        dataVolumes: [
          { deviceName: '/dev/sdf', sizeGiB: 50 },
          { deviceName: '/dev/sdg', kmsKeyId: 'alias/labs', encrypted: false },
        ],
      },
      '/dev/sda1',
    );

    expect(request.BlockDeviceMappings).toEqual([
      {
        DeviceName: '/dev/sda1',
        Ebs: { VolumeSize: 200, VolumeType: 'gp3', Iops: 6_000, Throughput: 500, Encrypted: true },
      },
      { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 50 } },
      { DeviceName: '/dev/sdg', Ebs: { KmsKeyId: 'alias/labs', Encrypted: true } },
    ]);
  });

  it('applies overrides last', () => {
    const request = build({
      keyName: 'key',
      imdsV2: 'required',
      overrides: { KeyName: 'other', MetadataOptions: { HttpTokens: 'optional' }, EbsOptimized: true },
    });

    expect(request).toEqual({
      ...LEAST,
      KeyName: 'other',
      MetadataOptions: { HttpTokens: 'optional' },
      EbsOptimized: true,
    });
  });

  it('leaves nested virtualization alone unless it is wanted', () => {
    expect(build({ nestedVirtualization: false })).not.toHaveProperty('CpuOptions');
  });

  it('lets no override without a value take away the token or the counts', () => {
    const request = build({
      overrides: { ClientToken: undefined, MinCount: undefined, MaxCount: undefined },
    });

    expect(request).toMatchObject({ ClientToken: 'token-1', MinCount: 1, MaxCount: 1 });
  });

  it('leaves out whatever is undefined, and changes nothing of its input', () => {
    const input = Object.freeze({
      name: 'worker-1',
      keyName: undefined,
      market: undefined,
      monitoring: undefined,
    });

    const request = buildRunInstances({ ...SPECIFICATION, input, rootDeviceName: undefined });

    expect(Object.entries(request).filter(([, value]) => value === undefined)).toEqual([]);
  });
});
