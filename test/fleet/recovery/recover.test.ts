import { FleetTag } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { PROMPT, RecoveryStage, shortOf, withoutLaunchSettings } from './recovery-stage.js';

const changes = (stage: RecoveryStage): string[] =>
  stage.actions.filter((action) => !action.startsWith('Describe'));

describe('recover', () => {
  it('climbs from a reboot over a stop and start to a replacement, and then calls for help', async () => {
    const stage = new RecoveryStage();
    const { instanceId } = await stage.impaired('instance', { tags: { Course: 'ccna' } });

    const decided = await stage.passUntil('forget done');

    expect(decided.filter((each) => each.endsWith(' done'))).toEqual([
      'reboot done',
      'stop done',
      'start done',
      'finish done',
      'launch done',
      'hand-over done',
      'release done',
      'forget done',
    ]);
    const replacement = (await stage.alive()).find((worker) => worker.instanceId !== instanceId);
    expect(replacement).toMatchObject({ name: 'worker-1', instanceType: 'c5.4xlarge' });
    expect(replacement?.tags).toMatchObject({ Course: 'ccna', [FleetTag.REPLACES]: instanceId });
    expect(await stage.client.getInstanceDetails(instanceId)).toMatchObject({ instanceState: 'stopped' });
    expect(await stage.tagsOf(instanceId)).toMatchObject({
      [FleetTag.REPLACED_BY]: replacement?.instanceId,
    });

    stage.aws.impair(replacement?.instanceId ?? '', { check: 'system' });
    expect(
      (await stage.passUntil('escalate ladder-exhausted')).filter((each) => / done$/.test(each)),
    ).toEqual(['stop done', 'start done', 'finish done']);
  });

  it('moves a worker to another host when the system check fails, and is done when it is well', async () => {
    const stage = new RecoveryStage();
    const { instanceId } = await stage.impaired('system');

    await stage.passUntil('start done');
    stage.aws.recover(instanceId);
    await stage.passUntil('forget done', {}, 400);

    expect(changes(stage)).toEqual([
      'CreateTags',
      'StopInstances',
      'CreateTags',
      'StartInstances',
      'CreateTags',
      'DeleteTags',
    ]);
    expect(Object.keys(await stage.tagsOf(instanceId)).filter((key) => key.startsWith('Recovery'))).toEqual(
      [],
    );
  });

  it('leaves a worker alone that somebody stops, or starts, after it was recovered', async () => {
    const stage = new RecoveryStage();
    const { instanceId } = await stage.impaired('system');
    await stage.passUntil('finish done');
    stage.aws.recover(instanceId);
    await stage.client.waitUntilHealthy(instanceId);
    await stage.clock.advance(400_000);
    await stage.client.stopInstance(instanceId);

    expect(await stage.decide()).toEqual(['none not-running']);
    await stage.client.waitUntilStopped(instanceId);
    expect(await stage.decide()).toEqual(['none not-running']);
    await stage.client.startInstance(instanceId);
    expect(await stage.decide()).toEqual(['none not-running']);
  });

  it('says why it leaves others alone, and of those that are well nothing', async () => {
    const stage = new RecoveryStage();
    await stage.add({ name: 'well' });
    await stage.impaired('system', { name: 'protected', tags: { [FleetTag.PROTECTED]: 'true' } });
    await stage.impaired('system', { name: 'assigned', tags: { [FleetTag.ASSIGNED_LAB]: 'bgp-101' } });
    await stage.launch({ name: 'young', tags: { ManagedBy: 'lab-service' } });
    await stage.clock.advance(60_000);
    stage.aws.clearRequests();

    const { decisions, complete } = await stage.pass();

    expect(Object.fromEntries(decisions.map((each) => [each.worker.name, shortOf(each)]))).toEqual({
      protected: 'none protected',
      assigned: 'escalate assigned',
      young: 'none initializing',
    });
    expect(complete).toBe(true);
    expect(changes(stage)).toEqual([]);
  });

  it('does nothing about workers whose checks cannot be read', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('system');
    stage.aws.fail({ action: 'DescribeInstanceStatus', code: 'UnauthorizedOperation', times: 9 });

    const { decisions, failures, complete } = await stage.pass();

    expect(decisions.map(shortOf)).toEqual(['none unknown-health']);
    expect([failures.length, complete]).toEqual([1, false]);
  });

  it('does nothing in a dry run but say what it would do', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('system', { name: 'ill' });
    await stage.impaired('instance', { name: 'sick' });

    expect((await stage.decide({ dryRun: true })).sort()).toEqual(['reboot planned', 'stop planned']);
    expect(changes(stage)).toEqual([]);
  });

  it('keeps to its budget within a pass, and over the passes of an hour', async () => {
    const stage = new RecoveryStage();
    for (const name of ['a', 'b', 'c', 'd']) await stage.impaired('instance', { name });
    const policy = {
      budget: { perHour: 10, percentPerHour: 50 },
      ladders: { instance: ['reboot' as const] },
    };

    const first = await stage.decide({ policy });
    const second = await stage.decide({ policy });

    expect(first.sort()).toEqual([
      'escalate budget-spent',
      'escalate budget-spent',
      'reboot done',
      'reboot done',
    ]);
    expect(second.filter((each) => each === 'escalate budget-spent')).toHaveLength(2);
    await stage.clock.advance(3_600_000);
    expect((await stage.decide({ policy })).filter((each) => each === 'reboot done')).toHaveLength(2);
  });

  it('looks again right before it acts', async () => {
    const stage = new RecoveryStage();
    const { instanceId } = await stage.impaired('system');
    let looks = 0;
    stage.aws.fail({
      action: 'DescribeInstanceStatus',
      code: 'InternalError',
      when: () => {
        looks += 1;
        if (looks === 2) stage.aws.recover(instanceId);
        return false;
      },
    });

    const { decisions } = await stage.pass();

    expect(decisions.map(shortOf)).toEqual(['none healthy']);
    expect(changes(stage)).toEqual([]);
  });

  it('sees to the others when it fails on one, and goes on with that one later', async () => {
    const stage = new RecoveryStage();
    const one = await stage.impaired('instance', { name: 'one' });
    await stage.impaired('instance', { name: 'two' });
    stage.aws.fail({
      action: 'RebootInstances',
      instanceId: one.instanceId,
      code: 'UnauthorizedOperation',
      times: 2,
    });

    const { decisions, complete } = await stage.pass();

    expect(decisions.map(shortOf).sort()).toEqual(['reboot done', 'reboot failed']);
    expect(decisions.find(({ outcome }) => outcome === 'failed')?.error).toMatchObject({
      kind: 'permission-denied',
    });
    expect(complete).toBe(false);
  });

  it('replaces a worker by one that is launched as it was, unless it is told otherwise', async () => {
    const stage = new RecoveryStage();
    const launch = { instanceType: 'm5.xlarge', userData: '#!/bin/sh\ntrue\n' };
    const { instanceId } = await stage.impaired('system', launch);
    const policy = { ladders: { system: ['replace' as const] } };

    await stage.passUntil('forget done', { policy, launchSettingsOf: undefined });

    const replacement = (await stage.alive()).find((worker) => worker.instanceId !== instanceId);
    expect(replacement).toMatchObject({ instanceType: 'm5.xlarge' });
    const { userData } = await stage.client.getLaunchSettings(replacement ?? '');
    expect(Buffer.from(userData ?? '').toString()).toBe(launch.userData);
  });

  it('replaces nothing when nobody can tell with what it was launched', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('system');
    const policy = { ...PROMPT, ladders: { system: ['replace' as const] } };
    const fleet = stage.fleetOf({ client: withoutLaunchSettings(stage.client) });

    const { decisions } = await fleet.recover({ policy });

    expect(decisions.map(shortOf)).toEqual(['escalate no-launch-settings']);
    expect(changes(stage)).toEqual([]);
  });

  it('recovers only the workers that it is asked to', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('instance', { name: 'one' });
    await stage.impaired('instance', { name: 'two' });

    expect(await stage.decide({ only: ({ name }) => name === 'two' })).toEqual(['reboot done']);
  });

  it('ends with its signal', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('instance');

    const error = await failure(stage.pass({ abortSignal: AbortSignal.abort('enough') }));

    expect(error).toMatchObject({ kind: 'aborted' });
    expect(stage.actions).toEqual([]);
  });
});
