import { launchChoices } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { type ContractStage, describeGroup } from '../contract-stage.js';
import { type ClientContract, IMAGE } from '../contract-world.js';

const LAUNCH = { name: 'several', amiId: IMAGE, instanceType: 't3.micro' } as const;

/** createInstances. */
export function describeLaunchingSeveral(contract: ClientContract): void {
  describeGroup('createInstances', contract, (stage) => {
    it('launches as many as are asked for', async () => {
      const result = await stage.client.createInstances({ ...LAUNCH, count: 3, tags: { Several: 'yes' } });

      const found = await stage.client.listInstances({ tags: { Several: 'yes' } });
      expect(result).toMatchObject({ complete: true, failures: [], rolledBack: undefined });
      expect(idsOf(result.instances)).toEqual(idsOf(found));
      expect(new Set(idsOf(found)).size).toBe(3);
    });

    it('launches the first choice that works', async () => {
      const choices = launchChoices({
        instanceTypes: ['t3.small', 't3.medium'],
        subnetIds: [stage.world.network.subnetId],
      });

      const { instances } = await stage.client.createInstances({ ...LAUNCH, count: 1, choices });

      expect(instances).toMatchObject([
        { instanceType: 't3.small', subnetId: stage.world.network.subnetId, lifecycle: 'on-demand' },
      ]);
    });

    it('finds by its key what an earlier client has launched, and adds what is missing', async () => {
      const input = { ...LAUNCH, launchKey: 'lab-7' };
      await using earlier = stage.newClient();
      const first = await earlier.createInstances({ ...input, count: 2 });
      await shown(stage, idsOf(first.instances));

      const second = await stage.client.createInstances({ ...input, count: 2 });
      const third = await stage.client.createInstances({ ...input, count: 3 });

      expect(idsOf(second.instances)).toEqual(idsOf(first.instances));
      expect(idsOf(third.instances)).toEqual(expect.arrayContaining(idsOf(first.instances)));
      expect(third).toMatchObject({ complete: true });
      expect(new Set(idsOf(third.instances)).size).toBe(3);
    });

    it('fails below minCount, and tells that nothing came to be', async () => {
      const launch = stage.client.createInstances({
        ...LAUNCH,
        count: 2,
        minCount: 2,
        rollback: true,
        keyName: 'missing',
      });

      await expect(launch).rejects.toMatchObject({
        kind: 'launch-failed',
        code: 'InvalidKeyPair.NotFound',
        instanceIds: [],
        result: { instances: [], complete: false, failures: [{ count: 2 }] },
      });
    });
  });
}

const idsOf = (instances: readonly { readonly instanceId: string }[]): string[] =>
  instances.map(({ instanceId }) => instanceId).toSorted();

/** What was launched a moment ago may not be shown yet. */
async function shown(stage: ContractStage, instanceIds: readonly string[]): Promise<void> {
  for (const id of instanceIds) await stage.client.waitUntilRunning(id, stage.world.waitOptions);
}
