import {
  DescribeInstanceStatusCommand,
  type DescribeInstanceStatusCommandInput,
  RebootInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, launchOne, launchRunning, type Simulation, simulate, statusOf } from './simulation.js';

async function checksOf(simulation: Simulation, instanceId: string): Promise<(string | undefined)[]> {
  const status = await statusOf(simulation.ec2, instanceId);
  return [status.InstanceStatus?.Status, status.SystemStatus?.Status, status.AttachedEbsStatus?.Status];
}

async function list({ ec2 }: Simulation, input: DescribeInstanceStatusCommandInput): Promise<string[]> {
  const reply = await ec2.send(new DescribeInstanceStatusCommand(input));
  return (reply.InstanceStatuses ?? []).map((status) => status.InstanceId ?? '');
}

describe('status checks', () => {
  it('do not apply before the instance runs, initialize, and are then ok', async () => {
    const simulation = simulate();
    const id = await launchOne(simulation.ec2);

    const pending = await checksOf(simulation, id);
    await simulation.aws.advance(15_000);
    const started = await checksOf(simulation, id);
    await simulation.aws.advance(120_000);
    const later = await checksOf(simulation, id);

    expect(pending).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
    expect(started).toEqual(['initializing', 'initializing', 'initializing']);
    expect(later).toEqual(['ok', 'ok', 'ok']);
  });

  it('initialize again after a reboot, for the instance alone', async () => {
    const simulation = simulate();
    const id = await launchRunning(simulation);
    await simulation.aws.advance(120_000);

    await simulation.ec2.send(new RebootInstancesCommand({ InstanceIds: [id] }));
    const rebooted = await checksOf(simulation, id);
    await simulation.aws.advance(120_000);
    const later = await checksOf(simulation, id);

    expect(rebooted).toEqual(['initializing', 'ok', 'ok']);
    expect(later).toEqual(['ok', 'ok', 'ok']);
  });

  it('are impaired from the moment on that they were made so, until they recover', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation);
    await aws.advance(120_000);
    const since = new Date(aws.clock.now());

    aws.impair(id, { check: 'system' });
    aws.impair(id, { check: 'attachedEbs' });
    await aws.advance(60_000);
    const status = await statusOf(ec2, id);
    aws.recover(id, { check: 'system' });
    const partly = await checksOf(simulation, id);
    aws.recover(id);
    const wholly = await checksOf(simulation, id);

    expect(status.SystemStatus).toEqual({
      Status: 'impaired',
      Details: [{ Name: 'reachability', Status: 'failed', ImpairedSince: since }],
    });
    expect(status.AttachedEbsStatus?.Status).toBe('impaired');
    expect(status.InstanceStatus?.Status).toBe('ok');
    expect(partly).toEqual(['ok', 'ok', 'impaired']);
    expect(wholly).toEqual(['ok', 'ok', 'ok']);
  });

  it('show scheduled events, and how they ended', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation);
    const notBefore = new Date('2030-01-02T03:04:05.000Z');

    aws.scheduleEvent(id, { code: 'instance-retirement', notBefore, notAfter: notBefore });
    aws.scheduleEvent(id, { code: 'system-reboot', description: 'Reboot' });
    const scheduled = await statusOf(ec2, id);
    aws.scheduleEvent(id, { code: 'system-reboot', description: 'Reboot', state: 'completed' });
    const completed = await statusOf(ec2, id);
    aws.scheduleEvent(id, { code: 'system-reboot', description: 'Reboot', state: 'canceled' });
    const canceled = await statusOf(ec2, id);

    expect(scheduled.Events).toMatchObject([
      { Code: 'instance-retirement', NotBefore: notBefore, NotAfter: notBefore },
      { Code: 'system-reboot', Description: 'Reboot' },
    ]);
    expect(completed.Events?.[1]?.Description).toBe('[Completed] Reboot');
    expect(canceled.Events?.[1]?.Description).toBe('[Canceled] Reboot');
  });
});

describe('DescribeInstanceStatus', () => {
  it('shows running instances only, unless all are asked for', async () => {
    const simulation = simulate();
    const running = await launchRunning(simulation);
    const stopping = await launchRunning(simulation);
    await simulation.ec2.send(new StopInstancesCommand({ InstanceIds: [stopping] }));

    expect(await list(simulation, {})).toEqual([running]);
    expect(await list(simulation, { InstanceIds: [stopping] })).toEqual([]);
    expect(await list(simulation, { IncludeAllInstances: true })).toEqual([running, stopping]);
  });

  it.each([
    ['instance-state-name', 'running'],
    ['instance-state-code', '16'],
    ['instance-status.status', 'ok'],
    ['instance-status.reachability', 'passed'],
    ['system-status.status', 'impaired'],
    ['system-status.reachability', 'failed'],
    ['attached-ebs-status.status', 'ok'],
    ['attached-ebs-status.reachability', 'passed'],
    ['availability-zone', 'us-east-1*'],
    ['event.code', 'system-reboot'],
    ['event.description', '*system-reboot*'],
    ['event.instance-event-id', 'instance-event-*'],
  ])('filters by %s = %s', async (name, value) => {
    const simulation = simulate();
    const id = await launchRunning(simulation);
    await simulation.aws.advance(120_000);
    simulation.aws.impair(id, { check: 'system' });
    simulation.aws.scheduleEvent(id, { code: 'system-reboot' });

    expect(await list(simulation, { Filters: [{ Name: name, Values: [value] }] })).toEqual([id]);
    expect(await list(simulation, { Filters: [{ Name: name, Values: ['nothing'] }] })).toEqual([]);
  });

  it('takes 100 ids at most', async () => {
    const simulation = simulate();
    const ids = (await launch(simulation.ec2, { MaxCount: 101 })).map(({ InstanceId }) => InstanceId ?? '');
    await simulation.aws.advance(15_000);

    expect(await list(simulation, { InstanceIds: ids.slice(1) })).toHaveLength(100);
    await expect(list(simulation, { InstanceIds: ids })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('comes in pages, but not for ids', async () => {
    const simulation = simulate();
    const [first] = await launch(simulation.ec2, { MaxCount: 7 });
    await simulation.aws.advance(15_000);

    const reply = await simulation.ec2.send(new DescribeInstanceStatusCommand({ MaxResults: 5 }));
    const rest = await list(simulation, { MaxResults: 5, NextToken: reply.NextToken });

    expect(reply.InstanceStatuses).toHaveLength(5);
    expect(rest).toHaveLength(2);
    await expect(
      list(simulation, { InstanceIds: [first?.InstanceId ?? ''], MaxResults: 5 }),
    ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  });

  it('fails for an unknown id and an unknown filter', async () => {
    const simulation = simulate();

    await expect(list(simulation, { InstanceIds: ['i-0123456789abcdef0'] })).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
    await expect(list(simulation, { Filters: [{ Name: 'tag:x', Values: ['y'] }] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});
