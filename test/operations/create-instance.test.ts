import { InvalidParameterError, NetworkError, QuotaExceededError } from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { createInstance } from '../../src/operations/create-instance.js';
import { CapacityMemory } from '../../src/operations/launch/capacity-memory.js';
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
    const launch = vi.fn();
    const images = { read: () => Promise.resolve([{ rootDeviceName: undefined }]) };
    const context = { region: 'us-east-1', images, ec2: { launch } } as unknown as WorkerContext;

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

  it.each(['lost-reply', 'truncated'] as const)(
    'finds by its token the instance of a launch of which every attempt ends in %s',
    async (effect) => {
      const simulation = new WorkerSimulation({}, { timing: { visibleAfterMs: 20_000 } });
      simulation.aws.fail({ action: 'RunInstances', effect, times: Infinity });

      const worker = await simulation.client.createInstance(LAUNCH);

      await simulation.aws.advance(20_000);
      const all = await simulation.client.listInstances();
      expect(all.map(({ instanceId }) => instanceId)).toEqual([worker.instanceId]);
      expect(worker.amiName).toBe(LAUNCH.amiName);
    },
  );

  it('looks for the instance through faults that outlast the launch', async () => {
    const simulation = new WorkerSimulation({ maxAttempts: 2 });
    simulation.aws.fail({ action: 'RunInstances', effect: 'lost-reply', times: 2 });
    simulation.aws.fail({ action: 'DescribeInstances', effect: 'reset', times: 5 });

    const worker = await simulation.client.createInstance(LAUNCH);

    expect(worker.instanceId).toMatch(/^i-/);
    simulation.aws.assertNoPendingFaults();
  });

  it('stops looking where it may not look', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'RunInstances', effect: 'lost-reply', times: Infinity });
    simulation.aws.fail({ action: 'DescribeInstances', code: 'UnauthorizedOperation' });

    const error = await failure(simulation.client.createInstance(LAUNCH));

    expect(error).toMatchObject({ kind: 'network', clientToken: expect.any(String) as string });
    expect(simulation.actions.filter((action) => action === 'DescribeInstances')).toHaveLength(1);
  });

  it('tells the token when it is aborted while it looks', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    simulation.aws.fail({ action: 'RunInstances', effect: 'html-502', times: Infinity });
    const controller = new AbortController();
    const input = { ...LAUNCH, clientToken: 'token-1' };
    const launch = failure(simulation.client.createInstance(input, { abortSignal: controller.signal }));
    while (!simulation.actions.includes('DescribeInstances')) await simulation.aws.advance(1_000);

    controller.abort();

    expect(await launch).toMatchObject({ kind: 'aborted', clientToken: 'token-1' });
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it.each(['html-502', 'reset'] as const)(
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
      clock,
      launchGraceSeconds: 30,
      capacity: new CapacityMemory(clock),
      ec2: { launch: () => Promise.resolve([]), list: () => [] },
    } as unknown as WorkerContext;

    const error = await failure(
      createInstance(context, { operation: 'createInstance' }, { ...LAUNCH, clientToken: 'token-1' }),
    );

    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ clientToken: 'token-1', retryable: true });
    expect(error.message).toContain('token-1');
  });
});
