import { CreateLaunchTemplateCommand, type RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { CreateInstancesInput } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';

const { amiId: AMI } = LAUNCH;

/** A launch of which a template says all but the name. */
const INPUT: CreateInstancesInput = {
  name: 'worker-1',
  count: 1,
  launchTemplate: { name: 'cml-worker' },
  checkFitness: true,
};

/** A simulation with a launch template. */
async function prepare(data: RequestLaunchTemplateData, simulation = new WorkerSimulation()) {
  const ec2 = await simulation.client.ec2();
  const input = { LaunchTemplateName: 'cml-worker', LaunchTemplateData: { ImageId: AMI, ...data } };
  await ec2.send(new CreateLaunchTemplateCommand(input));
  simulation.aws.clearRequests();
  return simulation;
}

const launchOf = ({ aws }: WorkerSimulation) =>
  aws.requests.find(({ action }) => action === 'RunInstances')?.parameters;

describe('the fitness of a launch from a template', () => {
  it('is that of the type which the template names', async () => {
    const { client } = await prepare({ InstanceType: 'c5.2xlarge' });

    const { warnings } = await client.createInstances(INPUT);

    expect(warnings).toMatchObject([{ code: 'NO_HARDWARE_VIRTUALIZATION' }]);
    expect(warnings[0]?.message).toMatch(/^c5\.2xlarge has no hardware virtualization/);
  });

  it('is read once for all choices, whose own types count', async () => {
    const simulation = await prepare({ InstanceType: 'c5.2xlarge' });
    const choices = [{ instanceType: 'm5zn.metal' }, {}];

    const { warnings } = await simulation.client.createInstances({ ...INPUT, choices });

    expect(warnings).toMatchObject([{ code: 'NO_HARDWARE_VIRTUALIZATION' }]);
    expect(simulation.actions.filter((action) => action === 'DescribeLaunchTemplateVersions')).toHaveLength(
      1,
    );
  });

  it.each([
    ['on its network interface', (groups: string[], SubnetId: string) => ({ Groups: groups, SubnetId })],
  ])('counts the subnet and the groups %s', async (_, interfaceOf) => {
    const simulation = new WorkerSimulation();
    const foreign = simulation.aws.putSecurityGroup({ vpcId: 'vpc-0fedcba9876543210' });
    const subnetId = simulation.aws.putSubnet({ availabilityZone: 'us-east-1a' });
    const NetworkInterfaces = [{ DeviceIndex: 0, ...interfaceOf([foreign], subnetId) }];
    await prepare({ InstanceType: 'm5zn.metal', NetworkInterfaces }, simulation);

    const error = await failure(simulation.client.createInstances(INPUT));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'securityGroupIds' });
    expect(simulation.actions).not.toContain('RunInstances');
  });

  it('counts its zone, unless the launch names a place', async () => {
    const simulation = await prepare({
      InstanceType: 'm5zn.metal',
      Placement: { AvailabilityZone: 'us-east-1a' },
    });
    simulation.aws.setOffering({ instanceType: 'm5zn.metal', availabilityZones: ['us-east-1b'] });

    const error = await failure(simulation.client.createInstances(INPUT));
    const elsewhere = await simulation.client.createInstances({ ...INPUT, availabilityZone: 'us-east-1b' });

    expect(error.message).toContain('us-east-1a does not offer m5zn.metal');
    expect(elsewhere).toMatchObject({ complete: true, warnings: [] });
  });

  it.each([
    ['on where the template leaves it open', undefined, { NestedVirtualization: 'enabled' }, 0],
    ['nothing where the template has it on', 'enabled' as const, undefined, 0],
    ['nothing where the template has it off, and warns', 'disabled' as const, undefined, 1],
  ])('switches nested virtualisation %s', async (_, nested, sent, warned) => {
    const CpuOptions = nested === undefined ? {} : { CpuOptions: { NestedVirtualization: nested } };
    const simulation = await prepare({ InstanceType: 'm8i.4xlarge', ...CpuOptions });

    const { warnings } = await simulation.client.createInstances(INPUT);

    expect(launchOf(simulation)?.['CpuOptions']).toEqual(sent);
    expect(warnings).toHaveLength(warned);
  });

  it('is not checked where nobody knows the type, which is a warning', async () => {
    const nameless = await prepare({});
    const unreadable = await prepare({ InstanceType: 'c5.2xlarge' });
    unreadable.aws.fail({ action: 'DescribeLaunchTemplateVersions', code: 'UnauthorizedOperation' });

    for (const [simulation, reason] of [
      [nameless, 'the launch template names none'],
      [unreadable, 'ec2:DescribeLaunchTemplateVersions'],
    ] as const) {
      const result = await simulation.client.createInstances(INPUT);

      expect(result).toMatchObject({ complete: true, warnings: [{ code: 'NOT_CHECKED' }] });
      expect(result.warnings[0]?.message).toContain(reason);
    }
  });

  it('takes the template of the overrides, by name or by id', async () => {
    const simulation = await prepare({ InstanceType: 'c5.2xlarge' });
    const launch = { ...INPUT, launchTemplate: undefined };

    const byName = await simulation.client.createInstances({
      ...launch,
      overrides: { LaunchTemplate: { LaunchTemplateName: 'cml-worker', Version: '1' } },
    });
    const unknown = await failure(
      simulation.client.createInstances({
        ...launch,
        overrides: { LaunchTemplate: { LaunchTemplateId: 'lt-00000000000000000' } },
      }),
    );

    expect(byName.warnings).toMatchObject([{ code: 'NO_HARDWARE_VIRTUALIZATION' }]);
    expect(unknown).toMatchObject({ kind: 'resource-not-found', operation: 'createInstances' });
  });
});

describe('the root volume of a launch from a template', () => {
  it('is sized on the device of the image that the template names', async () => {
    const simulation = new WorkerSimulation();
    const imageId = simulation.aws.putImage({ name: 'cml' });
    await prepare({ InstanceType: 'm5zn.metal', ImageId: imageId }, simulation);
    const { client } = simulation;

    await client.createInstance({ ...INPUT, checkFitness: false, rootVolume: { sizeGiB: 64 } });

    expect(launchOf(simulation)?.['BlockDeviceMappings']).toMatchObject([
      { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 64 } },
    ]);
  });

  it('also where the template names the image by a parameter', async () => {
    const simulation = new WorkerSimulation();
    const imageId = simulation.aws.putImage({ name: 'cml' });
    simulation.aws.putParameter({ name: '/workers/ami', value: imageId });
    await prepare({ InstanceType: 'm5zn.metal', ImageId: 'resolve:ssm:/workers/ami' }, simulation);

    await simulation.client.createInstance({ ...INPUT, rootVolume: { sizeGiB: 64 } });

    expect(launchOf(simulation)?.['BlockDeviceMappings']).toMatchObject([{ DeviceName: '/dev/xvda' }]);
  });

  it('has to name its device where the template names no image', async () => {
    const simulation = await prepare({ InstanceType: 'm5zn.metal', ImageId: undefined });

    const error = await failure(simulation.client.createInstance({ ...INPUT, rootVolume: { sizeGiB: 64 } }));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'rootVolume.deviceName' });
    expect(error.message).toContain('the launch template names none');
    expect(simulation.actions).not.toContain('RunInstances');
  });
});
