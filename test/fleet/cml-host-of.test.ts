import { Ec2WorkerClient, type WorkerInstance } from 'ec2-worker-client';
import { cmlHostOf, type WorkerAddress } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH } from '../client/worker-simulation.js';
import { type ServiceStage, setServiceStage } from './service-stage.js';

/** An address of the loopback interface where nobody listens. */
const NOWHERE = '127.255.255.254';

async function setRunningStage(): Promise<ServiceStage> {
  const stage = await setServiceStage({ boot: [{ phase: 'ready' }] });
  await stage.client.waitUntilRunning(stage.worker);
  stage.aws.clearRequests();
  return stage;
}

describe('cmlHostOf', () => {
  it('asks EC2 for the address when it is first needed, and not again while the host answers', async () => {
    const stage = await setRunningStage();
    await using host = cmlHostOf(stage.worker, stage.hostOptions);
    const before = stage.actions();

    const { address } = await host.probe();
    await host.labs();

    expect(before).toEqual([]);
    expect(address).toBe(stage.cml.address);
    expect(stage.actions()).toEqual(['DescribeInstances']);
  });

  it('asks again once the connection was lost', async () => {
    const stage = await setRunningStage();
    await using host = cmlHostOf(stage.worker.instanceId, stage.hostOptions);
    await host.stats();
    await stage.client.stopInstance(stage.worker);
    await stage.client.waitUntilStopped(stage.worker);
    await stage.client.startInstance(stage.worker);
    await stage.client.waitUntilRunning(stage.worker);

    expect(await host.stats()).toMatchObject({ cpu: { count: 8 } });
  });

  it('names the worker in its errors', async () => {
    const stage = await setRunningStage();
    await stage.cml.setPhase('502');
    await using host = cmlHostOf(stage.worker, stage.hostOptions);

    const error = await failure(host.stats());

    const { instanceId } = stage.worker;
    expect(error).toMatchObject({ instanceIds: [instanceId], region: 'us-east-1', code: 'GATEWAY' });
    expect(error.message).toContain(`CmlHostClient.stats ${instanceId} in us-east-1 on ${stage.cml.address}`);
  });

  it.each<[string, WorkerAddress | undefined, (there: string) => Partial<WorkerInstance>]>([
    ['the public one', undefined, (there) => ({ publicIp: there, privateIp: NOWHERE })],
    [
      'the private one where there is no other',
      undefined,
      (there) => ({ publicIp: undefined, privateIp: there }),
    ],
    ['the public one', 'public', (there) => ({ publicIp: there, privateIp: NOWHERE })],
    ['the private one', 'private', (there) => ({ publicIp: NOWHERE, privateIp: there })],
    ['one of its tags', ({ tags }) => tags['Address'], (there) => ({ tags: { Address: there } })],
  ])('calls %s, as told by %s', async (_, address, addresses) => {
    const stage = await setRunningStage();
    const worker = await stage.client.getInstanceDetails(stage.worker);
    const described = { ...worker, ...addresses(stage.cml.address) };
    const client = { getInstanceDetails: () => Promise.resolve(described) };
    await using host = cmlHostOf(worker, { ...stage.hostOptions, client, address });

    expect(await host.probe()).toMatchObject({ phase: 'ready', address: stage.cml.address });
  });

  it('says which address a worker lacks', async () => {
    const stage = await setRunningStage();
    const hidden = await stage.client.createInstance({ ...LAUNCH, assignPublicIp: false });
    await stage.client.waitUntilRunning(hidden);
    await using host = cmlHostOf(hidden, { ...stage.hostOptions, address: 'public' });

    const error = await failure(host.probe());

    expect(error).toMatchObject({
      kind: 'incorrect-state',
      retryable: true,
      instanceIds: [hidden.instanceId],
    });
    expect(error.message).toMatch(/is running and has no public address.*address: 'private'/);
  });

  it.each(['stopped', 'terminated'])('does not call a worker that is %s', async (state) => {
    const stage = await setRunningStage();
    const { client, worker } = stage;
    if (state === 'stopped') await client.stopInstance(worker).then(() => client.waitUntilStopped(worker));
    else await client.terminateInstance(worker).then(() => client.waitUntilTerminated(worker));
    await using host = cmlHostOf(worker, stage.hostOptions);

    const error = await failure(host.probe());

    expect(error).toMatchObject({ kind: 'worker-unhealthy', instanceState: state });
  });

  it('waits for one that is about to run', async () => {
    const stage = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await using host = cmlHostOf(stage.worker, stage.hostOptions);

    const tooEarly = await failure(host.probe());
    const probe = await host.waitUntilReady();

    expect(tooEarly).toMatchObject({ kind: 'incorrect-state', retryable: true });
    expect(probe.phase).toBe('ready');
  });

  it('refuses options that cannot work, and passes on what EC2 does not know', async () => {
    const stage = await setRunningStage();
    const client = new Ec2WorkerClient({ region: 'us-east-1' });

    expect(() => cmlHostOf(stage.worker, { client, port: -1 })).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter: 'port' }),
    );
    const stranger = cmlHostOf('i-0123456789abcdef0', stage.hostOptions);
    expect(await failure(stranger.probe())).toMatchObject({ kind: 'instance-not-found' });
    client.destroy();
  });
});
