import { Ec2WorkerError } from 'ec2-worker-client';
import type { FleetWorker, LabRequest, LeaseStore, WorkerFleet } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { FleetStage } from '../fleet-stage.js';
import { LEASE_WORLDS } from './lease-worlds.js';

const labOf = (index: number) => ({ lab: `lab-${index}`, student: `student-${index}` });

/** Another process that may assign workers. */
const processOf = (stage: FleetStage, leases: LeaseStore): WorkerFleet =>
  stage.fleetOf({ client: stage.connect(), leases });

/** Lets labs race for workers, of which there are fewer, and proves that no two have got the same one. */
async function race(stage: FleetStage, workers: number, schedulers: readonly WorkerFleet[]): Promise<void> {
  const got = await Promise.all(schedulers.map((fleet, index) => acquireAtLast(fleet, labOf(index))));
  stage.aws.clearFaults();

  const ids = got.flatMap((worker) => (worker === undefined ? [] : [worker.instanceId]));
  expect(ids).toHaveLength(workers);
  expect(new Set(ids).size).toBe(workers);
  const now = (await stage.fleet.list()).workers;
  for (const [index, worker] of got.entries()) {
    if (worker === undefined) continue;
    const { assignment } = now.find(({ instanceId }) => instanceId === worker.instanceId) ?? {};
    expect(assignment).toMatchObject(labOf(index));
  }
}

/** Bad luck may strike every attempt of a request; then its caller tries again, as it is told to. */
async function acquireAtLast(
  fleet: WorkerFleet,
  lab: LabRequest,
  tries = 5,
): Promise<FleetWorker | undefined> {
  try {
    return await fleet.acquire({}, lab);
  } catch (error) {
    if (!Ec2WorkerError.isInstance(error) || !error.retryable || tries === 1) throw error;
    return await acquireAtLast(fleet, lab, tries - 1);
  }
}

const everyNth = (n: number) => {
  let count = 0;
  return () => {
    count += 1;
    return count % n === 0;
  };
};

describe('schedulers that race for workers', () => {
  it('of one process never share one, and each gets an answer', async () => {
    const stage = new FleetStage();
    await stage.addMany(20);

    await race(
      stage,
      20,
      Array.from({ length: 50 }, () => stage.fleet),
    );
  });
});

describe.each(LEASE_WORLDS)('schedulers of many processes with $name', ({ start }) => {
  it('never share a worker for which they race, and each gets an answer', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(20);
    const open = await start(stage);

    await race(
      stage,
      20,
      Array.from({ length: 50 }, () => processOf(stage, open())),
    );

    const store = open();
    const keys = workers.map(({ instanceId }) => `instance/us-east-1/${instanceId}`);
    expect(await Promise.all(keys.map((key) => store.read(key)))).toEqual(keys.map(() => undefined));
    // Whoever assigned a worker did it under a lease.
    const tokens = (await stage.fleet.list()).workers.map(({ tags }) => Number(tags['AssignmentToken']));
    expect(tokens.filter((token) => Number.isSafeInteger(token) && token > 0)).toHaveLength(20);
  }, 120_000);

  it('never share one where replies are lost and requests throttled', async () => {
    const stage = new FleetStage();
    await stage.addMany(8);
    const open = await start(stage);
    const times = Number.POSITIVE_INFINITY;
    stage.aws.fail({ action: 'CreateTags', effect: 'lost-reply', when: everyNth(3), times });
    stage.aws.fail({ action: 'UpdateItem', effect: 'lost-reply', when: everyNth(5), times });
    stage.aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded', when: everyNth(7), times });

    await race(
      stage,
      8,
      Array.from({ length: 20 }, () => processOf(stage, open())),
    );
  }, 120_000);

  it('get the same worker for the same lab', async () => {
    const stage = new FleetStage();
    await stage.addMany(3);
    const open = await start(stage);
    const fleets = Array.from({ length: 8 }, () => processOf(stage, open()));

    const got = await Promise.all(fleets.map((fleet) => fleet.acquire({}, labOf(1))));

    expect(new Set(got.map((worker) => worker?.instanceId)).size).toBe(1);
    expect((await stage.fleet.listAvailable()).workers).toHaveLength(2);
  });
});
