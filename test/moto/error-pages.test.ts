import { ServiceUnavailableError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contracts/contract-stage.js';
import { recordCommands } from '../contracts/sent-commands.js';
import { describeOnMoto } from './describe-on-moto.js';
import { MOTO_FEATURES, makeMotoWorld } from './moto-world.js';

describeOnMoto("moto's pages of HTML", (moto) => {
  const contract = { features: MOTO_FEATURES, makeWorld: () => makeMotoWorld(moto()) };

  describeGroup('for what it has not implemented', contract, (stage) => {
    it('come out as ServiceUnavailableError after the last attempt', async () => {
      await using client = stage.newClient({ maxAttempts: 2 });
      await stage.launch();
      const commands = await recordCommands(client);

      const listing = client.listInstances({ clientTokens: ['launch-1'] });

      const error = await listing.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ServiceUnavailableError);
      expect(error).toMatchObject({ httpStatus: 500, operation: 'listInstances', retryable: true });
      expect(error).toHaveProperty('message', expect.not.stringMatching(/<html|XML/i));
      expect(commands).toEqual(['DescribeInstancesCommand', 'DescribeInstancesCommand']);
    });

    it('do not spoil the client for the next call', async () => {
      const { instanceId } = await stage.launch();
      await stage.client.listInstances({ clientTokens: ['launch-1'] }).catch(() => undefined);

      const found = await stage.client.listInstances({ instanceIds: [instanceId] });

      expect(found).toHaveLength(1);
    });
  });
});
