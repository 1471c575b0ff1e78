import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { WorkerActivity } from 'ec2-worker-client/fleet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { IdleStage, MINUTE, shortOf } from './idle-stage.js';

describe('snooze', () => {
  it('keeps a worker up for so long, and can be taken back', async () => {
    const stage = new IdleStage();
    await stage.old(['idle', 90]);
    const [worker] = (await stage.fleet.list()).workers;

    const until = await stage.fleet.snooze(worker ?? '', 60);
    expect(until).toEqual(new Date(stage.clock.now() + 60 * MINUTE));
    expect(await stage.check()).toEqual({ idle: 'idle-kept active nothing-to-do' });
    expect(await stage.fleet.snooze(worker ?? '', 0)).toBeUndefined();
    expect(await stage.check()).toEqual({ idle: 'idle-shutdown idle done' });
  });

  it.each([-1, Number.NaN, 10_081])('refuses %d minutes', async (minutes) => {
    const stage = new IdleStage();
    const error = await failure(stage.fleet.snooze('i-0123456789abcdef0', minutes));

    expect(error).toMatchObject({ kind: 'invalid-parameter', operation: 'snooze', parameter: 'minutes' });
  });
});

describe('idleShutdown', () => {
  it('warns once, then stops, and ends when it is left', async () => {
    const stage = new IdleStage();
    await stage.old(['worker', 0]);
    const since = stage.clock.now();
    const activityOf = (worker: { readonly name: string | undefined }): Promise<WorkerActivity> => {
      stage.usedAgo.set('worker', (stage.clock.now() - since) / MINUTE);
      return stage.activityOf(worker);
    };
    const heard: unknown[] = [];
    const hear = (decision: unknown): void => void heard.push(decision);
    subscribe('ec2-worker-client:fleet:idle-warning', hear);
    onTestFinished(() => void unsubscribe('ec2-worker-client:fleet:idle-warning', hear));

    const told = [];
    for await (const decision of stage.fleet.idleShutdown({ activityOf })) {
      told.push(decision);
      if (decision.type === 'idle-shutdown') break;
    }

    expect(told.map(shortOf)).toEqual([
      'idle-kept active nothing-to-do',
      'idle-warning warning nothing-to-do',
      'idle-shutdown idle done',
    ]);
    expect(heard).toEqual([told[1]]);
    const minutes = (stage.clock.now() - since) / MINUTE;
    expect(minutes).toBeGreaterThanOrEqual(30);
    expect(minutes).toBeLessThan(33);
    expect(stage.clock.pendingSleeps).toBe(0);
  });

  it('rides out a time in which the fleet cannot be read, but no refusal', async () => {
    const stage = new IdleStage();
    await stage.old(['worker', 90]);
    const upAgain = stage.clock.now() + 20 * MINUTE;
    const when = (): boolean => stage.clock.now() < upAgain;
    stage.aws.fail({ code: 'Unavailable', httpStatus: 503, times: Number.POSITIVE_INFINITY, when });
    const read = async (): Promise<string | undefined> => {
      for await (const decision of stage.fleet.idleShutdown({ activityOf: stage.activityOf })) {
        return shortOf(decision);
      }
      return undefined;
    };

    expect(await read()).toBe('idle-shutdown idle done');
    expect(stage.clock.now()).toBeGreaterThan(upAgain);
    stage.aws.fail({ action: 'DescribeInstances', code: 'UnauthorizedOperation', times: 99 });
    expect(await failure(read())).toMatchObject({ kind: 'permission-denied' });
  });

  it('ends with its signal', async () => {
    const stage = new IdleStage();
    const controller = new AbortController();
    void stage.clock.sleep(10 * MINUTE).then(() => controller.abort('enough'));
    const read = async (): Promise<void> => {
      for await (const _ of stage.fleet.idleShutdown({ abortSignal: controller.signal }))
        expect.unreachable();
    };

    expect(await failure(read())).toMatchObject({ kind: 'aborted', operation: 'idleShutdown' });
    expect(stage.clock.pendingSleeps).toBe(0);
  });
});
