import { InstanceNotFoundError, InvalidParameterError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { type ClientContract, HOME, MISSING } from '../contract-world.js';

const READS = ['getInstanceDetails', 'getInstanceStatusChecks', 'getTags', 'getConsoleOutput'] as const;

/** The reads of one instance. */
export function describeLookingUp(contract: ClientContract): void {
  describeGroup('reads of one instance', contract, (stage) => {
    it('getInstanceDetails returns the whole instance', async () => {
      const launched = await stage.launchRunning({ name: 'details', tags: { Lab: '42' } });

      const worker = await stage.client.getInstanceDetails(launched.instanceId);

      expect(worker).toMatchObject({
        instanceId: launched.instanceId,
        accountId: '123456789012',
        region: HOME,
        name: 'details',
        instanceState: 'running',
        instanceType: 't3.micro',
        tags: { Name: 'details', Lab: '42' },
        launchTime: launched.launchTime,
      });
      expect(worker.vpcId).toMatch(/^vpc-/);
      expect(worker.availabilityZone).toMatch(/^us-east-1[a-f]$/);
    });

    it('findInstance returns the same', async () => {
      const { instanceId } = await stage.launchRunning();

      const found = await stage.client.findInstance(instanceId);

      expect(found).toEqual(await stage.client.getInstanceDetails(instanceId));
    });

    it('findInstance returns undefined when there is none', async () => {
      const found = await stage.client.findInstance(MISSING.instanceId);

      expect(found).toBeUndefined();
    });

    it.each(READS)('%s throws InstanceNotFoundError when there is none', async (operation) => {
      const reading = stage.client[operation](MISSING.instanceId);

      const error = await reading.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InstanceNotFoundError);
      expect(error).toMatchObject({
        code: 'InvalidInstanceID.NotFound',
        operation,
        region: HOME,
        instanceIds: [MISSING.instanceId],
        retryable: false,
      });
      expect(error).toHaveProperty('message', expect.stringContaining(`${MISSING.instanceId} in ${HOME}`));
    });

    it('refuses what cannot be an instance id', async () => {
      const reading = stage.client.getInstanceDetails('worker-1');

      await expect(reading).rejects.toBeInstanceOf(InvalidParameterError);
    });

    it('one missing instance fails its own caller only', async () => {
      const { instanceId } = await stage.launchRunning();

      const [found, missing] = await Promise.allSettled([
        stage.client.getInstanceDetails(instanceId),
        stage.client.getInstanceDetails(MISSING.instanceId),
      ]);

      expect(found).toMatchObject({ status: 'fulfilled', value: { instanceId } });
      expect(missing).toMatchObject({ status: 'rejected' });
    });

    it('getInstanceStatusChecks tells that a worker is healthy', async () => {
      const { instanceId } = await stage.launch();
      await stage.client.waitUntilHealthy(instanceId, stage.world.waitOptions);

      const checks = await stage.client.getInstanceStatusChecks(instanceId);

      expect(checks).toMatchObject({
        instanceId,
        region: HOME,
        instanceState: 'running',
        instanceStatus: 'ok',
        systemStatus: 'ok',
        impairedSince: undefined,
        scheduledEvents: [],
        healthy: true,
      });
    });

    it('getInstanceStatusChecks answers for a stopped worker, too', async () => {
      const { instanceId } = await stage.launchRunning();
      await stage.client.stopInstance(instanceId);
      await stage.client.waitUntilStopped(instanceId, stage.world.waitOptions);

      const checks = await stage.client.getInstanceStatusChecks(instanceId);

      expect(checks).toMatchObject({
        instanceState: 'stopped',
        instanceStatus: 'not-applicable',
        systemStatus: 'not-applicable',
        healthy: false,
      });
    });

    it('getConsoleOutput returns text', async () => {
      const { instanceId } = await stage.launchRunning();

      const output = await stage.client.getConsoleOutput(instanceId);

      expect(output).toContain('Linux version');
    });

    stage.itWhere('exactTiming')('getConsoleOutput is undefined before the first boot', async () => {
      const { instanceId } = await stage.launch();

      const output = await stage.client.getConsoleOutput(instanceId);

      expect(output).toBeUndefined();
    });
  });
}
