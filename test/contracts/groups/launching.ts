import { DescribeInstanceAttributeCommand } from '@aws-sdk/client-ec2';
import { ConflictError, InvalidParameterError, ResourceNotFoundError } from 'ec2-worker-client';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { type ClientContract, HOME, IMAGE, MISSING } from '../contract-world.js';
import { recordCommands } from '../sent-commands.js';

/** createInstance. */
export function describeLaunching(contract: ClientContract): void {
  describeGroup('createInstance', contract, (stage) => {
    it('S32 needs no more than a name once there are settings', async () => {
      const { subnetId, securityGroupIds } = stage.world.network;
      const settings = defineWorkerSettings({
        worker: {
          ami: { [HOME]: { amiId: IMAGE, amiName: 'CML-2.7.0-Ubuntu-22.04' } },
          network: { [HOME]: { subnetId, securityGroupIds } },
          defaultTags: { Environment: 'Production', ManagedBy: 'CML-Cloud-Manager', CMLVersion: '2.7.0' },
        },
      });
      await using client = stage.newClient({ settings });

      const { instanceId } = await client.createInstance({ name: 'worker-1' });
      const worker = await client.waitUntilRunning(instanceId, stage.world.waitOptions);

      // moto forgets the groups of a network interface, which a public address is asked for on.
      expect(worker).toMatchObject({ amiId: IMAGE, instanceType: 'c5.2xlarge', subnetId });
      expect(worker.tags).toEqual({ ...settings.worker.defaultTags, Name: 'worker-1' });
    });

    it('returns the instance as the launch reply has it', async () => {
      const input = {
        name: 'worker-1',
        amiId: IMAGE,
        amiName: 'CML-2.7.0-Ubuntu-22.04',
        instanceType: 'c5.2xlarge',
        tags: { Environment: 'test' },
        createdBy: 'alice@example.com',
        monitoring: 'detailed',
        clientToken: 'launch-1',
      } as const;

      const worker = await stage.client.createInstance(input);

      expect(worker).toMatchObject({
        instanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/) as string,
        accountId: '123456789012',
        region: HOME,
        name: 'worker-1',
        instanceState: 'pending',
        instanceType: 'c5.2xlarge',
        amiId: IMAGE,
        amiName: 'CML-2.7.0-Ubuntu-22.04',
        monitoring: 'detailed',
        lifecycle: 'on-demand',
        clientToken: 'launch-1',
      });
      expect(worker.tags).toEqual({
        Name: 'worker-1',
        Environment: 'test',
        CreatedBy: 'alice@example.com',
      });
      expect(worker.launchTime).toBeInstanceOf(Date);
    });

    it('leaves the status checks undefined until they are read', async () => {
      const worker = await stage.launch();

      expect(worker).toMatchObject({ instanceStatus: undefined, systemStatus: undefined });
    });

    it('launches into the subnet and the security groups that are asked for', async () => {
      const { network } = stage.world;

      const worker = await stage.launchRunning(network);

      expect(worker).toMatchObject(network);
      expect(worker.privateIp).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    });

    it('gives a public address when it is asked for, and none when it is not wanted', async () => {
      const { network } = stage.world;

      const seen = await stage.launchRunning({ ...network, assignPublicIp: true });
      const hidden = await stage.launchRunning({ ...network, assignPublicIp: false });

      expect(seen.publicIp).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(hidden.publicIp).toBeUndefined();
      expect([seen.subnetId, hidden.subnetId]).toEqual([network.subnetId, network.subnetId]);
    });

    it('launches a spot instance', async () => {
      const worker = await stage.launch({ market: 'spot' });

      expect(worker.lifecycle).toBe('spot');
    });

    it('lets the user data arrive as they are', async () => {
      const userData = '#!/bin/bash\necho "Grüße <&> 日本"\n';

      const { instanceId } = await stage.launch({ userData });

      const ec2 = await stage.client.ec2();
      const question = { InstanceId: instanceId, Attribute: 'userData' } as const;
      const { UserData } = await ec2.send(new DescribeInstanceAttributeCommand(question));
      expect(Buffer.from(UserData?.Value ?? '', 'base64').toString()).toBe(userData);
    });

    it.each([
      ['AMI', { amiId: MISSING.amiId }, 'InvalidAMIID.NotFound'],
      ['subnet', { subnetId: MISSING.subnetId }, 'InvalidSubnetID.NotFound'],
      ['security group', { securityGroupIds: [MISSING.securityGroupId] }, 'InvalidGroup.NotFound'],
      ['key pair', { keyName: MISSING.keyName }, 'InvalidKeyPair.NotFound'],
    ])('throws ResourceNotFoundError when there is no such %s', async (_, input, code) => {
      const launch = stage.launch(input);

      const error = await launch.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ResourceNotFoundError);
      expect(error).toMatchObject({ code, region: HOME, operation: 'createInstance', httpStatus: 400 });
      expect(error).toHaveProperty('clientToken', expect.any(String));
    });

    it('refuses 51 tags without sending anything', async () => {
      await using client = stage.newClient();
      const commands = await recordCommands(client);
      const tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, 'value']));

      const launch = client.createInstance({ name: 'w', amiId: IMAGE, instanceType: 't3.micro', tags });

      await expect(launch).rejects.toBeInstanceOf(InvalidParameterError);
      expect(commands).toEqual([]);
    });

    stage.itWhere('idempotentLaunch')('launches once for one client token', async () => {
      const first = await stage.launch({ clientToken: 'once' });

      const second = await stage.launch({ clientToken: 'once' });

      expect(second.instanceId).toBe(first.instanceId);
    });

    stage.itWhere('idempotentLaunch')('throws ConflictError when a token comes back changed', async () => {
      await stage.launch({ clientToken: 'changed', instanceType: 't3.micro' });

      const launch = stage.launch({ clientToken: 'changed', instanceType: 't3.large' });

      await expect(launch).rejects.toBeInstanceOf(ConflictError);
    });

    stage.itWhere('clientTokenFilter')('can be looked up by its token', async () => {
      const { instanceId } = await stage.launch({ clientToken: 'look-me-up' });

      const found = await stage.client.listInstances({ clientTokens: ['look-me-up', 'another'] });

      expect(found.map((worker) => worker.instanceId)).toEqual([instanceId]);
    });
  });
}
