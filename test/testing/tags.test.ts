import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeTagsCommand,
  DescribeVolumesCommand,
  type EC2Client,
  type Tag,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { describeOne, launch, launchOne, simulate } from './simulation.js';

const UNKNOWN = 'i-0123456789abcdef0';

const create = (ec2: EC2Client, Resources: string[], Tags: Tag[]) =>
  ec2.send(new CreateTagsCommand({ Resources, Tags }));

async function tagsOf(ec2: EC2Client, instanceId: string): Promise<Record<string, string | undefined>> {
  const { Tags = [] } = await describeOne(ec2, instanceId);
  return Object.fromEntries(Tags.map(({ Key = '', Value }) => [Key, Value] as const));
}

const manyTags = (count: number): Tag[] =>
  Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));

describe('CreateTags', () => {
  it('adds tags, replaces values and reads a missing value as empty', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    await create(
      ec2,
      [id],
      [
        { Key: 'a', Value: '1' },
        { Key: 'Ärger<&>', Value: '😀' },
      ],
    );
    await create(ec2, [id], [{ Key: 'a', Value: '2' }, { Key: 'b' }]);

    expect(await tagsOf(ec2, id)).toEqual({ a: '2', 'Ärger<&>': '😀', b: '' });
  });

  it('tags instances and volumes in one request', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);
    const volume = (await describeOne(ec2, id)).BlockDeviceMappings?.[0]?.Ebs?.VolumeId ?? '';

    await create(ec2, [id, volume], [{ Key: 'a', Value: '1' }]);
    const volumes = await ec2.send(new DescribeVolumesCommand({ VolumeIds: [volume] }));

    expect(await tagsOf(ec2, id)).toEqual({ a: '1' });
    expect(volumes.Volumes?.[0]?.Tags).toEqual([{ Key: 'a', Value: '1' }]);
  });

  it.each<[string, string[], Tag[]]>([
    ['InvalidInstanceID.NotFound', [UNKNOWN], [{ Key: 'a', Value: '1' }]],
    ['InvalidVolume.NotFound', ['vol-0123456789abcdef0'], [{ Key: 'a', Value: '1' }]],
    ['InvalidID', ['bogus'], [{ Key: 'a', Value: '1' }]],
    ['MissingParameter', [], [{ Key: 'a', Value: '1' }]],
    ['MissingParameter', [UNKNOWN], []],
    ['InvalidParameterValue', [UNKNOWN], [{ Key: 'aws:a', Value: '1' }]],
    ['InvalidParameterValue', [UNKNOWN], [{ Key: 'AWS:a', Value: '1' }]],
    ['InvalidParameterValue', [UNKNOWN], [{ Key: '', Value: '1' }]],
    ['InvalidParameterValue', [UNKNOWN], [{ Key: 'k'.repeat(129), Value: '1' }]],
    ['InvalidParameterValue', [UNKNOWN], [{ Key: 'k', Value: 'v'.repeat(257) }]],
    [
      'InvalidParameterValue',
      [UNKNOWN],
      [
        { Key: 'k', Value: '1' },
        { Key: 'k', Value: '2' },
      ],
    ],
  ])('answers %s to %j %j', async (code, resources, tags) => {
    const { ec2 } = simulate();

    await expect(create(ec2, resources, tags)).rejects.toMatchObject({ name: code });
  });

  it('changes nothing when one of two resources is unknown', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    await expect(create(ec2, [id, UNKNOWN], [{ Key: 'a', Value: '1' }])).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
    expect(await tagsOf(ec2, id)).toEqual({});
  });

  it('leaves a resource at 50 tags', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);
    await create(ec2, [id], manyTags(50));

    await expect(create(ec2, [id], [{ Key: 'one more', Value: '' }])).rejects.toMatchObject({
      name: 'TagLimitExceeded',
    });
    await create(ec2, [id], [{ Key: 'k0', Value: 'replaced' }]);

    expect((await tagsOf(ec2, id))['k0']).toBe('replaced');
  });

  it('does nothing in a dry run', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    const call = ec2.send(
      new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'a', Value: '1' }], DryRun: true }),
    );

    await expect(call).rejects.toMatchObject({ name: 'DryRunOperation' });
    expect(await tagsOf(ec2, id)).toEqual({});
  });
});

describe('DeleteTags', () => {
  const remove = (ec2: EC2Client, Resources: string[], Tags?: Tag[]) =>
    ec2.send(new DeleteTagsCommand({ Resources, Tags }));

  it('removes by key, or by key and value, and minds no missing key', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);
    await create(
      ec2,
      [id],
      [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '1' },
        { Key: 'c', Value: '1' },
      ],
    );

    await remove(
      ec2,
      [id],
      [{ Key: 'a' }, { Key: 'b', Value: 'other' }, { Key: 'c', Value: '1' }, { Key: 'x' }],
    );

    expect(await tagsOf(ec2, id)).toEqual({ b: '1' });
  });

  it('removes every tag when none is named', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);
    await create(ec2, [id], manyTags(3));

    await remove(ec2, [id]);

    expect(await tagsOf(ec2, id)).toEqual({});
  });

  it('refuses the keys of AWS, unknown resources and an empty list', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    await expect(remove(ec2, [id], [{ Key: 'aws:x' }])).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(remove(ec2, [UNKNOWN])).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
    await expect(remove(ec2, [])).rejects.toMatchObject({ name: 'MissingParameter' });
  });
});

describe('DescribeTags', () => {
  it.each([
    ['key', 'Name'],
    ['value', 'w*'],
    ['resource-type', 'instance'],
    ['tag:Name', 'worker'],
  ])('filters by %s = %s', async (name, value) => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2, {
      TagSpecifications: [
        { ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'worker' }] },
        { ResourceType: 'volume', Tags: [{ Key: 'other', Value: 'x' }] },
      ],
    });

    const reply = await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: name, Values: [value] }] }));

    expect(reply.Tags).toEqual([{ Key: 'Name', Value: 'worker', ResourceId: id, ResourceType: 'instance' }]);
  });

  it('finds the tags of one resource, and refuses an unknown filter', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);
    await launchOne(ec2);
    await create(ec2, [id], [{ Key: 'a', Value: '1' }]);
    const find = (Name: string) => ec2.send(new DescribeTagsCommand({ Filters: [{ Name, Values: [id] }] }));

    expect((await find('resource-id')).Tags).toHaveLength(1);
    await expect(find('no-such')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('comes in pages', async () => {
    const { ec2 } = simulate();
    const [instance] = await launch(ec2);
    await create(ec2, [instance?.InstanceId ?? ''], manyTags(7));

    const first = await ec2.send(new DescribeTagsCommand({ MaxResults: 5 }));
    const second = await ec2.send(new DescribeTagsCommand({ MaxResults: 5, NextToken: first.NextToken }));

    expect(first.Tags).toHaveLength(5);
    expect(second.Tags?.map(({ Key }) => Key)).toEqual(['k5', 'k6']);
    expect(second.NextToken).toBeUndefined();
  });
});
