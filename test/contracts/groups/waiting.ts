import { InstanceNotFoundError, type WaitProgress, WaitTimeoutError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { type ClientContract, HOME, MISSING } from '../contract-world.js';

/** The waits after a launch; those after a stop and a termination are with the lifecycle. */
export function describeWaiting(contract: ClientContract): void {
  describeGroup('waits', contract, (stage) => {
    it('waitUntilRunning returns the running instance', async () => {
      const { instanceId } = await stage.launch({ name: 'patience' });

      const worker = await stage.client.waitUntilRunning(instanceId, stage.world.waitOptions);

      expect(worker).toMatchObject({ instanceId, name: 'patience', instanceState: 'running' });
    });

    it('waitUntilHealthy returns the instance with its status checks', async () => {
      const { instanceId } = await stage.launch();

      const worker = await stage.client.waitUntilHealthy(instanceId, stage.world.waitOptions);

      expect(worker).toMatchObject({
        instanceId,
        instanceState: 'running',
        instanceStatus: 'ok',
        systemStatus: 'ok',
      });
    });

    stage.itWhere('exactTiming')('waitUntilHealthy tells every step on the way', async () => {
      const { instanceId } = await stage.launch();
      const seen: WaitProgress[] = [];
      const onProgress = (progress: WaitProgress): void => {
        seen.push(progress);
      };

      await stage.client.waitUntilHealthy(instanceId, { ...stage.world.waitOptions, onProgress });

      const steps = seen.map((progress) => `${progress.instanceState} ${progress.checks?.instanceStatus}`);
      expect([...new Set(steps)]).toEqual(['pending not-applicable', 'running initializing', 'running ok']);
      for (const progress of seen) expect(progress).toMatchObject({ instanceId, region: HOME });
    });

    stage.itWhere('exactTiming')('ends with WaitTimeoutError when the time is up', async () => {
      const { instanceId } = await stage.launch();
      const maxWaitTime = 0.02;

      const waiting = stage.client.waitUntilHealthy(instanceId, { ...stage.world.waitOptions, maxWaitTime });

      const error = await waiting.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(WaitTimeoutError);
      expect(error).toMatchObject({ instanceIds: [instanceId], lastState: 'pending' });
    });

    it('ends at once with InstanceNotFoundError when the instance never was', async () => {
      const waiting = stage.client.waitUntilRunning(MISSING.instanceId, stage.world.waitOptions);

      await expect(waiting).rejects.toBeInstanceOf(InstanceNotFoundError);
    });

    it('lets many waits run side by side', async () => {
      const launched = await Promise.all([stage.launch(), stage.launch(), stage.launch()]);

      const waits = launched.map((worker) => stage.client.waitUntilRunning(worker, stage.world.waitOptions));
      const running = await Promise.all(waits);

      expect(running.map(({ instanceId }) => instanceId)).toEqual(
        launched.map(({ instanceId }) => instanceId),
      );
    });
  });
}
