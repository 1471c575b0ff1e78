import { EC2Client } from '@aws-sdk/client-ec2';
import { launchChoices } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import type { LaunchSpecification } from '../../../src/ec2/launch-specification.js';
import { attemptLaunch } from '../../../src/operations/launch/attempt-launch.js';
import type { WorkerContext } from '../../../src/operations/worker-context.js';
import { failure, LAUNCH, turns, WorkerSimulation } from '../../client/worker-simulation.js';

const INPUT = { ...LAUNCH, count: 2, choices: launchChoices({ instanceTypes: ['c5.metal', 'm5.metal'] }) };

const LAG = { timing: { visibleAfterMs: 4_000 } };

/** Everything that was ever launched, once EC2 shows it. */
async function everything({ aws, client }: WorkerSimulation) {
  await aws.advance(10_000);
  return await client.listInstances({ includeTerminated: true });
}

describe('a repetition that is refused after a reply was lost', () => {
  it.each(['InsufficientInstanceCapacity', 'VcpuLimitExceeded', 'UnauthorizedOperation'])(
    'by %s does not hide what the lost one has launched',
    async (code) => {
      const simulation = new WorkerSimulation({}, LAG);
      simulation.aws.fail({ action: 'RunInstances', effect: 'lost-reply' });
      simulation.aws.fail({ action: 'RunInstances', code });

      const result = await simulation.client.createInstances(INPUT);

      expect(result).toMatchObject({ complete: true, attempts: [{ launched: 2, error: undefined }] });
      expect(await everything(simulation)).toHaveLength(2);
    },
  );

  it('counts when the lost one has launched nothing: the next choice is tried', async () => {
    const simulation = new WorkerSimulation({}, LAG);
    simulation.aws.fail({ action: 'RunInstances', effect: 'reset' });
    simulation.aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity' });

    const result = await simulation.client.createInstances(INPUT);

    expect(result.instances.map(({ instanceType }) => instanceType)).toEqual(['m5.metal', 'm5.metal']);
    expect(result.attempts[0]?.error).toMatchObject({ kind: 'insufficient-capacity' });
    expect(await everything(simulation)).toHaveLength(2);
  });

  it('counts for a single launch as well', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'RunInstances', effect: 'reset' });
    simulation.aws.fail({ action: 'RunInstances', code: 'VcpuLimitExceeded' });

    const error = await failure(simulation.client.createInstance(LAUNCH));

    expect(error).toMatchObject({ kind: 'quota-exceeded', code: 'VcpuLimitExceeded' });
  });

  it('leaves the outcome open where nobody may look', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'RunInstances', effect: 'lost-reply' });
    simulation.aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity' });
    simulation.aws.fail({ action: 'DescribeInstances', code: 'UnauthorizedOperation' });

    const error = await failure(simulation.client.createInstances(INPUT));

    expect(error).toMatchObject({
      kind: 'launch-failed',
      result: { attempts: [{ instanceType: 'c5.metal' }] },
    });
    expect(error.message).toContain('a reply was lost, and the repetition was refused');
    expect(error.clientToken).toEqual(expect.any(String));
  });

  it('is suspected of an SDK client that was handed in, since it repeats requests by itself', async () => {
    const simulation = new WorkerSimulation({}, LAG);
    const { aws, clock } = simulation;
    const ec2 = new EC2Client({
      region: 'us-east-1',
      requestHandler: aws.requestHandler,
      credentials: aws.credentials,
      maxAttempts: 2,
    });
    const client = simulation.connect({ ec2, region: undefined, clock });
    aws.fail({ action: 'RunInstances', effect: 'lost-reply' });
    aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity' });

    const result = await client.createInstances(INPUT);

    expect(result).toMatchObject({ complete: true, attempts: [{ launched: 2 }] });
    expect(await everything(simulation)).toHaveLength(2);
  });
});

describe('the advice on a launch that nobody knows the outcome of', () => {
  it.each([
    [
      'to give the token again, where that is the first of the launch',
      {},
      0,
      'Launch again with clientToken "',
    ],
    [
      'to search by the token, where another choice may be free by now',
      {},
      1,
      'listInstances({ clientTokens: ["',
    ],
    ['to give the key again, where there is one', { launchKey: 'lab-7' }, 1, 'with the same launchKey'],
  ])('is %s', async (_, more, refusals, advice) => {
    const simulation = new WorkerSimulation();
    const action = 'RunInstances';
    if (refusals > 0) simulation.aws.fail({ action, code: 'InsufficientInstanceCapacity', times: refusals });
    simulation.aws.fail({ action, effect: 'html-502', times: Infinity });

    const error = await failure(simulation.client.createInstances({ ...INPUT, ...more }));

    expect(error.message).toContain(advice);
  });
});

describe('a launch whose instances EC2 shows one after the other', () => {
  it('is asked for once more by its token, and only tells what it has found if that fails', async () => {
    const simulation = new WorkerSimulation({ maxAttempts: 1 });
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.metal', instances: 1 });
    aws.fail({ action: 'RunInstances', effect: 'lost-reply' });
    aws.fail({ action: 'RunInstances', effect: 'html-502' });

    const result = await client.createInstances(INPUT);

    expect(result).toMatchObject({ complete: false, failures: [{ count: 1 }] });
    expect(result.attempts).toMatchObject([{ instanceType: 'c5.metal', launched: 1 }]);
    expect(result.failures[0]?.error).toMatchObject({ kind: 'service-unavailable' });
  });

  it('tells what it has found when it is aborted while it asks once more', async () => {
    const simulation = new WorkerSimulation({ maxAttempts: 1 });
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.metal', instances: 1 });
    aws.fail({ action: 'RunInstances', effect: 'lost-reply' });
    aws.fail({ action: 'RunInstances', effect: 'stall' });
    const controller = new AbortController();
    const launch = failure(client.createInstances(INPUT, { abortSignal: controller.signal }));
    while (!simulation.actions.includes('DescribeInstances')) await turns();
    await turns();

    controller.abort();

    const error = await launch;
    const [worker] = await client.listInstances();
    expect(error).toMatchObject({ kind: 'aborted', clientToken: worker?.clientToken });
    expect(error.instanceIds).toEqual([worker?.instanceId]);
  });

  it('keeps what it has found when the answer to the same token names nothing', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    const { clock } = simulation;
    const context = {
      region: 'us-east-1',
      clock,
      launchGraceSeconds: 30,
      ec2: { launch: () => Promise.resolve([]), list: () => [[worker]] },
    } as unknown as WorkerContext;
    const specification = { input: LAUNCH, count: 2, clientToken: 'token-1' } as LaunchSpecification;

    const outcome = await attemptLaunch(context, { operation: 'createInstances' }, specification, 'token');

    expect(outcome).toMatchObject({ kind: 'unknown', instances: [{ instanceId: worker.instanceId }] });
  });
});
