import { Ec2WorkerClient, RequestBudget } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { Crowd, countFulfilled } from './crowd.js';

/** What EC2 allows, enforced by the simulation. */
const DOCUMENTED = { limits: { requests: 'documented' } } as const;

const refusals = ({ requests }: Crowd): number =>
  Object.entries(requests)
    .filter(([name]) => name.endsWith('RequestLimitExceeded'))
    .reduce((sum, [, count]) => sum + count, 0);

describe("a client under EC2's rates", () => {
  it('gets all of two thousand single calls through, none of them refused, about as fast as may be', async () => {
    const crowd = await Crowd.gather(500, { coalescing: false }, DOCUMENTED);
    const begin = crowd.simulation.clock.now();

    const outcomes = await Promise.all([0, 1, 2, 3].map(() => crowd.all((id) => crowd.client.getTags(id))));

    // A hundred at once, and twenty a second.
    const fastest = ((2_000 - 100) / 20) * 1_000;
    expect(outcomes.map(countFulfilled)).toEqual([500, 500, 500, 500]);
    expect(refusals(crowd)).toBeLessThanOrEqual(1);
    expect(crowd.simulation.clock.now() - begin).toBeLessThanOrEqual(1.1 * fastest);
  });

  it('starts no more instances at a time than EC2 allows', async () => {
    const crowd = await Crowd.gather(1_000, {}, DOCUMENTED);
    await crowd.all((id) => crowd.client.stopInstance(id));
    await crowd.simulation.aws.advance(60_000);
    crowd.simulation.aws.clearRequests();

    const outcomes = await crowd.all((id) => crowd.client.startInstance(id));

    expect(countFulfilled(outcomes)).toBe(1_000);
    expect(refusals(crowd)).toBe(0);
  });

  it('slows down when others use the rates up, and gets through all the same', async () => {
    const tight = { limits: { requests: { capacity: 10, refillPerSecond: 4 } } };
    const crowd = await Crowd.gather(150, { coalescing: false, maxAttempts: 10 }, tight);

    const outcomes = await crowd.all((id) => crowd.client.getTags(id));

    expect(countFulfilled(outcomes)).toBe(150);
    // Those that were under way when the first was refused.
    expect(refusals(crowd)).toBeLessThanOrEqual(100);
  });

  it('asks by filter once a read by a plain id was refused, which may be for the rate of reads without one', async () => {
    const { simulation, client, ids } = await Crowd.gather(1);
    const [id = ''] = ids;
    simulation.aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded' });

    await client.getInstanceDetails(id);

    const [plain, filtered] = simulation.aws.requests
      .filter(({ action }) => action === 'DescribeInstances')
      .map(({ parameters }) => JSON.stringify(parameters));
    expect(plain).not.toContain('Filter');
    expect(filtered).toContain('Filter');
  });

  it('shares a budget with another client of the account', async () => {
    const clock = new ManualClock({ autoAdvance: true });
    const aws = new SimulatedAws({ clock, ...DOCUMENTED });
    const budget = new RequestBudget({ clock });
    const connect = (): Ec2WorkerClient =>
      new Ec2WorkerClient({
        region: 'us-east-1',
        requestHandler: aws.requestHandler,
        credentials: aws.credentials,
        clock,
        budget,
      });
    const [one, other] = [connect(), connect()];

    const outcomes = await Promise.allSettled(
      Array.from({ length: 120 }, (_, index) => (index % 2 === 0 ? one : other).listInstances()),
    );

    expect(countFulfilled(outcomes)).toBe(120);
    expect(aws.requests.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  });

  it('keeps to no budget if told so, nor on an emulator of this machine', async () => {
    const [free, local] = [{ budget: false }, { endpoint: 'http://127.0.0.1:4566' }] as const;
    const crowds = [await Crowd.gather(1, free), await Crowd.gather(1, local), await Crowd.gather(1)];

    const waited = await Promise.all(
      crowds.map(async ({ client, simulation }) => {
        const begin = simulation.clock.now();
        await Promise.all(Array.from({ length: 120 }, () => client.listInstances()));
        return simulation.clock.now() - begin > 0;
      }),
    );

    expect(waited).toEqual([false, false, true]);
  });
});
