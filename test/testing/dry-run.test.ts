import {
  CreateTagsCommand,
  DeleteTagsCommand,
  type EC2Client,
  ModifyInstanceAttributeCommand,
  MonitorInstancesCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  UnmonitorInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { AMI, describeOne, launchRunning, simulate } from './simulation.js';

const DryRun = true;
const Tags = [{ Key: 'Team', Value: 'labs' }];

/** Every action that changes something, each on a running instance. */
const CHANGES: readonly (readonly [name: string, send: (ec2: EC2Client, id: string) => Promise<unknown>])[] =
  [
    ['CreateTags', (ec2, id) => ec2.send(new CreateTagsCommand({ Resources: [id], Tags, DryRun }))],
    ['DeleteTags', (ec2, id) => ec2.send(new DeleteTagsCommand({ Resources: [id], Tags, DryRun }))],
    [
      'ModifyInstanceAttribute',
      (ec2, id) =>
        ec2.send(
          new ModifyInstanceAttributeCommand({
            InstanceId: id,
            DisableApiTermination: { Value: true },
            DryRun,
          }),
        ),
    ],
    ['MonitorInstances', (ec2, id) => ec2.send(new MonitorInstancesCommand({ InstanceIds: [id], DryRun }))],
    [
      'UnmonitorInstances',
      (ec2, id) => ec2.send(new UnmonitorInstancesCommand({ InstanceIds: [id], DryRun })),
    ],
    ['RebootInstances', (ec2, id) => ec2.send(new RebootInstancesCommand({ InstanceIds: [id], DryRun }))],
    ['StartInstances', (ec2, id) => ec2.send(new StartInstancesCommand({ InstanceIds: [id], DryRun }))],
    ['StopInstances', (ec2, id) => ec2.send(new StopInstancesCommand({ InstanceIds: [id], DryRun }))],
    [
      'TerminateInstances',
      (ec2, id) => ec2.send(new TerminateInstancesCommand({ InstanceIds: [id], DryRun })),
    ],
    [
      'RunInstances',
      (ec2) =>
        ec2.send(
          new RunInstancesCommand({
            ImageId: AMI,
            InstanceType: 't3.micro',
            MinCount: 1,
            MaxCount: 1,
            DryRun,
          }),
        ),
    ],
  ];

describe.each(CHANGES)('a dry run of %s', (action, send) => {
  it('answers DryRunOperation with 412, and changes nothing', async () => {
    const simulation = simulate();
    const instanceId = await launchRunning(simulation);
    const before = await describeOne(simulation.ec2, instanceId);

    await expect(send(simulation.ec2, instanceId)).rejects.toMatchObject({
      name: 'DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
      $metadata: { httpStatusCode: 412 },
    });

    await simulation.aws.advance(60_000);
    expect(await describeOne(simulation.ec2, instanceId)).toEqual(before);
  });

  it('answers UnauthorizedOperation with 403 to a caller who may not', async () => {
    const simulation = simulate();
    const instanceId = await launchRunning(simulation);
    simulation.aws.iam.deny({ action: `ec2:${action}` });

    await expect(send(simulation.ec2, instanceId)).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining(`ec2:${action}`),
      $metadata: { httpStatusCode: 403 },
    });
  });
});
