import type { Step } from '../step.js';

const UNKNOWN = 'i-0123456789abcdef0';
const WORKER = ['{worker}'];

/** What EC2 refuses to describe or to stop. */
export const refusalSteps: readonly Step[] = [
  {
    name: 'describe an unknown instance',
    service: 'ec2',
    action: 'DescribeInstances',
    input: { InstanceIds: [UNKNOWN] },
    expect: 'InvalidInstanceID.NotFound',
  },
  {
    name: 'stop an id that is none',
    service: 'ec2',
    action: 'StopInstances',
    input: { InstanceIds: ['bogus'] },
    expect: 'InvalidInstanceID.Malformed',
  },
  {
    name: 'describe by a filter that does not exist',
    service: 'ec2',
    action: 'DescribeInstances',
    input: { Filters: [{ Name: 'no-such-filter', Values: ['x'] }] },
    expect: 'InvalidParameterValue',
  },
  {
    name: 'describe by ids and in pages',
    service: 'ec2',
    action: 'DescribeInstances',
    input: { InstanceIds: WORKER, MaxResults: 5 },
    expect: 'InvalidParameterCombination',
  },
  {
    name: 'a page of one instance',
    service: 'ec2',
    action: 'DescribeInstances',
    input: { MaxResults: 1 },
    expect: 'InvalidParameterValue',
  },
  {
    name: 'a page after no page',
    service: 'ec2',
    action: 'DescribeInstances',
    input: { MaxResults: 5, NextToken: 'bogus' },
    expect: 'InvalidPaginationToken',
  },
];
