import type { Step } from '../step.js';

/** What the spot market costs, and what becomes of a request to it. */
export const spotSteps: readonly Step[] = [
  {
    name: 'spot prices of a type',
    service: 'ec2',
    action: 'DescribeSpotPriceHistory',
    input: { InstanceTypes: ['t3.micro'], ProductDescriptions: ['Linux/UNIX'] },
    observe: ['SpotPriceHistory[].[AvailabilityZone, InstanceType, ProductDescription, SpotPrice]'],
    expect: [[['eu-west-1a', 't3.micro', 'Linux/UNIX', '0.003400']]],
  },
  {
    name: 'launch on the spot market',
    service: 'ec2',
    action: 'RunInstances',
    input: {
      ImageId: '{image}',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      InstanceMarketOptions: { MarketType: 'spot' },
    },
    keep: { spotWorker: 'Instances[0].InstanceId' },
    observe: ['Instances[].InstanceLifecycle'],
    expect: [['spot']],
  },
  {
    name: 'the request behind a spot instance',
    service: 'ec2',
    action: 'DescribeSpotInstanceRequests',
    input: { Filters: [{ Name: 'instance-id', Values: ['{spotWorker}'] }] },
    observe: ['SpotInstanceRequests[].[State, Status.Code, Type]'],
    expect: [[['active', 'fulfilled', 'one-time']]],
  },
  {
    name: 'a spot request that does not exist',
    service: 'ec2',
    action: 'DescribeSpotInstanceRequests',
    input: { SpotInstanceRequestIds: ['sir-00000000'] },
    expect: 'InvalidSpotInstanceRequestID.NotFound',
  },
];
