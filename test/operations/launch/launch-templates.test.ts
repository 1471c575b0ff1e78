import { CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';

const { amiId: AMI } = LAUNCH;

/** A simulation with a launch template for workers. */
async function prepare() {
  const simulation = new WorkerSimulation();
  const ec2 = await simulation.client.ec2();
  const { LaunchTemplate } = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'cml-worker',
      LaunchTemplateData: { ImageId: AMI, InstanceType: 'm5zn.metal', KeyName: 'labs' },
    }),
  );
  simulation.aws.clearRequests();
  return { simulation, id: LaunchTemplate?.LaunchTemplateId ?? '' };
}

describe('a launch from a template', () => {
  it('needs no more than a name', async () => {
    const { simulation, id } = await prepare();

    const worker = await simulation.client.createInstance({ name: 'worker-1', launchTemplate: { id } });

    expect(worker).toMatchObject({
      amiId: AMI,
      instanceType: 'm5zn.metal',
      keyName: 'labs',
      name: 'worker-1',
    });
  });

  it('takes what the input says before what the template says, and choices over both', async () => {
    const { simulation } = await prepare();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'm5zn.metal', instances: 0 });

    const result = await client.createInstances({
      name: 'worker-1',
      keyName: 'own',
      count: 2,
      launchKey: 'lab-7',
      launchTemplate: { name: 'cml-worker', version: '$Latest' },
      choices: [{}, { instanceType: 'c5.metal' }],
    });

    expect(result.attempts.map(({ instanceType }) => instanceType)).toEqual([undefined, 'c5.metal']);
    expect(result.instances.map(({ keyName, amiId }) => [keyName, amiId])).toEqual([
      ['own', AMI],
      ['own', AMI],
    ]);
  });

  it('tells a template, or a version of it, that does not exist', async () => {
    const { simulation, id } = await prepare();
    const launch = (launchTemplate: { id: string; version?: string }) =>
      failure(simulation.client.createInstance({ name: 'worker-1', launchTemplate }));

    expect(await launch({ id: 'lt-00000000000000000' })).toMatchObject({ kind: 'resource-not-found' });
    expect(await launch({ id, version: '9' })).toMatchObject({
      kind: 'resource-not-found',
      code: 'InvalidLaunchTemplateId.VersionNotFound',
    });
  });
});
