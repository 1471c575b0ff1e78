import {
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  type DescribeInstanceTypesCommandInput,
  type EC2Client,
  type InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import { Ec2InstanceType } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.js';

async function types(ec2: EC2Client, input: DescribeInstanceTypesCommandInput): Promise<InstanceTypeInfo[]> {
  const { InstanceTypes = [] } = await ec2.send(new DescribeInstanceTypesCommand(input));
  return InstanceTypes;
}

const names = (infos: readonly InstanceTypeInfo[]): (string | undefined)[] =>
  infos.map(({ InstanceType }) => InstanceType);

describe('DescribeInstanceTypes', () => {
  it('gives the figures of a type', async () => {
    const { ec2 } = simulate();

    const infos = await types(ec2, { InstanceTypes: ['c8i.4xlarge', 'm5zn.metal', 't3.micro'] });

    expect(infos).toMatchObject([
      {
        InstanceType: 'c8i.4xlarge',
        BareMetal: false,
        Hypervisor: 'nitro',
        VCpuInfo: { DefaultVCpus: 16, DefaultCores: 8 },
        MemoryInfo: { SizeInMiB: 32_768 },
        ProcessorInfo: { SupportedFeatures: ['nested-virtualization'], SupportedArchitectures: ['x86_64'] },
      },
      { InstanceType: 'm5zn.metal', BareMetal: true, VCpuInfo: { DefaultVCpus: 48 } },
      { InstanceType: 't3.micro', VCpuInfo: { DefaultVCpus: 2 }, MemoryInfo: { SizeInMiB: 1_024 } },
    ]);
    expect(infos[1]?.ProcessorInfo?.SupportedFeatures).toBeUndefined();
  });

  it('knows every type that the library names', async () => {
    const { ec2 } = simulate();

    const infos = await types(ec2, {});

    expect(names(infos)).toEqual(expect.arrayContaining(Object.values(Ec2InstanceType)));
  });

  it('filters by what a type can do', async () => {
    const { ec2 } = simulate();
    const filter = (Name: string, ...Values: string[]) => types(ec2, { Filters: [{ Name, Values }] });

    const nested = await filter('processor-info.supported-features', 'nested-virtualization');
    const metal = await filter('bare-metal', 'true');
    const family = await filter('instance-type', 't3.*');

    expect(names(nested)).toContain('m8i.xlarge');
    expect(nested.every(({ BareMetal }) => BareMetal === false)).toBe(true);
    expect(names(metal)).toContain('c5.metal');
    expect(names(family)).toHaveLength(6);
  });

  it('refuses types that do not exist, and pages', async () => {
    const { ec2 } = simulate();

    await expect(types(ec2, { InstanceTypes: ['c5.huge' as 't3.micro'] })).rejects.toMatchObject({
      name: 'InvalidInstanceType',
      message: 'The following supplied instance types do not exist: [c5.huge]',
    });
    const first = await ec2.send(new DescribeInstanceTypesCommand({ MaxResults: 5 }));
    const second = await types(ec2, { MaxResults: 5, NextToken: first.NextToken });
    expect(names(second)).not.toContain(first.InstanceTypes?.[0]?.InstanceType);
  });
});

describe('DescribeInstanceTypeOfferings', () => {
  const offerings = async (ec2: EC2Client, LocationType: 'availability-zone' | 'region', type: string) => {
    const Filters = [{ Name: 'instance-type', Values: [type] }];
    const reply = await ec2.send(new DescribeInstanceTypeOfferingsCommand({ LocationType, Filters }));
    return reply.InstanceTypeOfferings?.map(({ Location }) => Location);
  };

  it('tells the zones and the region that offer a type', async () => {
    const { aws, ec2 } = simulate();
    aws.setOffering({ instanceType: 'm5zn.metal', availabilityZones: ['us-east-1b'] });

    expect(await offerings(ec2, 'availability-zone', 'c5.2xlarge')).toEqual([
      'us-east-1a',
      'us-east-1b',
      'us-east-1c',
    ]);
    expect(await offerings(ec2, 'availability-zone', 'm5zn.metal')).toEqual(['us-east-1b']);
    expect(await offerings(ec2, 'region', 'm5zn.metal')).toEqual(['us-east-1']);
  });

  it('leaves out what the region does not have', async () => {
    const { aws, ec2 } = simulate();
    aws.setOffering({ instanceType: 'm5zn.metal', availabilityZones: [] });

    expect(await offerings(ec2, 'availability-zone', 'm5zn.metal')).toEqual([]);
    await expect(types(ec2, { InstanceTypes: ['m5zn.metal'] })).rejects.toMatchObject({
      name: 'InvalidInstanceType',
    });
  });
});
