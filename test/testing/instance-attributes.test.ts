import {
  DescribeInstanceAttributeCommand,
  type EC2Client,
  type InstanceAttributeName,
  ModifyInstanceAttributeCommand,
  type ModifyInstanceAttributeCommandInput,
  MonitorInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  UnmonitorInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { describeOne, launchOne, launchRunning, simulate } from './simulation.js';

const modify = (ec2: EC2Client, InstanceId: string, change: Partial<ModifyInstanceAttributeCommandInput>) =>
  ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, ...change }));

const read = (ec2: EC2Client, InstanceId: string, Attribute: InstanceAttributeName) =>
  ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute }));

describe('instance attributes', () => {
  it.each<[InstanceAttributeName, Partial<ModifyInstanceAttributeCommandInput>, object]>([
    [
      'disableApiTermination',
      { DisableApiTermination: { Value: true } },
      { DisableApiTermination: { Value: true } },
    ],
    [
      'disableApiTermination',
      { Attribute: 'disableApiTermination', Value: 'True' },
      { DisableApiTermination: { Value: true } },
    ],
    ['disableApiStop', { DisableApiStop: { Value: true } }, { DisableApiStop: { Value: true } }],
    [
      'instanceInitiatedShutdownBehavior',
      { InstanceInitiatedShutdownBehavior: { Value: 'terminate' } },
      { InstanceInitiatedShutdownBehavior: { Value: 'terminate' } },
    ],
  ])('change %s of a running instance by %j', async (name, change, expected) => {
    const simulation = simulate();
    const id = await launchRunning(simulation);

    await modify(simulation.ec2, id, change);

    expect(await read(simulation.ec2, id, name)).toMatchObject({ InstanceId: id, ...expected });
  });

  it('change type and user data of a stopped instance only', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation);
    const userData = { UserData: { Value: Buffer.from('hello') } };

    await expect(modify(ec2, id, { InstanceType: { Value: 'm5.large' } })).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: `The instance '${id}' is not in the 'stopped' state.`,
    });
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);
    await modify(ec2, id, { InstanceType: { Value: 'm7g.large' } });
    await modify(ec2, id, userData);

    expect(await read(ec2, id, 'instanceType')).toMatchObject({ InstanceType: { Value: 'm7g.large' } });
    expect(await read(ec2, id, 'userData')).toMatchObject({ UserData: { Value: 'aGVsbG8=' } });
    expect(await describeOne(ec2, id)).toMatchObject({ InstanceType: 'm7g.large', Architecture: 'arm64' });
  });

  it('are refused when unknown, missing, doubled, of no such type or on a terminated instance', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation);
    const both = { DisableApiStop: { Value: true }, DisableApiTermination: { Value: true } };

    await expect(modify(ec2, id, { Attribute: 'kernel', Value: 'x' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(modify(ec2, id, {})).rejects.toMatchObject({ name: 'MissingParameter' });
    await expect(modify(ec2, id, both)).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
    await expect(modify(ec2, 'i-0123456789abcdef0', both)).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);
    await expect(modify(ec2, id, { InstanceType: { Value: 't99.huge' } })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await expect(modify(ec2, id, { DisableApiStop: { Value: true } })).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
    });
  });
});

describe('detailed monitoring', () => {
  it('is switched on and off', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    const on = await ec2.send(new MonitorInstancesCommand({ InstanceIds: [id] }));
    const monitored = await describeOne(ec2, id);
    const off = await ec2.send(new UnmonitorInstancesCommand({ InstanceIds: [id] }));
    const unmonitored = await describeOne(ec2, id);

    expect(on.InstanceMonitorings).toEqual([{ InstanceId: id, Monitoring: { State: 'pending' } }]);
    expect(monitored.Monitoring?.State).toBe('enabled');
    expect(off.InstanceMonitorings).toEqual([{ InstanceId: id, Monitoring: { State: 'disabling' } }]);
    expect(unmonitored.Monitoring?.State).toBe('disabled');
  });
});
