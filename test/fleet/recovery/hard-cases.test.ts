import type { WorkerInstance } from 'ec2-worker-client';
import { FleetTag } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { PROMPT, RecoveryStage, shortOf, withoutLaunchSettings } from './recovery-stage.js';

const HOUR_MS = 3_600_000;
const REPLACE = { ladders: { system: ['replace' as const] } };

/** Workers that a recovery has stopped two hours ago, and that could not be started since. */
async function addStranded(stage: RecoveryStage, count: number): Promise<WorkerInstance[]> {
  const at = new Date(stage.clock.now()).toISOString();
  const tags = {
    [FleetTag.RECOVERY_STEP]: 'stop-start:starting',
    [FleetTag.RECOVERY_AT]: at,
    [FleetTag.RECOVERY_ATTEMPTS]: `stop-start@${at}`,
  };
  const workers = await stage.addMany(count, { tags });
  await Promise.all(workers.map((worker) => stage.client.stopInstance(worker)));
  await stage.clock.advance(2 * HOUR_MS);
  stage.aws.clearRequests();
  return workers;
}

describe('workers that were stopped and cannot be started', () => {
  it('are replaced no faster than the budget allows', async () => {
    const stage = new RecoveryStage();
    await addStranded(stage, 3);

    const decided = await stage.decide({ policy: { budget: { perHour: 1, percentPerHour: 100 } } });

    expect(decided.sort()).toEqual(['launch done', 'start done', 'start done']);
    expect(stage.actions.filter((action) => action === 'RunInstances')).toHaveLength(1);
  });

  it('are started again where nobody can tell with what to replace them', async () => {
    const stage = new RecoveryStage();
    const [worker] = await addStranded(stage, 1);
    const fleet = stage.fleetOf({ client: withoutLaunchSettings(stage.client) });

    const { decisions } = await fleet.recover({ policy: PROMPT });

    expect(decisions.map(shortOf)).toEqual(['start done']);
    expect(await stage.client.waitUntilRunning(worker ?? '')).toMatchObject({ instanceState: 'running' });
  });
});

describe('the replacement of a worker', () => {
  it('is found again however often it was to be replaced before', async () => {
    const stage = new RecoveryStage();
    const times = Array.from({ length: 7 }, (_, index) => `2020-01-0${index + 1}T00:00:00Z`);
    const attempts = times.map((time) => `replace@${time}`).join(' ');
    await stage.impaired('system', { tags: { [FleetTag.RECOVERY_ATTEMPTS]: attempts } });

    const first = await stage.pass({ policy: REPLACE });
    const second = await stage.pass({ policy: REPLACE });

    const of = (instanceId: string | undefined) =>
      second.decisions.find(({ worker }) => worker.instanceId === instanceId);
    const [begun] = first.decisions;
    expect(begun && shortOf(begun)).toBe('launch done');
    expect(of(begun?.worker.instanceId)).toMatchObject({
      reason: 'in-progress',
      replacement: begun?.replacement,
    });
    expect(await stage.alive()).toHaveLength(2);
  });

  it('that cannot be launched, whatever is thrown, keeps nobody from seeing to the others', async () => {
    const stage = new RecoveryStage();
    const { instanceId } = await stage.impaired('system', { name: 'one' });
    await stage.impaired('instance', { name: 'two' });
    const launchSettingsOf = () => Promise.reject(new Error('no such template'));

    const { decisions } = await stage.pass({ policy: REPLACE, launchSettingsOf });

    expect(decisions.map(shortOf).sort()).toEqual(['launch failed', 'reboot done']);
    expect(decisions.find(({ outcome }) => outcome === 'failed')?.error).toMatchObject({
      operation: 'recover',
      instanceIds: [instanceId],
      message: expect.stringContaining('no such template'),
    });
  });
});

describe('a fleet that may not be what it seems', () => {
  it('does nothing to a worker that has left it since it was listed', async () => {
    const stage = new RecoveryStage();
    const { instanceId } = await stage.impaired('system');
    const rival = stage.connect({ coalescing: false });
    let leaving: Promise<void> | undefined;
    // After the fleet was listed, before the worker is read again.
    stage.aws.fail({
      action: 'DescribeInstanceStatus',
      code: 'RequestLimitExceeded',
      when: () => {
        leaving = rival.addTags(instanceId, { [FleetTag.MANAGED_BY]: 'exam-service' });
        return true;
      },
    });

    const { decisions } = await stage.pass();
    await leaving;

    expect(decisions.map(shortOf)).toEqual(['none busy']);
    expect(stage.actions).not.toContain('StopInstances');
  });

  it('recovers nothing where it does not know its own', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('instance');
    stage.aws.clearRequests();
    const fleet = stage.fleetOf({ ownership: {} });

    expect(await failure(fleet.recover({ policy: PROMPT }))).toMatchObject({
      kind: 'operation-not-permitted',
      message: expect.stringContaining('ownership.value'),
    });
    expect(() => fleet.recovery()).toThrow(expect.objectContaining({ operation: 'recovery' }));
    expect(stage.actions).toEqual([]);
  });
});
