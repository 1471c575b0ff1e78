import { InvalidParameterError, RequestBudget } from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { documentedRate } from '../../src/aws/request-rates.js';
import { turns } from '../client/worker-simulation.js';

const region = 'us-east-1';
const RATE = { capacity: 5, refillPerSecond: 2 };

function prepare(options: ConstructorParameters<typeof RequestBudget>[0] = {}) {
  const clock = new ManualClock({ now: 0, autoAdvance: true });
  return { clock, budget: new RequestBudget({ clock, share: 1, ...options }) };
}

/** How many requests of an action pass at once. */
function burst(budget: RequestBudget, cost: Parameters<RequestBudget['tryEnter']>[0]): number {
  let count = 0;
  while (count < 2_000 && budget.tryEnter(cost)) count += 1;
  return count;
}

describe('a request budget', () => {
  it.each([
    ['ec2:DescribeInstances', {}, 100],
    ['ec2:DescribeInstances', { unfiltered: true }, 50],
    ['ec2:DescribeInstanceStatus', { unfiltered: true }, 50],
    ['ec2:GetConsoleOutput', {}, 100],
    ['ec2:StopInstances', {}, 50],
    ['ec2:RebootInstances', {}, 50],
    ['ec2:ModifyInstanceAttribute', {}, 50],
    ['ec2:CreateTags', {}, 100],
    ['ec2:DeleteTags', {}, 100],
    ['ec2:RunInstances', {}, 5],
    ['ec2:StartInstances', {}, 5],
    ['ec2:TerminateInstances', {}, 100],
    ['cloudwatch:GetMetricData', {}, 50],
    ['cloudwatch:ListMetrics', {}, 25],
    ['sts:GetCallerIdentity', {}, 2_000],
  ])("lets as many of %s (%o) pass at once as AWS's bucket holds", (action, options, capacity) => {
    const { budget } = prepare();

    expect(burst(budget, { action, region, ...options })).toBe(capacity);
  });

  it.each([
    ['ec2:DescribeInstances', false, 20],
    ['ec2:DescribeInstances', true, 10],
    ['ec2:StopInstances', false, 5],
    ['ec2:CreateTags', false, 10],
    ['ec2:RunInstances', false, 2],
    ['ec2:StartInstances', false, 2],
    ['ec2:TerminateInstances', false, 5],
  ])('refills that of %s (unfiltered: %s) as AWS does', (action, unfiltered, perSecond) => {
    expect(documentedRate(action, unfiltered)?.requests.refillPerSecond).toBe(perSecond);
  });

  it.each([
    ['ec2:RunInstances', 2],
    ['ec2:StartInstances', 2],
    ['ec2:StopInstances', 20],
    ['ec2:TerminateInstances', 20],
  ])('counts the instances of %s, too', async (action, perSecond) => {
    const { budget, clock } = prepare();
    await budget.enter({ action, region, instances: 1_000 });

    await budget.enter({ action, region, instances: 100 });

    expect(clock.now()).toBe((100 / perSecond) * 1_000);
  });

  it('leaves a share to other tools', () => {
    const { budget } = prepare({ share: 0.5 });

    expect(burst(budget, { action: 'ec2:DescribeInstances', region })).toBe(50);
    expect(burst(new RequestBudget(), { action: 'ec2:DescribeInstances', region })).toBe(95);
  });

  it('goes by rates that AWS has raised', () => {
    const requests = { capacity: 20, refillPerSecond: 10 };
    const { budget } = prepare({ rates: { 'ec2:RunInstances': { requests } } });

    expect(burst(budget, { action: 'ec2:RunInstances', region })).toBe(20);
  });

  it('keeps regions and actions apart', () => {
    const { budget } = prepare();
    burst(budget, { action: 'ec2:RunInstances', region });

    expect(budget.tryEnter({ action: 'ec2:StartInstances', region })).toBe(true);
    expect(budget.tryEnter({ action: 'ec2:RunInstances', region: 'eu-west-1' })).toBe(true);
    expect(budget.tryEnter({ action: 'ec2:RunInstances', region })).toBe(false);
  });

  it('makes the next ones wait, in turn', async () => {
    const { budget, clock } = prepare();
    const cost = { action: 'ec2:RunInstances', region };
    const times = await Promise.all(
      Array.from({ length: 8 }, () => budget.enter(cost).then(() => clock.now())),
    );

    expect(times).toEqual([0, 0, 0, 0, 0, 500, 1_000, 1_500]);
  });

  it('gives the place of a request back whose instances are not waited for to the end', async () => {
    const { budget, clock } = prepare();
    const cost = { action: 'ec2:StopInstances', region, instances: 1_000 };
    await budget.enter(cost);
    const controller = new AbortController();
    const waiting = budget.enter(cost, controller.signal);
    await turns();

    controller.abort('enough');

    await expect(waiting).rejects.toBe('enough');
    await clock.sleep(60_000);
    expect(burst(budget, { action: 'ec2:StopInstances', region })).toBe(50);
  });

  it.each([Number.NaN, -1])('refuses %d instances, which would hold up all others', async (instances) => {
    const { budget } = prepare();
    const cost = { action: 'ec2:StopInstances', region, instances };

    await expect(budget.enter(cost)).rejects.toMatchObject({
      kind: 'invalid-parameter',
      parameter: 'instances',
    });
    expect(() => budget.tryEnter(cost)).toThrow(InvalidParameterError);
    expect(burst(budget, { action: 'ec2:StopInstances', region })).toBe(50);
  });

  it('halves the rate of an action that AWS has refused', async () => {
    const { budget, clock } = prepare();
    const cost = { action: 'ec2:DescribeInstances', region };

    budget.noteThrottled(cost, clock.now());
    await budget.enter(cost);

    // A second's pause, and a token at ten a second.
    expect(clock.now()).toBe(1_100);
    expect(budget.tryEnter({ ...cost, action: 'ec2:DescribeInstanceStatus' })).toBe(true);
  });

  it.each([
    [{ share: 0 }, 'share'],
    [{ share: 1.1 }, 'share'],
    [{ share: Number.NaN }, 'share'],
    [
      { rates: { 'ec2:RunInstances': { requests: { capacity: 0, refillPerSecond: 1 } } } },
      'rates.ec2:RunInstances.requests',
    ],
    [
      { rates: { 'ec2:RunInstances': { requests: { capacity: 1, refillPerSecond: 0 } } } },
      'rates.ec2:RunInstances.requests',
    ],
    [
      { rates: { 'ec2:RunInstances': { instances: { capacity: 1, refillPerSecond: 1 } } } },
      'rates.ec2:RunInstances.requests',
    ],
    [{ rates: { 'ec2:RunInstances': { requests: 5 } } }, 'rates.ec2:RunInstances.requests'],
    [{ rates: { 'ec2:RunInstances': undefined } }, 'rates.ec2:RunInstances.requests'],
    [
      { rates: { 'ec2:StopInstances': { requests: RATE, instances: { capacity: 0, refillPerSecond: 1 } } } },
      'rates.ec2:StopInstances.instances',
    ],
    [{ rates: { RunInstances: { requests: RATE } } }, 'rates'],
  ])('refuses %o', (given, parameter) => {
    const options = given as ConstructorParameters<typeof RequestBudget>[0];

    expect(() => new RequestBudget(options)).toThrow(InvalidParameterError);
    expect(() => new RequestBudget(options)).toThrow(expect.objectContaining({ parameter }) as Error);
  });
});
