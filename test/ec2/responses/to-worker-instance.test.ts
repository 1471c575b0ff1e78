import type { Instance } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { toInstanceState, toInstanceStateChange } from '../../../src/ec2/responses/to-instance-state.js';
import { toWorkerInstance } from '../../../src/ec2/responses/to-worker-instance.js';

const ORIGIN = { region: 'us-east-1', accountId: '123456789012' };

const FULL: Instance = {
  InstanceId: 'i-1',
  State: { Code: 16, Name: 'running' },
  StateReason: { Code: 'Server.ScheduledStop', Message: 'Server.ScheduledStop: planned' },
  InstanceType: 'c5.2xlarge',
  ImageId: 'ami-1',
  SecurityGroups: [
    { GroupId: 'sg-1', GroupName: 'one' },
    { GroupName: 'without an id' },
    { GroupId: 'sg-2' },
  ],
  SubnetId: 'subnet-1',
  VpcId: 'vpc-1',
  Placement: { AvailabilityZone: 'us-east-1a' },
  KeyName: 'key',
  PublicIpAddress: '198.51.100.1',
  PrivateIpAddress: '10.0.0.1',
  NetworkInterfaces: [
    { Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] },
    {},
    { Ipv6Addresses: [{}, { Ipv6Address: '2001:db8::2' }] },
  ],
  LaunchTime: new Date(0),
  Tags: [{ Key: 'Name', Value: 'worker-1' }],
  InstanceLifecycle: 'spot',
  Monitoring: { State: 'enabled' },
  ClientToken: 'token-1',
};

describe('toWorkerInstance', () => {
  it('puts everything into our words', () => {
    expect(toWorkerInstance(FULL, ORIGIN)).toEqual({
      instanceId: 'i-1',
      accountId: '123456789012',
      region: 'us-east-1',
      name: 'worker-1',
      instanceState: 'running',
      stateReason: { code: 'Server.ScheduledStop', message: 'Server.ScheduledStop: planned' },
      instanceStatus: undefined,
      systemStatus: undefined,
      instanceType: 'c5.2xlarge',
      amiId: 'ami-1',
      amiName: undefined,
      securityGroupIds: ['sg-1', 'sg-2'],
      subnetId: 'subnet-1',
      vpcId: 'vpc-1',
      availabilityZone: 'us-east-1a',
      keyName: 'key',
      publicIp: '198.51.100.1',
      privateIp: '10.0.0.1',
      ipv6Addresses: ['2001:db8::1', '2001:db8::2'],
      launchTime: new Date(0),
      tags: { Name: 'worker-1' },
      lifecycle: 'spot',
      monitoring: 'detailed',
      clientToken: 'token-1',
    });
  });

  it.each(Object.keys(FULL).filter((field) => field !== 'InstanceId'))('does without %s', (field) => {
    const { [field as keyof Instance]: _, ...rest } = FULL;

    const worker = toWorkerInstance(rest, ORIGIN);

    expect(worker).toMatchObject({ instanceId: 'i-1', region: 'us-east-1' });
    expect(Object.keys(worker ?? {})).toEqual(Object.keys(toWorkerInstance(FULL, ORIGIN) ?? {}));
  });

  it('is nothing without an id', () => {
    expect(toWorkerInstance({}, ORIGIN)).toBeUndefined();
  });

  it('makes the most of an id alone', () => {
    expect(toWorkerInstance({ InstanceId: 'i-1' }, ORIGIN)).toMatchObject({
      instanceState: 'unknown',
      name: undefined,
      tags: {},
      securityGroupIds: [],
      ipv6Addresses: [],
      lifecycle: 'on-demand',
      monitoring: undefined,
      stateReason: undefined,
    });
  });

  it.each([
    ['disabled', 'basic'],
    ['disabling', 'basic'],
    ['pending', 'basic'],
    ['enabled', 'detailed'],
  ] as const)('reads monitoring that is %s as %s', (State, monitoring) => {
    expect(toWorkerInstance({ InstanceId: 'i-1', Monitoring: { State } }, ORIGIN)?.monitoring).toBe(
      monitoring,
    );
  });

  it('reads an empty client token as none', () => {
    expect(toWorkerInstance({ InstanceId: 'i-1', ClientToken: '' }, ORIGIN)?.clientToken).toBeUndefined();
  });

  it('repeats the code of a state reason that comes without a text', () => {
    const worker = toWorkerInstance(
      { InstanceId: 'i-1', StateReason: { Code: 'Client.InternalError' } },
      ORIGIN,
    );

    expect(worker?.stateReason).toEqual({ code: 'Client.InternalError', message: 'Client.InternalError' });
  });
});

describe('toInstanceState', () => {
  it.each([
    [0, 'pending'],
    [16, 'running'],
    [32, 'shutting-down'],
    [48, 'terminated'],
    [64, 'stopping'],
    [80, 'stopped'],
    [272, 'running'],
    [0x5550, 'stopped'],
    [17, 'unknown'],
    [255, 'unknown'],
  ])('reads the low byte of the code %d as %s', (Code, state) => {
    expect(toInstanceState({ Code })).toBe(state);
  });

  it('prefers the name, a new one too', () => {
    expect(toInstanceState({ Code: 16, Name: 'hibernated' as 'stopped' })).toBe('hibernated');
  });

  it('is unknown without anything', () => {
    expect(toInstanceState(undefined)).toBe('unknown');
    expect(toInstanceState({})).toBe('unknown');
  });
});

describe('toInstanceStateChange', () => {
  it.each([
    ['running', 'stopping', true],
    ['stopped', 'stopped', false],
  ] as const)('tells of %s to %s whether it is a change', (previousState, currentState, changed) => {
    const change = toInstanceStateChange({
      InstanceId: 'i-1',
      PreviousState: { Name: previousState },
      CurrentState: { Name: currentState },
    });

    expect(change).toEqual({ instanceId: 'i-1', previousState, currentState, changed });
  });

  it('is nothing without an id', () => {
    expect(toInstanceStateChange({ CurrentState: { Name: 'running' } })).toBeUndefined();
  });
});
