import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { InstanceNotFoundError, InvalidParameterError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { ABROAD, type ClientContract, HOME } from '../contract-world.js';

/** Regions, the SDK client underneath, and the end of a client. */
export function describeRegions(contract: ClientContract): void {
  describeGroup('regions and clients', contract, (stage) => {
    it('does not find a worker in another region, and says which region it asked', async () => {
      const { instanceId } = await stage.launch();

      const reading = stage.client.getInstanceDetails(instanceId, { region: ABROAD });

      const error = await reading.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InstanceNotFoundError);
      expect(error).toMatchObject({ region: ABROAD, instanceIds: [instanceId] });
      expect(error).toHaveProperty('message', expect.stringContaining(ABROAD));
    });

    it('lists the workers of one region only', async () => {
      const abroad = await stage.launch({ name: 'abroad' }, { region: ABROAD });

      const home = await stage.client.listInstances();
      const others = await stage.client.listInstances({}, { region: ABROAD });

      expect(home.map(({ instanceId }) => instanceId)).not.toContain(abroad.instanceId);
      expect(home.every(({ region }) => region === HOME)).toBe(true);
      expect(others.map(({ instanceId }) => instanceId)).toEqual([abroad.instanceId]);
    });

    it('takes a worker back as it is, and asks its own region', async () => {
      const { client, world } = stage;
      const worker = await stage.launch({ name: 'traveller' }, { region: ABROAD });

      const running = await client.waitUntilRunning(worker, world.waitOptions);
      await client.addTags(running, { Seen: 'yes' });
      const tags = await client.getTags(running);
      const change = await client.terminateInstance({ instanceId: worker.instanceId, region: ABROAD });

      expect(running).toMatchObject({ instanceId: worker.instanceId, region: ABROAD });
      expect(tags).toEqual({ Name: 'traveller', Seen: 'yes' });
      expect(change.changed).toBe(true);
    });

    it('hands out the SDK client of a region for a command of its own', async () => {
      const worker = await stage.launch({ name: 'raw' }, { region: ABROAD });

      const ec2 = await stage.client.ec2(ABROAD);
      const reply = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [worker.instanceId] }));

      expect(reply.Reservations?.[0]?.Instances?.[0]?.InstanceId).toBe(worker.instanceId);
    });

    it('works on an SDK client that is handed in, and leaves it open', async () => {
      const { instanceId } = await stage.launch();
      const ec2 = await stage.client.ec2();

      {
        await using client = stage.newClient({ ec2 });
        expect(await client.findInstance(instanceId)).toMatchObject({ instanceId });
      }

      const reply = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
      expect(reply.Reservations).toHaveLength(1);
    });

    it('tells a region that is there from one that is not', async () => {
      await expect(stage.client.checkRegion(ABROAD)).resolves.toBeUndefined();

      const error = await stage.client.checkRegion('us-esat-1').catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(InvalidParameterError);
      expect(error).toHaveProperty('message', expect.stringContaining('Did you mean "us-east-1"?'));
    });

    it('refuses calls once it is destroyed', async () => {
      const { instanceId } = await stage.launch();
      const client = stage.newClient();
      await client.getInstanceDetails(instanceId);

      client.destroy();

      await expect(client.getInstanceDetails(instanceId)).rejects.toBeInstanceOf(InvalidParameterError);
    });

    it('is destroyed at the end of an `await using` block', async () => {
      const { instanceId } = await stage.launch();
      const clients = [];

      {
        await using client = stage.newClient();
        clients.push(client);
        await client.getInstanceDetails(instanceId);
      }

      const [client] = clients;
      await expect(client?.getInstanceDetails(instanceId)).rejects.toBeInstanceOf(InvalidParameterError);
    });
  });
}
