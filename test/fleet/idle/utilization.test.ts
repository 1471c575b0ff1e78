import { describe, expect, it } from 'vitest';
import { IdleStage, MINUTE } from './idle-stage.js';

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
