import {
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { describeOne, launchOne, launchRunning, simulate, stateOf } from './simulation.js';

describe('the life of a simulated instance', () => {
  it('is pending until the pending time is over', async () => {
    const { aws, ec2 } = simulate({ timing: { pendingMs: 5_000 } });
    const instanceId = await launchOne(ec2);

    await aws.advance(4_999);
    const before = await stateOf(ec2, instanceId);
    await aws.advance(1);
    const after = await stateOf(ec2, instanceId);

    expect([before, after]).toEqual(['pending', 'running']);
  });

  it('tells the states before and after a stop, and stops by the clock', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);

    const reply = await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    const during = await stateOf(ec2, instanceId);
    await aws.advance(30_000);
    const after = await describeOne(ec2, instanceId);

    expect(reply.StoppingInstances).toEqual([
      {
        InstanceId: instanceId,
        PreviousState: { Code: 16, Name: 'running' },
        CurrentState: { Code: 64, Name: 'stopping' },
      },
    ]);
    expect(during).toBe('stopping');
    expect(after.State).toEqual({ Code: 80, Name: 'stopped' });
    expect(after.StateReason).toEqual({
      Code: 'Client.UserInitiatedShutdown',
      Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
    });
    expect(after.StateTransitionReason).toMatch(/^User initiated \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\)$/);
  });

  it('has a new public address and launch time after a start, and the same private address', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);
    const first = await describeOne(ec2, instanceId);

    await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    await aws.advance(30_000);
    const stopped = await describeOne(ec2, instanceId);
    await ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
    await aws.advance(15_000);
    const second = await describeOne(ec2, instanceId);

    expect(first.PublicIpAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(stopped.PublicIpAddress).toBeUndefined();
    expect(second.PublicIpAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(second.PublicIpAddress).not.toBe(first.PublicIpAddress);
    expect(second.PrivateIpAddress).toBe(first.PrivateIpAddress);
    expect(Number(second.LaunchTime)).toBe(Number(first.LaunchTime) + 45_000);
    expect(second.StateReason).toBeUndefined();
  });

  it('shuts down, stays visible as terminated for an hour, and is then forgotten', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);

    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    const during = await stateOf(ec2, instanceId);
    await aws.advance(30_000);
    const terminated = await describeOne(ec2, instanceId);
    await aws.advance(3_600_000);

    expect(during).toBe('shutting-down');
    expect(terminated.State?.Name).toBe('terminated');
    expect(terminated.VpcId).toBeUndefined();
    expect(terminated.PrivateIpAddress).toBeUndefined();
    expect(terminated.NetworkInterfaces).toEqual([]);
    await expect(stateOf(ec2, instanceId)).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
  });

  it('terminates at once when it is stopped', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    await aws.advance(30_000);

    const reply = await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));

    expect(reply.TerminatingInstances?.[0]?.CurrentState?.Name).toBe('terminated');
  });

  it('can be terminated while it is pending, and never runs', async () => {
    const { aws, ec2 } = simulate();
    const instanceId = await launchOne(ec2);

    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await aws.advance(60_000);

    expect(await stateOf(ec2, instanceId)).toBe('terminated');
  });

  it('answers a change that is made already with the true state', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const InstanceIds = [await launchRunning(simulation)];

    const started = await ec2.send(new StartInstancesCommand({ InstanceIds }));
    await ec2.send(new StopInstancesCommand({ InstanceIds }));
    await aws.advance(30_000);
    const stopped = await ec2.send(new StopInstancesCommand({ InstanceIds }));
    await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
    const terminated = await ec2.send(new TerminateInstancesCommand({ InstanceIds }));

    expect(started.StartingInstances?.[0]).toMatchObject({
      PreviousState: { Name: 'running' },
      CurrentState: { Name: 'running' },
    });
    expect(stopped.StoppingInstances?.[0]).toMatchObject({
      PreviousState: { Name: 'stopped' },
      CurrentState: { Name: 'stopped' },
    });
    expect(terminated.TerminatingInstances?.[0]).toMatchObject({
      PreviousState: { Name: 'terminated' },
      CurrentState: { Name: 'terminated' },
    });
  });

  it('stays running through a reboot', async () => {
    const simulation = simulate();
    const instanceId = await launchRunning(simulation);

    await simulation.ec2.send(new RebootInstancesCommand({ InstanceIds: [instanceId] }));

    expect(await stateOf(simulation.ec2, instanceId)).toBe('running');
  });

  it('is unknown to every call until it is visible', async () => {
    const { aws, ec2 } = simulate({ timing: { visibleAfterMs: 2_000 } });
    const instanceId = await launchOne(ec2);
    const InstanceIds = [instanceId];
    const notFound = { name: 'InvalidInstanceID.NotFound' };

    await expect(stateOf(ec2, instanceId)).rejects.toMatchObject(notFound);
    await expect(ec2.send(new TerminateInstancesCommand({ InstanceIds }))).rejects.toMatchObject(notFound);
    await aws.advance(2_000);

    expect(await stateOf(ec2, instanceId)).toBe('pending');
  });

  it('goes away when AWS takes a spot instance back', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation, { InstanceMarketOptions: { MarketType: 'spot' } });

    aws.interruptSpot(instanceId);
    await aws.advance(30_000);
    const instance = await describeOne(ec2, instanceId);

    expect(instance.State?.Name).toBe('terminated');
    expect(instance.StateReason?.Code).toBe('Server.SpotInstanceTermination');
    expect(instance.StateTransitionReason).toMatch(/^Server.SpotInstanceTermination/);
  });

  it('stops instead when the spot request says so', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation, {
      InstanceMarketOptions: { MarketType: 'spot', SpotOptions: { InstanceInterruptionBehavior: 'stop' } },
    });

    aws.interruptSpot(instanceId);
    await aws.advance(30_000);
    const instance = await describeOne(ec2, instanceId);

    expect(instance.State?.Name).toBe('stopped');
    expect(instance.StateReason?.Code).toBe('Server.SpotInstanceShutdown');
  });

  it('cannot be interrupted when it is on demand, or unknown', async () => {
    const { aws, ec2 } = simulate();
    const instanceId = await launchOne(ec2);

    expect(() => {
      aws.interruptSpot(instanceId);
    }).toThrow(/is not a spot instance/);
    expect(() => {
      aws.interruptSpot('i-0123456789abcdef0');
    }).toThrow(/has no instance i-0123456789abcdef0/);
  });

  it('cannot be interrupted when it is off already', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation, { InstanceMarketOptions: { MarketType: 'spot' } });
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await aws.advance(30_000);

    expect(() => {
      aws.interruptSpot(instanceId);
    }).toThrow(`Instance ${instanceId} is terminated: there is nothing to take back.`);
    expect(await stateOf(ec2, instanceId)).toBe('terminated');
  });

  it('stays terminated, for the reason that it was, when AWS ends it once more', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await aws.advance(30_000);

    aws.terminateInstance(instanceId, { code: 'Server.InternalError' });

    expect(await describeOne(ec2, instanceId)).toMatchObject({
      State: { Name: 'terminated' },
      StateReason: { Code: 'Client.UserInitiatedShutdown' },
    });
  });

  it('can be ended by AWS with any reason', async () => {
    const { aws, ec2 } = simulate();
    const instanceId = await launchOne(ec2);

    aws.terminateInstance(instanceId, {
      code: 'Server.InsufficientInstanceCapacity',
      message: 'No capacity',
    });
    await aws.advance(30_000);

    expect(await describeOne(ec2, instanceId)).toMatchObject({
      State: { Name: 'terminated' },
      StateReason: {
        Code: 'Server.InsufficientInstanceCapacity',
        Message: 'Server.InsufficientInstanceCapacity: No capacity',
      },
    });
  });
});
