import { type CreateInstanceInput, InvalidParameterError, type ListInstancesFilter } from 'ec2-worker-client';
import { beforeAll, expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { type ClientContract, IMAGE, MISSING, OTHER_IMAGE } from '../contract-world.js';
import { forcePageSize, recordCommands } from '../sent-commands.js';

/** The fleet that is listed, by name. */
const FLEET: Readonly<Record<string, Partial<CreateInstanceInput>>> = {
  plain: {},
  large: { instanceType: 't3.large' },
  ubuntu: { amiId: OTHER_IMAGE },
  lab1: { tags: { AssignedLab: 'lab-1', Pool: 'gpu*' } },
  lab2: { tags: { AssignedLab: 'lab-2', Pool: 'gpu-fast' } },
  lab3: { tags: { AssignedLab: 'lab-3', Pool: 'why?' } },
  off: { tags: { Pool: 'a\\b' } },
  gone: { tags: { AssignedLab: 'lab-1' } },
};

/** The filters, and whom of the fleet each finds. */
const FILTERS: readonly (readonly [string, ListInstancesFilter, readonly string[]])[] = [
  ['nothing given', {}, ['lab1', 'lab2', 'lab3', 'large', 'off', 'plain', 'ubuntu']],
  ['terminated ones included', { includeTerminated: true }, Object.keys(FLEET).sort()],
  ['a type', { instanceTypes: ['t3.large'] }, ['large']],
  ['types', { instanceTypes: ['t3.large', 'c5.2xlarge'] }, ['large']],
  ['an image', { imageIds: [OTHER_IMAGE] }, ['ubuntu']],
  ['a state', { states: ['stopped'] }, ['off']],
  ['states', { states: ['stopped', 'terminated'] }, ['gone', 'off']],
  ['the value of a tag', { tags: { AssignedLab: 'lab-1' } }, ['lab1']],
  ['one of several values', { tags: { AssignedLab: ['lab-1', 'lab-3', 'x'] } }, ['lab1', 'lab3']],
  ['any value', { tags: { AssignedLab: true } }, ['lab1', 'lab2', 'lab3']],
  ['two tags', { tags: { AssignedLab: true, Pool: 'gpu-fast' } }, ['lab2']],
  ['a value with a literal *', { tags: { Pool: 'gpu*' } }, ['lab1']],
  ['a value with a literal ?', { tags: { Pool: 'why?' } }, ['lab3']],
  ['a value in another case', { tags: { AssignedLab: 'LAB-1' } }, []],
  ['a tag nobody has', { tags: { NoSuchTag: true } }, []],
  ['criteria that exclude each other', { instanceTypes: ['t3.large'], imageIds: [OTHER_IMAGE] }, []],
];

/** listInstances and iterateInstances. */
export function describeListing(contract: ClientContract): void {
  describeGroup('listInstances', contract, (stage) => {
    const idByName = new Map<string, string>();
    const idsOf = (...names: string[]): string[] => names.map((name) => idByName.get(name) ?? name);

    beforeAll(async () => {
      const { client, world } = stage;
      for (const [name, input] of Object.entries(FLEET)) {
        const { instanceId } = await stage.launchRunning({ name, ...input });
        idByName.set(name, instanceId);
      }
      const [off = '', gone = ''] = idsOf('off', 'gone');
      await Promise.all([client.stopInstance(off), client.terminateInstance(gone)]);
      await client.waitUntilStopped(off, world.waitOptions);
      await client.waitUntilTerminated(gone, world.waitOptions);
    });

    it.each(FILTERS)('finds the right ones by %s', async (_, filter, names) => {
      const found = await stage.client.listInstances(filter);

      expect(found.map(({ name }) => name).sort()).toEqual(names);
    });

    stage.itWhere('escapedBackslash')('finds the right ones by a value with a backslash', async () => {
      const found = await stage.client.listInstances({ tags: { Pool: 'a\\b' } });

      expect(found.map(({ name }) => name)).toEqual(['off']);
    });

    it('finds by id, and leaves out an id that does not exist', async () => {
      const instanceIds = [...idsOf('plain', 'off'), MISSING.instanceId, ...idsOf('plain')];

      const found = await stage.client.listInstances({ instanceIds });

      expect(found.map(({ name }) => name).sort()).toEqual(['off', 'plain']);
    });

    it('joins ids and other criteria by "and"', async () => {
      const filter = { instanceIds: idsOf('plain', 'off'), states: ['running'], imageIds: [IMAGE] };

      const found = await stage.client.listInstances(filter);

      expect(found.map(({ name }) => name)).toEqual(['plain']);
    });

    it.each([
      { instanceIds: [] },
      { instanceTypes: [] },
      { states: [] },
      { imageIds: [] },
      { tags: { AssignedLab: [] } },
    ])('sends nothing and finds none with %j', async (filter) => {
      await using client = stage.newClient();
      const commands = await recordCommands(client);

      const found = await client.listInstances(filter);

      expect(found).toEqual([]);
      expect(commands).toEqual([]);
    });

    it('refuses a malformed id without sending anything', async () => {
      await using client = stage.newClient();
      const commands = await recordCommands(client);

      const listing = client.listInstances({ instanceIds: ['worker-1'] });

      await expect(listing).rejects.toBeInstanceOf(InvalidParameterError);
      expect(commands).toEqual([]);
    });

    it('follows every page, and tells each instance once', async () => {
      await using client = stage.newClient();
      await forcePageSize(client, 5);
      const commands = await recordCommands(client);

      const found = await client.listInstances();

      expect(found.map(({ name }) => name).sort()).toEqual(
        Object.keys(FLEET)
          .filter((name) => name !== 'gone')
          .sort(),
      );
      expect(commands.filter(isListing)).toHaveLength(2);
    });

    it('iterateInstances asks for a page only when it is wanted', async () => {
      await using client = stage.newClient();
      await forcePageSize(client, 5);
      const commands = await recordCommands(client);
      const found: string[] = [];

      for await (const { instanceId } of client.iterateInstances()) {
        found.push(instanceId);
        if (found.length === 3) break;
      }

      expect(new Set(found).size).toBe(3);
      expect(commands.filter(isListing)).toHaveLength(1);
    });
  });
}

/** The name of an image is asked for beside, once for all workers. */
const isListing = (command: string): boolean => command === 'DescribeInstancesCommand';
