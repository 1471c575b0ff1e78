import type { FleetWorker, ReleaseOptions, WorkerFleet } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { FleetStage } from '../fleet-stage.js';
import { type Death, MortalProcess } from './mortal-process.js';
import { SharedLeases } from './shared-leases.js';

const LAB = { lab: 'bgp-101', student: 'ada' };
const MODES = [
  { name: 'without leases', withLeases: false },
  { name: 'with leases', withLeases: true },
] as const;

/** Every way to be killed during something, until it is so late that it is done before. */
function* deaths(): Generator<Death> {
  for (let atRequest = 1; atRequest < 100; atRequest += 1) {
    yield { atRequest, arrives: false };
    yield { atRequest, arrives: true };
  }
}

interface Scene {
  readonly stage: FleetStage;
  readonly leases: SharedLeases | undefined;
  /** A process that lives on. */
  readonly survivor: MortalProcess;
}

async function prepare(withLeases: boolean): Promise<Scene> {
  const stage = new FleetStage();
  await stage.addMany(2);
  const leases = withLeases ? new SharedLeases(stage.clock) : undefined;
  return { stage, leases, survivor: new MortalProcess(stage, leases) };
}

/** Does something in a process that is killed over it, then proves what has to hold, for every moment of it. */
async function killEverywhere(
  withLeases: boolean,
  work: (fleet: WorkerFleet, scene: Scene) => Promise<unknown>,
  prove: (scene: Scene) => Promise<void>,
): Promise<number> {
  for (const death of deaths()) {
    const scene = await prepare(withLeases);
    const victim = new MortalProcess(scene.stage, scene.leases, death);
    const end = await victim.run((fleet) => work(fleet, scene));
    await prove(scene);
    if (end !== 'killed' && !victim.isDead) return death.atRequest;
  }
  throw new Error('It never came to its end.');
}

const labsOf = (workers: readonly FleetWorker[]): string[] =>
  workers.flatMap(({ assignment }) => (assignment === undefined ? [] : [assignment.lab])).sort();

/** Both workers can be had, which could not be if one were locked for ever. */
async function expectRoomFor(scene: Scene, count: number): Promise<void> {
  const { fleet } = scene.survivor;
  const others = await Promise.all(
    Array.from({ length: count + 1 }, (_, index) => fleet.acquire({}, { lab: `other-${index}` })),
  );
  expect(others.filter((worker) => worker !== undefined)).toHaveLength(count);
}

describe.each(MODES)('a process that is killed, $name,', ({ withLeases }) => {
  it('over an acquire takes one worker in the end, and locks none', async () => {
    const moments = await killEverywhere(
      withLeases,
      (fleet) => fleet.acquire({}, LAB),
      async (scene) => {
        const again = await scene.survivor.fleet.acquire({}, LAB);

        const { workers } = await scene.survivor.fleet.list();
        expect(again).toMatchObject({ healthy: true, assignment: LAB });
        expect(labsOf(workers)).toEqual([LAB.lab]);
        await expectRoomFor(scene, 1);
        expect(scene.leases?.held ?? []).toEqual([]);
      },
    );
    expect(moments).toBeGreaterThan(5);
  }, 120_000);

  it('over an assign leaves a worker that is either free or whole', async () => {
    await killEverywhere(
      withLeases,
      async (fleet, { survivor }) => {
        const { workers } = await survivor.fleet.list();
        return await fleet.assign(workers[0] as FleetWorker, LAB);
      },
      async ({ survivor }) => {
        const { workers } = await survivor.fleet.list();
        const before = labsOf(workers);
        const again = await survivor.fleet.assign(workers[0] as FleetWorker, LAB);

        expect([[], [LAB.lab]]).toContainEqual(before);
        expect(again.assignment).toMatchObject({ ...LAB, autoShutdown: 'true' });
        expect(again.assignment?.startedAt).toBeInstanceOf(Date);
        expect(labsOf((await survivor.fleet.list()).workers)).toEqual([LAB.lab]);
      },
    );
  }, 120_000);

  it.each(['keep', 'stop', 'terminate'] as const)(
    'over a release to %s ends it in the end',
    async (then) => {
      const options: ReleaseOptions = { then, lab: LAB.lab };
      const assigned = new WeakMap<Scene, FleetWorker>();
      const moments = await killEverywhere(
        withLeases,
        async (fleet, scene) => {
          const worker = (await scene.survivor.fleet.acquire({}, LAB)) as FleetWorker;
          assigned.set(scene, worker);
          return await fleet.release(worker, options);
        },
        async (scene) => {
          const worker = assigned.get(scene) as FleetWorker;
          await scene.survivor.fleet.release(worker, options);
          await scene.survivor.fleet.release(worker, options);

          const now = await scene.stage.client.getInstanceDetails(worker);
          expect(now.tags).not.toHaveProperty('AssignedLab');
          expect(
            { keep: ['running'], stop: ['stopping', 'stopped'], terminate: ['shutting-down', 'terminated'] }[
              then
            ],
          ).toContain(now.instanceState);
          await expectRoomFor(scene, then === 'keep' ? 2 : 1);
        },
      );
      expect(moments).toBeGreaterThan(then === 'keep' ? 2 : 3);
    },
    120_000,
  );

  it('between clearing and stopping lets another lab have the worker, which a repeated release leaves alone', async () => {
    const stage = new FleetStage();
    const worker = await stage.add();
    const leases = withLeases ? new SharedLeases(stage.clock) : undefined;
    const survivor = new MortalProcess(stage, leases);
    await survivor.fleet.assign(worker, LAB);
    stage.aws.clearRequests();
    stage.aws.fail({ action: 'StopInstances', effect: 'reset', times: Number.POSITIVE_INFINITY });
    await expect(survivor.fleet.release(worker, { then: 'stop', lab: LAB.lab })).rejects.toThrow();
    stage.aws.clearFaults();
    await survivor.fleet.assign(worker, { lab: 'ospf-1' });

    await expect(survivor.fleet.release(worker, { then: 'stop', lab: LAB.lab })).rejects.toMatchObject({
      kind: 'worker-assigned',
      assignedLab: 'ospf-1',
    });
    expect((await survivor.fleet.get(worker)).healthy).toBe(true);
  });
});
