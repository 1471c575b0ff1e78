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

async function create(ec2: EC2Client, data: RequestLaunchTemplateData, name = NAME): Promise<string> {
  const input = { LaunchTemplateName: name, LaunchTemplateData: data };
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

  it('has to be made first, and can be read and launched only where it was', async () => {
    const { ec2, ec2With } = simulate();
    const id = await create(ec2, DATA);
    const read = (LaunchTemplateId?: string, client = ec2) =>
      client.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }));
    const launchFrom = (client: EC2Client) =>
      launch(client, { LaunchTemplate: { LaunchTemplateId: id }, ImageId: AMI });
    const abroad = ec2With({ region: 'eu-west-1' });
    const unknown = { name: 'InvalidLaunchTemplateId.NotFound', $metadata: { httpStatusCode: 400 } };

    await expect(read('lt-0123456789abcdef0')).rejects.toMatchObject(unknown);
    await expect(read('lt-1')).rejects.toMatchObject({ name: 'InvalidLaunchTemplateId.Malformed' });
    await expect(read()).rejects.toMatchObject({ name: 'MissingParameter' });
    await expect(read(id, abroad)).rejects.toMatchObject(unknown);
    await expect(launchFrom(abroad)).rejects.toMatchObject(unknown);
    expect(await launchFrom(ec2)).toHaveLength(1);
    await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }));
    await expect(launchFrom(ec2)).rejects.toMatchObject(unknown);
  });

  it('leaves the image to the launch where it names none', async () => {
    const { ec2 } = simulate();
    const LaunchTemplate = { LaunchTemplateId: await create(ec2, { InstanceType: 'm5.large' }) };

    const [instance] = await launch(ec2, { LaunchTemplate });

    expect(instance?.ImageId).toBe(AMI);
    await expect(launch(ec2, { LaunchTemplate, ImageId: undefined })).rejects.toMatchObject({
      name: 'MissingParameter',
    });
  });

  it('comes in pages with the versions of the others, which have the same numbers', async () => {
    const { ec2 } = simulate();
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) made.push(await create(ec2, DATA, `${NAME}-${count}`));
    const read = (NextToken?: string) =>
      ec2.send(
        new DescribeLaunchTemplateVersionsCommand({ Versions: ['$Latest'], MaxResults: 5, NextToken }),
      );

    const first = await read();
    const second = await read(first.NextToken);

    const pages = [first, second].map(({ LaunchTemplateVersions = [] }) => LaunchTemplateVersions);
    expect(pages.map((page) => page.length)).toEqual([5, 2]);
    expect(pages.flat().map(({ LaunchTemplateId }) => LaunchTemplateId)).toEqual(made);
    expect(second.NextToken).toBeUndefined();
  });
});
