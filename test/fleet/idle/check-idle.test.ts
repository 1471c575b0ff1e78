import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { CmlActivity } from 'ec2-worker-client/cml';
import { FleetTag, type IdleDecision, type IdleOptions, type WorkerActivity } from 'ec2-worker-client/fleet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { FleetStage } from '../fleet-stage.js';

const MINUTE = 60_000;

const shortOf = ({ type, reason, outcome }: IdleDecision): string => `${type} ${reason} ${outcome}`;

/** A fleet whose workers have been up for hours, and what their lab service tells. */
class IdleStage extends FleetStage {
  /** How long ago somebody used each worker, in minutes, by its name. */
  readonly usedAgo = new Map<string, number>();

  async old(...workers: readonly [name: string, usedAgo: number, tags?: Record<string, string>][]) {
    for (const [name, usedAgo, tags = {}] of workers) {
      await this.add({ name, tags });
      this.usedAgo.set(name, usedAgo);
    }
    await this.clock.advance(300 * MINUTE);
    this.aws.clearRequests();
  }

  readonly activityOf = ({ name = '' }: { readonly name: string | undefined }): Promise<WorkerActivity> => {
    const now = this.clock.now();
    const usedAgo = this.usedAgo.get(name);
    if (usedAgo === undefined) return Promise.reject(new Error('the host does not answer'));
    const lastActivityAt = new Date(now - usedAgo * MINUTE);
    const counts = { events: 9, ignored: 0, unreadable: 0 };
    const activity: CmlActivity = { known: true, lastActivityAt, lastEventAt: new Date(now), ...counts };
    return Promise.resolve({ activity, activeLabs: 1 });
  };

  async check(options: IdleOptions = {}): Promise<Record<string, string>> {
    const report = await this.fleet.checkIdle({ activityOf: this.activityOf, ...options });
    return Object.fromEntries(report.decisions.map((each) => [each.worker.name ?? '', shortOf(each)]));
  }

  get stops(): number {
    return this.actions.filter((action) => action === 'StopInstances').length;
  }
}

describe('checkIdle', () => {
  it('warns after 20 minutes and stops after 30, unless something speaks against it', async () => {
    const stage = new IdleStage();
    await stage.old(
      ['used', 5],
      ['warned', 25],
      ['idle', 31],
      ['assigned', 31, { [FleetTag.ASSIGNED_LAB]: 'bgp-101' }],
      ['protected', 90, { [FleetTag.PROTECTED]: 'true' }],
      ['opted out', 90, { [FleetTag.AUTO_SHUTDOWN]: 'False' }],
      ['badly snoozed', 90, { [FleetTag.IDLE_SNOOZED_UNTIL]: 'tomorrow' }],
    );
    await stage.add({ name: 'unknown' });
    await stage.clock.advance(31 * MINUTE);
    stage.aws.clearRequests();

    expect(await stage.check()).toEqual({
      used: 'idle-kept active nothing-to-do',
      warned: 'idle-warning warning nothing-to-do',
      idle: 'idle-shutdown idle done',
      assigned: 'idle-shutdown idle done',
      protected: 'idle-kept protected nothing-to-do',
      'opted out': 'idle-kept opted-out nothing-to-do',
      'badly snoozed': 'idle-kept snooze-unreadable nothing-to-do',
      unknown: 'idle-kept unknown nothing-to-do',
    });
    expect(stage.stops).toBe(2);
  });

  it('tells why the use of a worker could not be read', async () => {
    const stage = new IdleStage();
    await stage.old(['silent', 90]);
    stage.usedAgo.clear();

    const { decisions } = await stage.fleet.checkIdle({ activityOf: stage.activityOf });

    expect(decisions[0]?.error).toMatchObject({ operation: 'checkIdle', kind: 'unknown' });
    expect(decisions[0]?.message).toContain('the host does not answer');
    expect(stage.stops).toBe(0);
  });

  it('goes by the settings, and leaves workers in use where it is told to', async () => {
    const stage = new IdleStage();
    await stage.old(['idle', 31], ['assigned', 31, { [FleetTag.ASSIGNED_LAB]: 'bgp-101' }]);

    expect(await stage.check({ settings: { autoShutdownEnabled: false }, assigned: 'leave' })).toEqual({
      idle: 'idle-warning switched-off nothing-to-do',
      assigned: 'idle-kept assigned nothing-to-do',
    });
    expect(await stage.check({ settings: { activeLabs: 'block' } })).toEqual({
      idle: 'idle-kept active nothing-to-do',
      assigned: 'idle-kept active nothing-to-do',
    });
    expect(stage.stops).toBe(0);
  });

  it('stops so many in a pass and no more, and none in a dry run', async () => {
    const stage = new IdleStage();
    await stage.old(['a', 40], ['b', 40], ['c', 40]);

    const dry = await stage.check({ maxStops: 2, dryRun: true });
    expect(Object.values(dry).sort()).toEqual([
      'idle-kept cap-reached nothing-to-do',
      'idle-shutdown idle planned',
      'idle-shutdown idle planned',
    ]);
    expect(stage.stops).toBe(0);
    await stage.check({ maxStops: 2 });
    expect(await stage.fleet.list({ states: ['running'] })).toMatchObject({ workers: [{}] });
  });

  it('looks once more before it stops: at the use, and at the tags', async () => {
    const stage = new IdleStage();
    await stage.old(['back', 40], ['kept', 40]);
    const { workers } = await stage.fleet.list();
    let asked = 0;
    const activityOf = async (worker: { readonly name: string | undefined }): Promise<WorkerActivity> => {
      asked += 1;
      const told = await stage.activityOf(worker);
      if (asked !== 2) return told;
      stage.usedAgo.set('back', 0);
      await stage.client.addTags(workers.find(({ name }) => name === 'kept') ?? '', { Protected: 'true' });
      return told;
    };

    expect(await stage.check({ activityOf })).toEqual({
      back: 'idle-kept active nothing-to-do',
      kept: 'idle-kept protected nothing-to-do',
    });
    expect(stage.stops).toBe(0);
  });

  it('sees to the others when it fails on one', async () => {
    const stage = new IdleStage();
    await stage.old(['a', 40], ['b', 40]);
    const { workers } = await stage.fleet.list();
    const { instanceId = '' } = workers.find(({ name }) => name === 'a') ?? {};
    stage.aws.fail({ action: 'StopInstances', instanceId, code: 'UnauthorizedOperation', times: 3 });

    expect(await stage.check()).toEqual({ a: 'idle-shutdown idle failed', b: 'idle-shutdown idle done' });
  });

  it('ends with its signal', async () => {
    const stage = new IdleStage();
    const error = await failure(stage.fleet.checkIdle({ abortSignal: AbortSignal.abort('enough') }));

    expect(error).toMatchObject({ kind: 'aborted', operation: 'checkIdle' });
  });

  it.each([
    [{ maxStops: 0 }, 'maxStops'],
    [{ assigned: 'maybe' }, 'assigned'],
    [{ activityOf: 'cml' }, 'activityOf'],
    [{ utilization: { minCoverage: 0 } }, 'utilization.minCoverage'],
    [{ utilization: { cpuPercent: 101 } }, 'utilization.cpuPercent'],
    [{ settings: { idleThresholdMinutes: 0 } }, 'idleThresholdMinutes'],
  ])('refuses %j before anything is sent', async (options, parameter) => {
    const stage = new IdleStage();

    expect(await failure(stage.fleet.checkIdle(options as never))).toMatchObject({ parameter });
    expect(stage.actions).toEqual([]);
  });
});

describe('without a lab service', () => {
  /** Puts figures of the last hour there, with traffic as given: the latest of them first. */
  function measure(
    stage: IdleStage,
    instanceId: string,
    cpuOf: (minutesAgo: number) => number | undefined,
  ): void {
    const ends = Math.floor(stage.clock.now() / 300_000) * 300_000;
    const ages = Array.from({ length: 12 }, (_, index) => (index + 1) * 5);
    const series = { CPUUtilization: cpuOf, NetworkIn: () => 1_000, NetworkOut: () => 1_000 };
    for (const [metricName, figureOf] of Object.entries(series)) {
      const values = ages.flatMap((age) => {
        const value = cpuOf(age) === undefined ? undefined : figureOf(age);
        return value === undefined ? [] : [{ at: ends - age * MINUTE, value }];
      });
      const dimensions = { InstanceId: instanceId };
      stage.aws.putMetric({ namespace: 'AWS/EC2', metricName, dimensions, values });
    }
  }

  it.each([
    ['quiet for an hour', () => 1, {}, 'idle-shutdown idle done'],
    ['quiet for 25 minutes', (age: number) => (age > 25 ? 80 : 1), {}, 'idle-warning warning nothing-to-do'],
    ['busy', () => 80, {}, 'idle-kept active nothing-to-do'],
    ['hardly measured', (age: number) => (age > 10 ? undefined : 1), {}, 'idle-kept unknown nothing-to-do'],
    ['not measured', () => undefined, {}, 'idle-kept unknown nothing-to-do'],
    ['quiet, but assigned', () => 1, { AssignedLab: 'bgp-101' }, 'idle-kept assigned nothing-to-do'],
  ])('goes by processor and network: %s', async (_, cpuOf, tags, expected) => {
    const stage = new IdleStage();
    await stage.old(['worker', 0, tags]);
    const [worker] = (await stage.fleet.list()).workers;
    measure(stage, worker?.instanceId ?? '', cpuOf);

    expect(await stage.check({ activityOf: undefined })).toEqual({ worker: expected });
  });

  it('grants a worker some time after its start', async () => {
    const stage = new IdleStage();
    const { instanceId } = await stage.add({ name: 'young' });
    await stage.clock.advance(40 * MINUTE);
    measure(stage, instanceId, () => 1);

    expect(await stage.check({ activityOf: undefined })).toEqual({
      young: 'idle-warning warning nothing-to-do',
    });
    const utilization = { graceMinutes: 0 };
    expect(await stage.check({ activityOf: undefined, utilization })).toEqual({
      young: 'idle-shutdown idle done',
    });
  });
});

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
