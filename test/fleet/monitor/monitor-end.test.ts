import { describe, expect, it } from 'vitest';
import { failure, listenersOf } from '../../client/worker-simulation.js';
import { FleetStage } from '../fleet-stage.js';
import { isOf, takeUntil } from './monitor-stage.js';

describe('the end of a monitor', () => {
  it('comes with its signal, and leaves no timer and no listener', async () => {
    const stage = new FleetStage();
    await stage.add();
    const controller = new AbortController();
    void stage.clock.sleep(100_000).then(() => {
      controller.abort('enough');
    });

    const monitor = stage.fleet.monitor({ abortSignal: controller.signal });
    const error = await failure(takeUntil(monitor, isOf('vanished')));

    expect(error).toMatchObject({ kind: 'aborted', operation: 'monitor', cause: 'enough' });
    expect([stage.clock.pendingSleeps, listenersOf(controller.signal)]).toEqual([0, 0]);
  });

  it('comes before anything is sent when the signal has aborted', async () => {
    const stage = new FleetStage();
    const monitor = stage.fleet.monitor({ abortSignal: AbortSignal.abort('enough') });

    expect(await failure(takeUntil(monitor, () => true))).toMatchObject({ kind: 'aborted' });
    expect(stage.actions).toEqual([]);
  });

  it.each(['DescribeInstances', 'DescribeInstanceStatus'])(
    'comes with an error that waiting cannot mend: %s',
    async (action) => {
      const stage = new FleetStage();
      await stage.add();
      stage.aws.fail({ action, code: 'UnauthorizedOperation', times: Number.POSITIVE_INFINITY });

      const error = await failure(takeUntil(stage.fleet.monitor(), isOf('vanished')));

      expect(error).toMatchObject({ kind: 'permission-denied' });
      expect(stage.clock.pendingSleeps).toBe(0);
    },
  );

  it('is for one reader only', async () => {
    const stage = new FleetStage();
    await stage.add();
    const monitor = stage.fleet.monitor();

    for await (const _ of monitor) {
      expect(await failure(takeUntil(monitor, () => true))).toMatchObject({ kind: 'incorrect-state' });
      break;
    }
    expect(stage.clock.pendingSleeps).toBe(0);
  });

  it.each([
    [{ listEverySeconds: 0 }, 'listEverySeconds'],
    [{ debounceSeconds: -1 }, 'debounceSeconds'],
    [{ maxBuffered: 0 }, 'maxBuffered'],
    [{ minDelay: 5, maxDelay: 1 }, 'maxDelay'],
    [{ criteria: { states: ['running'] } }, 'criteria.states'],
    [{ snapshot: { version: 2 } }, 'snapshot'],
    [{ snapshot: { version: 1, workers: [{}], unreachable: [] } }, 'snapshot'],
  ])('is not begun with options that make no sense: %j', (options, parameter) => {
    const stage = new FleetStage();

    expect(() => stage.fleet.monitor(options as never)).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', operation: 'monitor', parameter }),
    );
  });
});
