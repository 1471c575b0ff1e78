import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribeRegionsCommand,
  type DescribeRegionsCommandInput,
  DescribeVolumesCommand,
  type EC2Client,
  GetConsoleOutputCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { AMI, describeOne, launch, launchOne, launchRunning, simulate } from './simulation.js';

async function images(ec2: EC2Client, input: DescribeImagesCommandInput): Promise<(string | undefined)[]> {
  const reply = await ec2.send(new DescribeImagesCommand(input));
  return (reply.Images ?? []).map((image) => image.ImageId);
}

async function regions(ec2: EC2Client, input: DescribeRegionsCommandInput): Promise<(string | undefined)[]> {
  const reply = await ec2.send(new DescribeRegionsCommand(input));
  return (reply.Regions ?? []).map((region) => region.RegionName);
}

describe('DescribeImages', () => {
  it('has an image for every well-formed id', async () => {
    const { ec2 } = simulate();

    const reply = await ec2.send(new DescribeImagesCommand({ ImageIds: [AMI] }));

    expect(reply.Images).toMatchObject([{ ImageId: AMI, State: 'available', OwnerId: '123456789012' }]);
  });

  it('refuses the absent id and malformed ones', async () => {
    const { ec2 } = simulate();

    await expect(images(ec2, { ImageIds: ['ami-00000000000000000'] })).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
    });
    await expect(images(ec2, { ImageIds: ['ami-x'] })).rejects.toMatchObject({
      name: 'InvalidAMIID.Malformed',
    });
  });

  it('finds the images that were put there by owner and filters, in their region', async () => {
    const { aws, ec2, ec2With } = simulate();
    const own = aws.putImage({ name: 'worker-1', tags: { stage: 'test' }, createdAt: new Date(0) });
    const foreign = aws.putImage({ name: 'worker-2', ownerId: '999999999999', architecture: 'arm64' });
    const byName = (value: string) => ({ Filters: [{ Name: 'name', Values: [value] }] });

    expect(await images(ec2, byName('worker-*'))).toEqual([own, foreign]);
    expect(await images(ec2, { Owners: ['self'] })).toEqual([own]);
    expect(await images(ec2, { Owners: ['999999999999'] })).toEqual([foreign]);
    expect(await images(ec2, { Filters: [{ Name: 'architecture', Values: ['arm64'] }] })).toEqual([foreign]);
    expect(await images(ec2, { Filters: [{ Name: 'tag:stage', Values: ['test'] }] })).toEqual([own]);
    expect(await images(ec2, { Filters: [{ Name: 'creation-date', Values: ['1970*'] }] })).toEqual([own]);
    const abroad = ec2With({ region: 'eu-west-1' });
    expect(await images(abroad, {})).toEqual([]);
    await expect(images(abroad, { ImageIds: [own] })).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
    });
    await expect(launch(abroad, { ImageId: own })).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  it('keeps an image to its owner, unless it is public', async () => {
    const { aws, ec2 } = simulate();
    const ownerId = '999999999999';
    const hidden = aws.putImage({ name: 'worker-1', ownerId, public: false });
    const shown = aws.putImage({ name: 'worker-2', ownerId, ownerAlias: 'amazon' });

    expect(await images(ec2, { Owners: [ownerId] })).toEqual([shown]);
    expect(await images(ec2, { Owners: ['amazon'] })).toEqual([shown]);
    expect(await images(ec2, { Filters: [{ Name: 'is-public', Values: ['true'] }] })).toEqual([shown]);
    await expect(images(ec2, { ImageIds: [hidden] })).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
    });
    await expect(launch(ec2, { ImageId: hidden })).rejects.toMatchObject({
      name: 'AuthFailure',
      message: `Not authorized for images: [${hidden}]`,
    });
    expect(await launch(ec2, { ImageId: shown })).toHaveLength(1);
  });

  it('lists a deprecated image only when asked to', async () => {
    const { aws, ec2 } = simulate();
    const imageId = aws.putImage({ imageId: AMI, name: 'old', deprecatedAt: new Date(0) });

    expect(await images(ec2, {})).toEqual([]);
    expect(await images(ec2, { IncludeDeprecated: true })).toEqual([imageId]);
    expect(await images(ec2, { ImageIds: [imageId] })).toEqual([imageId]);
  });
});

describe('DescribeRegions', () => {
  it('shows the regions that the account has, or all', async () => {
    const { ec2 } = simulate();

    const own = await regions(ec2, {});
    const all = await regions(ec2, { AllRegions: true });

    expect(own).toContain('us-east-1');
    expect(own).not.toContain('af-south-1');
    expect(all).toContain('af-south-1');
  });

  it('finds regions by name and filter, and refuses unknown ones', async () => {
    const { ec2 } = simulate();
    const filter = (Name: string, value: string) => ({
      AllRegions: true,
      Filters: [{ Name, Values: [value] }],
    });

    expect(await regions(ec2, { RegionNames: ['eu-west-1', 'me-south-1'] })).toEqual([
      'eu-west-1',
      'me-south-1',
    ]);
    expect(await regions(ec2, filter('region-name', 'us-east-1'))).toEqual(['us-east-1']);
    expect(await regions(ec2, filter('opt-in-status', 'not-opted-in'))).toContain('me-south-1');
    expect(await regions(ec2, filter('endpoint', 'ec2.us-west-2.*'))).toEqual(['us-west-2']);
    await expect(regions(ec2, { RegionNames: ['mars-1'] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(regions(ec2, filter('no-such', 'x'))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});

describe('DescribeVolumes', () => {
  it.each([
    ['attachment.device', '/dev/xvda'],
    ['attachment.delete-on-termination', 'true'],
    ['availability-zone', 'us-east-1a'],
    ['encrypted', 'false'],
    ['size', '8'],
    ['status', 'in-use'],
    ['volume-id', 'vol-*'],
    ['volume-type', 'gp3'],
    ['tag-key', 'k'],
  ])('filters by %s = %s', async (name, value) => {
    const { ec2 } = simulate();
    await launchOne(ec2, {
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'k', Value: '' }] }],
    });
    const find = (Values: string[]) =>
      ec2.send(new DescribeVolumesCommand({ Filters: [{ Name: name, Values }] }));

    expect((await find([value])).Volumes).toHaveLength(1);
    expect((await find(['nothing'])).Volumes).toEqual([]);
  });

  it('loses a volume with its instance, unless it is to stay', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation, {
      BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { DeleteOnTermination: false } }],
    });
    const [root, data] = (await describeOne(ec2, id)).BlockDeviceMappings ?? [];
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);

    const reply = await ec2.send(new DescribeVolumesCommand({}));

    expect(reply.Volumes).toMatchObject([
      { VolumeId: data?.Ebs?.VolumeId, State: 'available', Attachments: [] },
    ]);
    await expect(
      ec2.send(new DescribeVolumesCommand({ VolumeIds: [root?.Ebs?.VolumeId ?? ''] })),
    ).rejects.toMatchObject({ name: 'InvalidVolume.NotFound' });
    await expect(ec2.send(new DescribeVolumesCommand({ VolumeIds: ['vol-x'] }))).rejects.toMatchObject({
      name: 'InvalidVolumeID.Malformed',
    });
  });
});

describe('GetConsoleOutput', () => {
  it('is empty before the instance runs, and ends in a login once it is up', async () => {
    const { aws, ec2 } = simulate();
    const InstanceId = await launchOne(ec2);
    const read = async () => {
      const { Output } = await ec2.send(new GetConsoleOutputCommand({ InstanceId }));
      return Output === undefined ? undefined : Buffer.from(Output, 'base64').toString();
    };

    const before = await read();
    await aws.advance(15_000);
    const booting = await read();
    await aws.advance(120_000);
    const up = await read();

    expect(before).toBeUndefined();
    expect(booting).toMatch(/Linux version/);
    expect(booting).not.toMatch(/login:/);
    expect(up).toMatch(/login:/);
  });
});
