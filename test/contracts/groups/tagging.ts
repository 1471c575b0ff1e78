import { InstanceNotFoundError, InvalidParameterError, QuotaExceededError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { type ClientContract, MISSING } from '../contract-world.js';
import { recordCommands } from '../sent-commands.js';

/** getTags, readTags, addTags and removeTags. */
export function describeTagging(contract: ClientContract): void {
  describeGroup('tags', contract, (stage) => {
    it('addTags adds tags and overwrites others', async () => {
      const { instanceId } = await stage.launchRunning({ name: 'w', tags: { Stage: 'new' } });

      await stage.client.addTags(instanceId, { AssignedLab: 'lab-1', Stage: 'in use' });

      const tags = await stage.client.getTags(instanceId);
      expect(tags).toEqual({ Name: 'w', AssignedLab: 'lab-1', Stage: 'in use' });
    });

    it('keeps keys and values of any script, markup and an empty value', async () => {
      const { instanceId } = await stage.launchRunning({ name: 'w' });
      const tags = {
        'Größe <&> "日本"': '5 > 3 & "quoted" 😀',
        Empty: '',
        'a.b/c=d+e@f:g-h_i': ' two  spaces ',
      };

      await stage.client.addTags(instanceId, tags);

      expect(await stage.client.getTags(instanceId)).toEqual({ Name: 'w', ...tags });
    });

    it('readTags reads from where tags are kept, each worker its own', async () => {
      const tags = { Owner: 'team', Empty: '', 'Größe <&>': '5' };
      const { instanceId } = await stage.launchRunning({ name: 'w', tags });
      const other = await stage.launchRunning({ name: 'other' });

      const read = [instanceId, other.instanceId, MISSING.instanceId].map((id) => stage.client.readTags(id));

      expect(await Promise.all(read)).toEqual([{ Name: 'w', ...tags }, { Name: 'other' }, {}]);
    });

    it('removeTags removes by key, whatever the value, and leaves the others', async () => {
      const tags = { AssignedLab: 'lab-1', Student: 'bob', 'Größe <&>': '5', Owner: 'team' };
      const { instanceId } = await stage.launchRunning({ name: 'w', tags });

      await stage.client.removeTags(instanceId, ['AssignedLab', 'Student', 'Größe <&>', 'NotThere']);

      expect(await stage.client.getTags(instanceId)).toEqual({ Name: 'w', Owner: 'team' });
    });

    it('changes of one worker keep the order of their calls', async () => {
      const { instanceId } = await stage.launchRunning({ name: 'w' });

      await Promise.all([
        stage.client.addTags(instanceId, { Step: '1' }),
        stage.client.removeTags(instanceId, ['Step']),
        stage.client.addTags(instanceId, { Step: '2' }),
      ]);

      expect(await stage.client.getTags(instanceId)).toEqual({ Name: 'w', Step: '2' });
    });

    it('throws QuotaExceededError when a worker would have more than 50 tags', async () => {
      const { instanceId } = await stage.launchRunning({ name: 'w' });
      const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, 'value']));

      const adding = stage.client.addTags(instanceId, tags);

      await expect(adding).rejects.toBeInstanceOf(QuotaExceededError);
      expect(await stage.client.getTags(instanceId)).toEqual({ Name: 'w' });
    });

    it.each([
      ['51 tags', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, 'value']))],
      ['no tags', {}],
      ['a key of AWS', { 'aws:owner': 'me' }],
      ['a key of 129 characters', { ['k'.repeat(129)]: 'value' }],
      ['a value of 257 characters', { key: 'v'.repeat(257) }],
    ])('addTags refuses %s without sending anything', async (_, tags) => {
      await using client = stage.newClient();
      const commands = await recordCommands(client);

      const adding = client.addTags(MISSING.instanceId, tags);

      await expect(adding).rejects.toBeInstanceOf(InvalidParameterError);
      expect(commands).toEqual([]);
    });

    it('removeTags refuses an empty list, which EC2 would take for every tag', async () => {
      const { instanceId } = await stage.launchRunning({ name: 'w', tags: { Keep: 'me' } });

      const removing = stage.client.removeTags(instanceId, []);

      await expect(removing).rejects.toBeInstanceOf(InvalidParameterError);
      expect(await stage.client.getTags(instanceId)).toEqual({ Name: 'w', Keep: 'me' });
    });

    const itWhereRefused = stage.itWhere('tagsNeedInstance');

    itWhereRefused('addTags throws InstanceNotFoundError when there is no such worker', async () => {
      const adding = stage.client.addTags(MISSING.instanceId, { key: 'value' });

      await expect(adding).rejects.toBeInstanceOf(InstanceNotFoundError);
    });

    itWhereRefused('removeTags throws InstanceNotFoundError when there is no such worker', async () => {
      const removing = stage.client.removeTags(MISSING.instanceId, ['key']);

      await expect(removing).rejects.toBeInstanceOf(InstanceNotFoundError);
    });
  });
}
