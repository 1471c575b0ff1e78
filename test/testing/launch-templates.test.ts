import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  type EC2Client,
  ModifyLaunchTemplateCommand,
  type RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { AMI, describeOne, launch, launchOne, simulate } from './simulation.js';

const NAME = 'cml-worker';

async function create(ec2: EC2Client, data: RequestLaunchTemplateData): Promise<string> {
  const input = { LaunchTemplateName: NAME, LaunchTemplateData: data };
  const { LaunchTemplate } = await ec2.send(new CreateLaunchTemplateCommand(input));
  return LaunchTemplate?.LaunchTemplateId ?? '';
}

const DATA: RequestLaunchTemplateData = {
  ImageId: AMI,
  InstanceType: 'c5.2xlarge',
  KeyName: 'labs',
  TagSpecifications: [
    {
      ResourceType: 'instance',
      Tags: [
        { Key: 'Team', Value: 'labs' },
        { Key: 'Stage', Value: 'test' },
      ],
    },
  ],
};

describe('a launch template', () => {
  it('supplies what the launch leaves out, by id or by name', async () => {
    const { ec2 } = simulate();
    const id = await create(ec2, DATA);
    const nothing = { ImageId: undefined, InstanceType: undefined };

    const [byId] = await launch(ec2, { ...nothing, LaunchTemplate: { LaunchTemplateId: id } });
    const [byName] = await launch(ec2, {
      ...nothing,
      InstanceType: 'm5.large',
      LaunchTemplate: { LaunchTemplateName: NAME },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Stage', Value: 'live' }] }],
    });

    expect(byId).toMatchObject({ ImageId: AMI, InstanceType: 'c5.2xlarge', KeyName: 'labs' });
    expect(byName).toMatchObject({ ImageId: AMI, InstanceType: 'm5.large' });
    expect(Object.fromEntries((byName?.Tags ?? []).map(({ Key, Value }) => [Key, Value]))).toEqual({
      Team: 'labs',
      Stage: 'live',
      'aws:ec2launchtemplate:id': id,
      'aws:ec2launchtemplate:version': '1',
    });
  });

  it('has versions, of which one is the default', async () => {
    const { ec2 } = simulate();
    const id = await create(ec2, DATA);
    await ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateId: id,
        SourceVersion: '1',
        LaunchTemplateData: { InstanceType: 'm5.large' },
      }),
    );
    const typeOf = async (Version?: string) => {
      const LaunchTemplate = { LaunchTemplateId: id, Version };
      const instanceId = await launchOne(ec2, {
        ImageId: undefined,
        InstanceType: undefined,
        LaunchTemplate,
      });
      return (await describeOne(ec2, instanceId)).InstanceType;
    };

    const before = [await typeOf(), await typeOf('$Latest'), await typeOf('2'), await typeOf('1')];
    await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId: id, DefaultVersion: '2' }));
    const { LaunchTemplateVersions = [] } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id }),
    );

    expect(before).toEqual(['c5.2xlarge', 'm5.large', 'm5.large', 'c5.2xlarge']);
    expect(await typeOf()).toBe('m5.large');
    expect(LaunchTemplateVersions).toMatchObject([
      {
        VersionNumber: 2,
        DefaultVersion: true,
        LaunchTemplateData: { InstanceType: 'm5.large', ImageId: AMI },
      },
      { VersionNumber: 1, DefaultVersion: false, LaunchTemplateData: { InstanceType: 'c5.2xlarge' } },
    ]);
    await expect(typeOf('9')).rejects.toMatchObject({ name: 'InvalidLaunchTemplateId.VersionNotFound' });
  });

  it('is listed until it is deleted, and has a name of its own', async () => {
    const { ec2 } = simulate();
    const id = await create(ec2, DATA);

    await expect(create(ec2, DATA)).rejects.toMatchObject({
      name: 'InvalidLaunchTemplateName.AlreadyExistsException',
    });
    const { LaunchTemplates } = await ec2.send(
      new DescribeLaunchTemplatesCommand({ LaunchTemplateNames: [NAME] }),
    );
    expect(LaunchTemplates).toMatchObject([
      { LaunchTemplateId: id, DefaultVersionNumber: 1, LatestVersionNumber: 1 },
    ]);
    await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }));
    await expect(
      ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateNames: [NAME] })),
    ).rejects.toMatchObject({ name: 'InvalidLaunchTemplateName.NotFoundException' });
    expect((await ec2.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates).toEqual([]);
  });

  it('tells its image by id where that is asked for, and of all templates by a version', async () => {
    const { aws, ec2 } = simulate();
    aws.putParameter({ name: '/workers/ami', value: AMI });
    await create(ec2, { ...DATA, ImageId: 'resolve:ssm:/workers/ami' });
    const imagesOf = async (ResolveAlias: boolean) => {
      const input = { Versions: ['$Latest'], ResolveAlias };
      const { LaunchTemplateVersions = [] } = await ec2.send(
        new DescribeLaunchTemplateVersionsCommand(input),
      );
      return LaunchTemplateVersions.map(({ LaunchTemplateData }) => LaunchTemplateData?.ImageId);
    };

    expect(await imagesOf(false)).toEqual(['resolve:ssm:/workers/ami']);
    expect(await imagesOf(true)).toEqual([AMI]);
  });

  it('can be read as it is taken to be where nobody has made it', async () => {
    const { ec2 } = simulate();
    const read = (LaunchTemplateId?: string) =>
      ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }));

    const { LaunchTemplateVersions } = await read('lt-0123456789abcdef0');

    expect(LaunchTemplateVersions).toMatchObject([
      { VersionNumber: 1, LaunchTemplateData: { ImageId: 'ami-0123456789abcdef0' } },
    ]);
    await expect(read('lt-00000000000000000')).rejects.toMatchObject({
      name: 'InvalidLaunchTemplateId.NotFound',
    });
    await expect(read()).rejects.toMatchObject({ name: 'MissingParameter' });
  });
});
