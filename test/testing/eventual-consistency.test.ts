import { DescribeVolumesCommand, StopInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, launchOne, launchRunning, simulate, stateOf, statusOf } from './simulation.js';

const DAY_MS = 24 * 3_600_000;

describe('eventual consistency', () => {
  it('shows states and checks as they were a while ago', async () => {
    const simulation = simulate({ timing: { readLagMs: 5_000 } });
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);

    expect(await stateOf(ec2, instanceId)).toBe('pending');
    await aws.advance(5_000);
    expect(await stateOf(ec2, instanceId)).toBe('running');

    await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));

    expect(await stateOf(ec2, instanceId)).toBe('running');
    expect(await statusOf(ec2, instanceId)).toMatchObject({ InstanceState: { Name: 'running' } });
    await aws.advance(5_000);
    expect(await stateOf(ec2, instanceId)).toBe('stopping');
  });

  it('shows an impairment, and its end, as late as everything else', async () => {
    const simulation = simulate({ timing: { readLagMs: 5_000 } });
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);
    await aws.advance(125_000);
    const check = async () => (await statusOf(ec2, instanceId)).SystemStatus?.Status;

    aws.impair(instanceId, { check: 'system' });
    const early = await check();
    await aws.advance(5_000);
    const later = await check();
    aws.recover(instanceId);
    const still = await check();
    await aws.advance(5_000);

    expect([early, later, still, await check()]).toEqual(['ok', 'impaired', 'impaired', 'ok']);
  });

  it('may differ from read to read, and by who reads', async () => {
    const lags = [0, 10_000];
    const keys: string[] = [];
    const readLagMs = (accessKeyId: string) => {
      keys.push(accessKeyId);
      return lags.shift() ?? 0;
    };
    const simulation = simulate({ timing: { readLagMs } });
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);

    const states = [await stateOf(ec2, instanceId), await stateOf(ec2, instanceId)];

    expect(states).toEqual(['running', 'pending']);
    expect(keys).toEqual([aws.credentials.accessKeyId, aws.credentials.accessKeyId]);
  });

  it('hides an instance for a time of its own', async () => {
    const asked: string[] = [];
    const visibleAfterMs = (instanceId: string) => {
      asked.push(instanceId);
      return 2_000;
    };
    const { aws, ec2 } = simulate({ timing: { visibleAfterMs } });
    const instanceId = await launchOne(ec2);

    await expect(stateOf(ec2, instanceId)).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
    await aws.advance(2_000);

    expect(await stateOf(ec2, instanceId)).toBe('pending');
    expect(new Set(asked)).toEqual(new Set([instanceId]));
  });
});

describe('what is long gone', () => {
  it('is forgotten with its volumes, and its token a day later', async () => {
    const { aws, ec2 } = simulate();
    const volumes = async () => (await ec2.send(new DescribeVolumesCommand())).Volumes?.length;
    const instanceId = await launchOne(ec2, { ClientToken: 'once' });
    expect(await volumes()).toBe(1);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));

    await aws.advance(DAY_MS);
    await expect(launch(ec2, { ClientToken: 'once' })).rejects.toMatchObject({
      name: 'IdempotentInstanceTerminated',
    });
    expect(await volumes()).toBe(0);
    await aws.advance(DAY_MS);

    expect((await launch(ec2, { ClientToken: 'once' }))[0]?.InstanceId).not.toBe(instanceId);
  });
});
