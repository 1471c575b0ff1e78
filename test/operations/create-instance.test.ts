import { InvalidParameterError, NetworkError, QuotaExceededError } from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { createInstance } from '../../src/operations/create-instance.js';
import { InstanceLedger } from '../../src/operations/instance-ledger.js';
import type { WorkerContext } from '../../src/operations/worker-context.js';
import { failure, LAUNCH, WorkerSimulation } from '../client/worker-simulation.js';

describe('createInstance', () => {
  it('returns the instance as EC2 tells of it, with the name of its image', async () => {
    const simulation = new WorkerSimulation();

    const worker = await simulation.client.createInstance({
      ...LAUNCH,
      amiName: 'CML-2.7.0-Ubuntu-22.04',
      createdBy: 'ada',
      tags: { Team: 'labs' },
    });

    expect(worker).toMatchObject({
      instanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
      name: 'worker-1',
      instanceState: 'pending',
      instanceStatus: undefined,
      systemStatus: undefined,
      amiId: LAUNCH.amiId,
      amiName: 'CML-2.7.0-Ubuntu-22.04',
      instanceType: LAUNCH.instanceType,
      tags: { Name: 'worker-1', CreatedBy: 'ada', Team: 'labs' },
    });
    expect(simulation.actions).toEqual(['RunInstances']);
  });

  it.each([
    ['its own', {}, /^[0-9a-f-]{36}$/],
    ["the caller's", { clientToken: 'token-1' }, /^token-1$/],
    ['that of the overrides', { clientToken: 'token-1', overrides: { ClientToken: 'token-2' } }, /^token-2$/],
  ])('uses %s client token', async (_, input, token) => {
    const simulation = new WorkerSimulation();

    const worker = await simulation.client.createInstance({ ...LAUNCH, ...input });

    expect(worker.clientToken).toMatch(token);
  });

  it('launches once for one client token', async () => {
    const { client } = new WorkerSimulation();
    const input = { ...LAUNCH, clientToken: 'token-1' };

    const first = await client.createInstance(input);
    const second = await client.createInstance(input);

    expect(second.instanceId).toBe(first.instanceId);
  });

  it('reads from the image where the root volume goes', async () => {
    const simulation = new WorkerSimulation();
    const root = { sizeGiB: 200, type: 'gp3' };

    await simulation.client.createInstance({ ...LAUNCH, rootVolume: root });
    await simulation.client.createInstance({ ...LAUNCH, rootVolume: { ...root, deviceName: '/dev/xvda' } });

    expect(simulation.actions).toEqual(['DescribeImages', 'RunInstances', 'RunInstances']);
    expect(simulation.aws.requests.map(({ parameters }) => parameters['BlockDeviceMappings'])).toMatchObject([
      undefined,
      [{ DeviceName: expect.stringMatching(/^\/dev\//), Ebs: { VolumeSize: 200 } }],
      [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 200 } }],
    ]);
  });

  it('launches nothing when the image cannot be read', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'DescribeImages', code: 'InvalidAMIID.NotFound' });

    const error = await failure(
      simulation.client.createInstance({ ...LAUNCH, rootVolume: { sizeGiB: 200 } }),
    );

    expect(error).toMatchObject({ kind: 'resource-not-found', operation: 'createInstance' });
    expect(simulation.actions).toEqual(['DescribeImages']);
  });

  it('looks up the root device of the image that is launched, which overrides may name', async () => {
    const simulation = new WorkerSimulation();
    const overrides = { ImageId: 'ami-00000000000000002' };

    await simulation.client.createInstance({ ...LAUNCH, overrides, rootVolume: { sizeGiB: 200 } });

    const [lookUp] = simulation.aws.requests;
    expect(lookUp?.action).toBe('DescribeImages');
    expect(lookUp?.parameters['ImageIds']).toEqual([overrides.ImageId]);
  });

  it('launches nothing when the image names no root device', async () => {
    const { clock } = new WorkerSimulation();
    const launch = vi.fn();
    const context = {
      region: 'us-east-1',
      ledger: new InstanceLedger(clock),
      ec2: { launch, findRootDevice: () => Promise.resolve(undefined) },
    } as unknown as WorkerContext;

    const error = await failure(
      createInstance(context, { operation: 'createInstance' }, { ...LAUNCH, rootVolume: { sizeGiB: 200 } }),
    );

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter: 'rootVolume.deviceName', operation: 'createInstance' });
    expect(launch).not.toHaveBeenCalled();
  });

  it('tells the client token of a launch that failed while its image was looked up', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'DescribeImages', code: 'UnauthorizedOperation' });
    const input = { ...LAUNCH, clientToken: 'token-1', rootVolume: { sizeGiB: 200 } };

    const error = await failure(simulation.client.createInstance(input));

    expect(error).toMatchObject({ kind: 'permission-denied', clientToken: 'token-1' });
  });

  it('refuses what cannot be copied, and sends nothing', async () => {
    const simulation = new WorkerSimulation();
    const overrides = { KeyName: () => 'key' } as never;

    const error = await failure(simulation.client.createInstance({ ...LAUNCH, overrides }));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error.operation).toBe('createInstance');
    expect(simulation.actions).toEqual([]);
  });

  it.each(['lost-reply', 'html-502'] as const)(
    'advises to launch with the same token when every attempt ends in %s',
    async (effect) => {
      const simulation = new WorkerSimulation();
      simulation.aws.fail({ action: 'RunInstances', effect, times: Infinity });

      const error = await failure(simulation.client.createInstance({ ...LAUNCH, clientToken: 'token-1' }));

      expect(error.message).toContain('Launch again with clientToken "token-1"');
      expect(error.message).not.toMatch(/try again/i);
    },
  );

  it.each([
    ['p5.48xlarge', undefined],
    ['c5.2xlarge', 'L-1216C47A'],
  ])('tells the quota of %s as far as it is known', async (instanceType, quotaCode) => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'RunInstances', code: 'VcpuLimitExceeded' });

    const error = await failure(simulation.client.createInstance({ ...LAUNCH, instanceType }));

    expect(error).toBeInstanceOf(QuotaExceededError);
    expect(QuotaExceededError.isInstance(error) ? error.quotaCode : 'none').toBe(quotaCode);
  });

  it('tells the client token of a launch whose reply names no instance', async () => {
    const { clock } = new WorkerSimulation();
    const context = {
      region: 'us-east-1',
      ledger: new InstanceLedger(clock),
      ec2: { launch: () => Promise.resolve([]) },
    } as unknown as WorkerContext;

    const error = await failure(
      createInstance(context, { operation: 'createInstance' }, { ...LAUNCH, clientToken: 'token-1' }),
    );

    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ clientToken: 'token-1', retryable: true });
    expect(error.message).toContain('token-1');
  });
});
