import { IncorrectStateError, InstanceNotFoundError, OperationNotPermittedError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { type ClientContract, HOME, MISSING } from '../contract-world.js';

/** stopInstance, startInstance, rebootInstance, terminateInstance and termination protection. */
export function describeLifecycle(contract: ClientContract): void {
  describeGroup('lifecycle', contract, (stage) => {
    it('stops and starts a worker', async () => {
      const { client, world } = stage;
      const { instanceId } = await stage.launchRunning();

      const stopping = await client.stopInstance(instanceId);
      const stopped = await client.waitUntilStopped(instanceId, world.waitOptions);
      const starting = await client.startInstance(instanceId);
      const running = await client.waitUntilRunning(instanceId, world.waitOptions);

      expect(stopping).toEqual({
        instanceId,
        previousState: 'running',
        currentState: 'stopping',
        changed: true,
      });
      expect(stopped.instanceState).toBe('stopped');
      expect(stopped.stateReason?.code).toBe('Client.UserInitiatedShutdown');
      expect(starting).toEqual({
        instanceId,
        previousState: 'stopped',
        currentState: 'pending',
        changed: true,
      });
      expect(running.instanceState).toBe('running');
    });

    stage.itWhere('restartedLaunchTime')('a start sets a new launch time', async () => {
      const { client, world } = stage;
      const { instanceId, launchTime } = await stage.launchRunning();
      await client.stopInstance(instanceId);
      await client.waitUntilStopped(instanceId, world.waitOptions);

      await client.startInstance(instanceId);

      const restarted = await client.waitUntilRunning(instanceId, world.waitOptions);
      expect(Number(restarted.launchTime)).toBeGreaterThan(Number(launchTime));
    });

    stage.itWhere('idleStateChanges')('leaves alone what is in the wanted state already', async () => {
      const { client, world } = stage;
      const { instanceId } = await stage.launchRunning();

      const started = await client.startInstance(instanceId);
      await client.stopInstance(instanceId);
      await client.waitUntilStopped(instanceId, world.waitOptions);
      const stopped = await client.stopInstance(instanceId);

      expect(started).toMatchObject({ currentState: 'running', changed: false });
      expect(stopped).toMatchObject({ currentState: 'stopped', changed: false });
    });

    it('reboots a worker, which stays running', async () => {
      const { instanceId } = await stage.launchRunning();

      await stage.client.rebootInstance(instanceId);

      const worker = await stage.client.waitUntilHealthy(instanceId, stage.world.waitOptions);
      expect(worker.instanceState).toBe('running');
    });

    it('terminates a worker', async () => {
      const { instanceId } = await stage.launchRunning({ name: 'short-lived' });

      const change = await stage.client.terminateInstance(instanceId);
      const worker = await stage.client.waitUntilTerminated(instanceId, stage.world.waitOptions);

      expect(change).toEqual({
        instanceId,
        previousState: 'running',
        currentState: 'shutting-down',
        changed: true,
      });
      expect(worker).toMatchObject({ instanceId, instanceState: 'terminated', name: 'short-lived' });
    });

    it('does not terminate a protected worker until the protection is lifted', async () => {
      const { client, world } = stage;
      const { instanceId } = await stage.launchRunning();
      await client.setTerminationProtection(instanceId, true);

      const refusal = await client.terminateInstance(instanceId).catch((thrown: unknown) => thrown);
      const survivor = await client.getInstanceDetails(instanceId);
      await client.setTerminationProtection(instanceId, false);
      await client.terminateInstance(instanceId);
      const worker = await client.waitUntilTerminated(instanceId, world.waitOptions);

      expect(refusal).toBeInstanceOf(OperationNotPermittedError);
      expect(refusal).toMatchObject({ code: 'OperationNotPermitted', instanceIds: [instanceId] });
      expect(survivor.instanceState).toBe('running');
      expect(worker.instanceState).toBe('terminated');
    });

    stage.itWhere('protectionAtLaunch')('protects from the launch on', async () => {
      const { instanceId } = await stage.launchRunning({ terminationProtection: true });

      const terminating = stage.client.terminateInstance(instanceId);

      await expect(terminating).rejects.toBeInstanceOf(OperationNotPermittedError);
    });

    it.each(['startInstance', 'stopInstance', 'rebootInstance', 'terminateInstance'] as const)(
      '%s throws InstanceNotFoundError when there is no such worker',
      async (operation) => {
        const change: Promise<unknown> = stage.client[operation](MISSING.instanceId);

        const error = await change.catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(InstanceNotFoundError);
        expect(error).toMatchObject({ operation, region: HOME, instanceIds: [MISSING.instanceId] });
      },
    );

    stage.itWhere('stateRules')('throws IncorrectStateError when the state does not fit', async () => {
      const { client, world } = stage;
      const { instanceId } = await stage.launchRunning();
      await client.terminateInstance(instanceId);
      await client.waitUntilTerminated(instanceId, world.waitOptions);

      const outcomes = await Promise.allSettled([
        client.startInstance(instanceId),
        client.stopInstance(instanceId),
        client.rebootInstance(instanceId),
      ]);

      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({
          status: 'rejected',
          reason: expect.any(IncorrectStateError) as Error,
        });
      }
    });
  });
}
