import {
  ModifyInstanceAttributeCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { describeOne, launchOne, launchRunning, simulate, stateOf } from './simulation.js';

const UNKNOWN = 'i-0123456789abcdef0';

describe('a change that EC2 refuses', () => {
  it('says that a terminated instance cannot be started, stopped or rebooted', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);

    await expect(ec2.send(new StartInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: `The instance '${id}' is not in a state from which it can be started.`,
      $metadata: { httpStatusCode: 400 },
    });
    await expect(ec2.send(new StopInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: `This instance '${id}' is not in a state from which it can be stopped.`,
    });
    await expect(ec2.send(new RebootInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: `The instance '${id}' is not in the 'running' state.`,
    });
  });

  it('says that an instance cannot be started while it is stopping', async () => {
    const simulation = simulate();
    const { ec2 } = simulation;
    const InstanceIds = [await launchRunning(simulation)];
    await ec2.send(new StopInstancesCommand({ InstanceIds }));

    await expect(ec2.send(new StartInstancesCommand({ InstanceIds }))).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
    });
  });

  it('says that an instance cannot be stopped before it has run for the first time', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    await expect(ec2.send(new StopInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: `Instance '${id}' cannot be stopped as it has never reached the 'running' state.`,
    });
  });

  it('names every unknown id, and changes nothing', async () => {
    const simulation = simulate();
    const { ec2 } = simulation;
    const id = await launchRunning(simulation);
    const other = 'i-0123456789abcdef1';

    await expect(ec2.send(new StopInstancesCommand({ InstanceIds: [id, UNKNOWN] }))).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
      message: `The instance ID '${UNKNOWN}' does not exist`,
    });
    await expect(
      ec2.send(new TerminateInstancesCommand({ InstanceIds: [UNKNOWN, id, other] })),
    ).rejects.toMatchObject({ message: `The instance IDs '${UNKNOWN}, ${other}' do not exist` });
    expect(await stateOf(ec2, id)).toBe('running');
  });

  it.each(['bogus', 'i-1', 'i-0123456789ABCDEF0', 'vol-0123456789abcdef0'])(
    'calls the id %s malformed',
    async (id) => {
      const { ec2 } = simulate();

      const call = ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));

      await expect(call).rejects.toMatchObject({
        name: 'InvalidInstanceID.Malformed',
        message: `Invalid id: "${id}"`,
      });
    },
  );

  it('wants at least one id', async () => {
    const { ec2 } = simulate();
    const missing = { name: 'MissingParameter' };

    await expect(ec2.send(new StartInstancesCommand({ InstanceIds: [] }))).rejects.toMatchObject(missing);
    await expect(ec2.send(new StopInstancesCommand({ InstanceIds: [] }))).rejects.toMatchObject(missing);
    await expect(ec2.send(new RebootInstancesCommand({ InstanceIds: [] }))).rejects.toMatchObject(missing);
    await expect(ec2.send(new TerminateInstancesCommand({ InstanceIds: [] }))).rejects.toMatchObject(missing);
  });

  it('keeps a protected instance, and the others of its zone, from terminating', async () => {
    const simulation = simulate();
    const { ec2 } = simulation;
    const zone = (letter: string) => ({ Placement: { AvailabilityZone: `us-east-1${letter}` } });
    const kept = await launchOne(ec2, { ...zone('a'), DisableApiTermination: true });
    const saved = await launchOne(ec2, zone('a'));
    const doomed = await launchOne(ec2, zone('b'));

    const call = ec2.send(new TerminateInstancesCommand({ InstanceIds: [kept, saved, doomed] }));

    await expect(call).rejects.toMatchObject({
      name: 'OperationNotPermitted',
      message: `The instance '${kept}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    });
    expect(await stateOf(ec2, kept)).toBe('pending');
    expect(await stateOf(ec2, saved)).toBe('pending');
    expect(await stateOf(ec2, doomed)).toBe('shutting-down');
  });

  it('keeps a protected instance from stopping until the protection is taken off', async () => {
    const simulation = simulate();
    const { ec2 } = simulation;
    const id = await launchRunning(simulation, { DisableApiStop: true });
    const stop = new StopInstancesCommand({ InstanceIds: [id] });

    await expect(ec2.send(stop)).rejects.toMatchObject({
      name: 'OperationNotPermitted',
      message: `The instance '${id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
    });
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiStop: { Value: false } }));
    await ec2.send(stop);

    expect(await stateOf(ec2, id)).toBe('stopping');
  });

  it('hibernates only what was launched for it', async () => {
    const simulation = simulate();
    const { ec2 } = simulation;
    const plain = await launchRunning(simulation);
    const ready = await launchRunning(simulation, { HibernationOptions: { Configured: true } });

    const refused = ec2.send(new StopInstancesCommand({ InstanceIds: [plain], Hibernate: true }));
    await expect(refused).rejects.toMatchObject({ name: 'UnsupportedHibernationConfiguration' });
    await ec2.send(new StopInstancesCommand({ InstanceIds: [ready], Hibernate: true }));

    expect((await describeOne(ec2, ready)).StateReason?.Code).toBe('Client.UserInitiatedHibernate');
  });

  it('says what a dry run would have done, and does nothing', async () => {
    const simulation = simulate();
    const { ec2 } = simulation;
    const InstanceIds = [await launchRunning(simulation)];
    const DryRun = true;
    const dryRun = { name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } };

    await expect(ec2.send(new StopInstancesCommand({ InstanceIds, DryRun }))).rejects.toMatchObject(dryRun);
    await expect(ec2.send(new RebootInstancesCommand({ InstanceIds, DryRun }))).rejects.toMatchObject(dryRun);
    await expect(ec2.send(new TerminateInstancesCommand({ InstanceIds, DryRun }))).rejects.toMatchObject(
      dryRun,
    );
    await expect(
      ec2.send(new StopInstancesCommand({ InstanceIds: [UNKNOWN], DryRun })),
    ).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
    expect(await stateOf(ec2, InstanceIds[0] ?? '')).toBe('running');
  });

  it('refuses the dry run of a termination that protection forbids', async () => {
    const { ec2 } = simulate();
    const InstanceIds = [await launchOne(ec2, { DisableApiTermination: true })];

    await expect(
      ec2.send(new TerminateInstancesCommand({ InstanceIds, DryRun: true })),
    ).rejects.toMatchObject({ name: 'OperationNotPermitted' });
  });
});
