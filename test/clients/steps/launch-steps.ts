import type { Step } from '../step.js';

const LAUNCH = { ImageId: '{image}', InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 };
const LAUNCH_ONCE = {
  ...LAUNCH,
  ClientToken: 'once',
  UserData: '#!/bin/sh\necho hello\n',
  TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'Löwe <&> 😀' }] }],
};

/** Launches; the first one is kept as `{worker}`. */
export const launchSteps: readonly Step[] = [
  {
    name: 'launch with a client token',
    service: 'ec2',
    action: 'RunInstances',
    input: LAUNCH_ONCE,
    keep: { worker: 'Instances[0].InstanceId' },
    observe: ['length(Instances)', 'Instances[0].State', 'Instances[0].InstanceType'],
    expect: [1, { Code: 0, Name: 'pending' }, 't3.micro'],
  },
  {
    name: 'launch with the same token again',
    service: 'ec2',
    action: 'RunInstances',
    input: LAUNCH_ONCE,
    keep: { again: 'Instances[0].InstanceId' },
    expect: [],
  },
  {
    name: 'how many instances two launches with one token make',
    service: 'ec2',
    action: 'DescribeInstances',
    input: { InstanceIds: ['{worker}', '{again}'] },
    observe: ['length(Reservations[].Instances[])'],
    expect: [1],
  },
  {
    name: 'launch with a used token and other parameters',
    service: 'ec2',
    action: 'RunInstances',
    input: { ...LAUNCH, InstanceType: 't3.small', ClientToken: 'once' },
    expect: 'IdempotentParameterMismatch',
  },
  {
    name: 'launch one to three',
    service: 'ec2',
    action: 'RunInstances',
    input: { ...LAUNCH, MaxCount: 3 },
    observe: ['length(Instances)'],
    expect: [3],
  },
  {
    name: 'launch at least three and at most one',
    service: 'ec2',
    action: 'RunInstances',
    input: { ...LAUNCH, MinCount: 3 },
    expect: 'InvalidParameterValue',
  },
  {
    name: 'dry run of a launch',
    service: 'ec2',
    action: 'RunInstances',
    input: { ...LAUNCH, DryRun: true },
    expect: 'DryRunOperation',
  },
];
