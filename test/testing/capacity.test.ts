import {
  DescribeInstancesCommand,
  type RunInstancesCommandInput,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, launchRunning, simulate } from './simulation.js';

const TYPE = 'c5.2xlarge';
const ZONE_A = { InstanceType: TYPE, Placement: { AvailabilityZone: 'us-east-1a' } } as const;
const SPOT = { InstanceMarketOptions: { MarketType: 'spot' } } as const;

const upTo = (MaxCount: number): Partial<RunInstancesCommandInput> => ({ InstanceType: TYPE, MaxCount });

describe('the capacity of a pool', () => {
  it('lets a launch have what is left, and keeps the rest from it', async () => {
    const { aws, ec2 } = simulate();
    aws.setCapacity({ instanceType: TYPE, availabilityZone: 'us-east-1a', instances: 2 });

    const instances = await launch(ec2, { ...ZONE_A, MaxCount: 5 });

    expect(instances).toHaveLength(2);
    await expect(launch(ec2, ZONE_A)).rejects.toMatchObject({
      name: 'InsufficientInstanceCapacity',
      $metadata: { httpStatusCode: 500 },
      message:
        'We currently do not have sufficient c5.2xlarge capacity in the Availability Zone you requested (us-east-1a).' +
        ' Our system will be working on provisioning additional capacity. You can currently get c5.2xlarge capacity' +
        ' by not specifying an Availability Zone in your request or choosing us-east-1b, us-east-1c.',
    });
  });

  it('launches nothing when there is less than the least that is asked for', async () => {
    const { aws, ec2 } = simulate();
    aws.setCapacity({ instanceType: TYPE, availabilityZone: 'us-east-1a', instances: 2 });

    const call = launch(ec2, { ...ZONE_A, MinCount: 3, MaxCount: 3 });

    await expect(call).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
    expect((await ec2.send(new DescribeInstancesCommand({}))).Reservations).toEqual([]);
  });

  it('is looked for in every zone by a launch that chooses none', async () => {
    const { aws, ec2 } = simulate();
    for (const zone of ['a', 'b']) {
      aws.setCapacity({ instanceType: TYPE, availabilityZone: `us-east-1${zone}`, instances: 0 });
    }

    const [instance] = await launch(ec2, upTo(1));
    aws.setCapacity({ instanceType: TYPE, instances: 0 });

    expect(instance?.Placement?.AvailabilityZone).toBe('us-east-1c');
    await expect(launch(ec2, upTo(1))).rejects.toMatchObject({
      name: 'InsufficientInstanceCapacity',
      message: expect.stringContaining('zones with support for') as string,
    });
  });

  it('is one of its own for spot instances', async () => {
    const { aws, ec2 } = simulate();
    aws.setCapacity({ market: 'spot', instances: 1 });

    await launch(ec2, SPOT);

    await expect(launch(ec2, SPOT)).rejects.toMatchObject({
      name: 'InsufficientInstanceCapacity',
      message: 'There is no Spot capacity available that matches your request.',
    });
    expect(await launch(ec2)).toHaveLength(1);
  });

  it('comes back with termination, and when it is raised', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    aws.setCapacity({ instances: 1 });
    const id = await launchRunning(simulation);

    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await expect(launch(ec2)).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
    await aws.advance(30_000);
    await launch(ec2);
    await expect(launch(ec2)).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
    aws.setCapacity({ instances: Number.POSITIVE_INFINITY });

    expect(await launch(ec2)).toHaveLength(1);
  });

  it('is needed for a start as well, since a stopped instance has given its own back', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    aws.setCapacity({ instances: 1 });
    const id = await launchRunning(simulation);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);
    await launch(ec2);

    const call = ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));

    await expect(call).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
  });

  it('does not matter to a launch that is repeated by its token', async () => {
    const { aws, ec2 } = simulate();
    aws.setCapacity({ instances: 1 });

    const first = await launch(ec2, { ClientToken: 'once' });
    const second = await launch(ec2, { ClientToken: 'once' });

    expect(second[0]?.InstanceId).toBe(first[0]?.InstanceId);
  });
});

describe('the offering of a type', () => {
  it('refuses a launch where the type is not offered, and tells where it is', async () => {
    const { aws, ec2 } = simulate();
    aws.setOffering({ instanceType: TYPE, availabilityZones: ['us-east-1b'] });

    await expect(launch(ec2, ZONE_A)).rejects.toMatchObject({
      name: 'Unsupported',
      $metadata: { httpStatusCode: 400 },
      message:
        'Your requested instance type (c5.2xlarge) is not supported in your requested Availability Zone (us-east-1a).' +
        ' Please retry your request by not specifying an Availability Zone or choosing us-east-1b.',
    });
    const [instance] = await launch(ec2, upTo(1));
    expect(instance?.Placement?.AvailabilityZone).toBe('us-east-1b');
  });

  it('refuses a type that the region does not have', async () => {
    const { aws, ec2 } = simulate();
    aws.setOffering({ instanceType: TYPE, availabilityZones: [] });

    await expect(launch(ec2, upTo(1))).rejects.toMatchObject({ name: 'Unsupported' });
  });
});

describe('the vCPU quotas', () => {
  it('let a launch have what is left of those that its family shares', async () => {
    const { aws, ec2 } = simulate();
    aws.setQuota({ vcpus: 32 });

    const instances = await launch(ec2, upTo(10));

    expect(instances).toHaveLength(4);
    await expect(launch(ec2, { InstanceType: 'm5.xlarge' })).rejects.toMatchObject({
      name: 'VcpuLimitExceeded',
      $metadata: { httpStatusCode: 400 },
      message: expect.stringContaining(
        'your current vCPU limit of 32 allows for the instance bucket',
      ) as string,
    });
    expect(await launch(ec2, { InstanceType: 'p3.2xlarge' })).toHaveLength(1);
  });

  it('are others for spot instances, and for other families', async () => {
    const { aws, ec2 } = simulate();
    aws.setQuota({ vcpus: 0, market: 'spot' });
    aws.setQuota({ vcpus: 8, family: 'p' });

    await expect(launch(ec2, SPOT)).rejects.toMatchObject({
      name: 'MaxSpotInstanceCountExceeded',
      message: 'Max spot instance count exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(launch(ec2, { InstanceType: 'p3.8xlarge' })).rejects.toMatchObject({
      name: 'VcpuLimitExceeded',
    });
    expect(await launch(ec2)).toHaveLength(1);
  });

  it('do not count what is stopped', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    aws.setQuota({ vcpus: 2 });
    const id = await launchRunning(simulation);

    await expect(launch(ec2)).rejects.toMatchObject({ name: 'VcpuLimitExceeded' });
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);

    expect(await launch(ec2)).toHaveLength(1);
  });
});

describe('the addresses of a subnet', () => {
  it('are enough for so many instances, stopped ones included', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const SubnetId = aws.putSubnet({ availabilityZone: 'us-east-1b', addresses: 2 });
    const id = await launchRunning(simulation, { SubnetId });
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);

    const instances = await launch(ec2, { SubnetId, MaxCount: 4 });

    expect(instances).toHaveLength(1);
    await expect(launch(ec2, { SubnetId })).rejects.toMatchObject({
      name: 'InsufficientFreeAddressesInSubnet',
      $metadata: { httpStatusCode: 400 },
      message: `There are not enough free addresses in subnet '${SubnetId}' to satisfy the requested number of instances.`,
    });
  });
});
