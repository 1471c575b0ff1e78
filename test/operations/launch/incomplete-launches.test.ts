import { InsufficientCapacityError, launchChoices } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { input, launchFailure, requestsOf, simulate } from './launch-simulation.js';
import { watchedHandler } from './watched-handler.js';

describe('minCount', () => {
  it('not reached is an error that has the instances and the attempts', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });

    const error = await launchFailure(client.createInstances(input({ count: 4, minCount: 3 })));

    const ids = error.result.instances.map(({ instanceId }) => instanceId);
    expect(ids).toHaveLength(2);
    expect(error).toMatchObject({
      kind: 'launch-failed',
      instanceIds: ids,
      code: 'InsufficientInstanceCapacity',
      fallbackScope: 'type',
      retryable: true,
    });
    expect(error.message).toContain('2 of 4 instances were launched');
    expect(await client.listInstances()).toHaveLength(2);
  });

  it('not reached takes back what was launched, if told to', async () => {
    const { simulation } = simulate({ timing: { visibleAfterMs: 3_000 } });
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });

    const error = await launchFailure(
      client.createInstances(input({ count: 4, minCount: 3, rollback: true })),
    );

    expect(error.result).toMatchObject({ instances: [], complete: false, failures: [{ count: 2 }] });
    expect(error.result.rolledBack).toHaveLength(2);
    expect(error.message).toContain('The rollback has terminated 2 of them.');
    await aws.advance(60_000);
    const left = await client.listInstances({ includeTerminated: true });
    expect(left.map(({ instanceState }) => instanceState)).toEqual(['terminated', 'terminated']);
  });

  it('tells what the rollback could not take back', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });

    const error = await launchFailure(
      client.createInstances(input({ count: 4, minCount: 3, rollback: true, terminationProtection: true })),
    );

    expect(error.result.instances).toHaveLength(2);
    expect(error.result.rolledBack).toEqual([]);
    expect(error.instanceIds).toHaveLength(2);
  });

  it('of 0 makes even nothing a result', async () => {
    const { simulation } = simulate();
    simulation.aws.setCapacity({ instances: 0 });

    const result = await simulation.client.createInstances(input({ count: 2, minCount: 0 }));

    expect(result).toMatchObject({ instances: [], complete: false, failures: [{ count: 2 }] });
  });

  it('is 1 by default', async () => {
    const { simulation } = simulate();
    simulation.aws.setCapacity({ instances: 0 });

    const error = await launchFailure(simulation.client.createInstances(input({ count: 2 })));

    expect(error.cause).toBeInstanceOf(InsufficientCapacityError);
    expect(requestsOf(simulation)).toHaveLength(1);
  });
});

describe('a launch that nobody knows the outcome of', () => {
  it('is not followed by another choice, which might launch once too often', async () => {
    const { simulation } = simulate();
    simulation.aws.fail({ action: 'RunInstances', effect: 'html-502', times: Infinity });
    const choices = launchChoices({ instanceTypes: ['c5.metal', 'm5.metal'] });

    const error = await launchFailure(simulation.client.createInstances(input({ choices })));

    expect(error.result.attempts).toHaveLength(1);
    expect(error.clientToken).toBe(error.result.attempts[0]?.clientToken);
    expect(error.message).toContain('Launch again with clientToken');
  });

  it('is found whole by its token, although EC2 shows its instances one after the other', async () => {
    const { simulation } = simulate();
    const { aws, client } = simulation;
    aws.fail({ action: 'RunInstances', effect: 'lost-reply', times: 4 });
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 2 });
    const choices = launchChoices({ instanceTypes: ['c5.2xlarge', 'm5.2xlarge'] });

    const result = await client.createInstances(input({ count: 3, choices }));

    expect(result.complete).toBe(true);
    expect(await client.listInstances()).toHaveLength(3);
    // Two were found, which need not be all: the token was asked for once more, and told that they are.
    expect(requestsOf(simulation).map(({ type, count }) => [type, count])).toEqual([
      ...Array.from({ length: 5 }, () => ['c5.2xlarge', 3]),
      ['m5.2xlarge', 1],
    ]);
  });
});

describe('an aborted launch', () => {
  it('tells what it has launched, and sends nothing more', async () => {
    const { simulation } = simulate({ autoAdvance: false });
    const { aws } = simulation;
    aws.setCapacity({ instanceType: 'c5.2xlarge', instances: 1 });
    // The second request is throttled, and waits when the abort comes.
    const client = simulation.connect({
      requestHandler: watchedHandler(aws.requestHandler, async (send) => {
        const reply = await send();
        aws.fail({ action: 'RunInstances', code: 'RequestLimitExceeded' });
        return reply;
      }),
    });
    const controller = new AbortController();
    const choices = launchChoices({ instanceTypes: ['c5.2xlarge', 'm5.2xlarge'] });
    const launch = failure(
      client.createInstances(input({ count: 2, choices, rollback: true }), {
        abortSignal: controller.signal,
      }),
    );
    await aws.advance(0);

    controller.abort(new Error('enough'));

    const error = await launch;
    const [worker] = await simulation.client.listInstances();
    expect(error).toMatchObject({ kind: 'aborted', instanceIds: [worker?.instanceId] });
    expect(error.message).toContain(worker?.instanceId);
    expect(requestsOf(simulation)).toHaveLength(2);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });
});
