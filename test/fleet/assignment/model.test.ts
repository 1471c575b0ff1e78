import type { WorkerInstance } from 'ec2-worker-client';
import type { WorkerFleet } from 'ec2-worker-client/fleet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FleetStage } from '../fleet-stage.js';
import { type Death, MortalProcess } from './mortal-process.js';
import { SharedLeases } from './shared-leases.js';

const WORKERS = 3;

const lab = fc.integer({ min: 1, max: 4 }).map((number) => `lab-${number}`);
const worker = fc.nat({ max: WORKERS - 1 });
const death: fc.Arbitrary<Death | undefined> = fc.option(
  fc.record({ atRequest: fc.integer({ min: 1, max: 12 }), arrives: fc.boolean() }),
  { nil: undefined },
);

const step = fc.oneof(
  fc.record({ verb: fc.constant('assign' as const), lab, worker, death }),
  fc.record({ verb: fc.constant('acquire' as const), lab, worker, death }),
  fc.record({ verb: fc.constant('release' as const), lab, worker, death }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What has to be true of the labs of workers: who has what, by the plainest rules. */
class Model {
  readonly #labs: (string | undefined)[] = new Array<string | undefined>(WORKERS).fill(undefined);

  get labs(): readonly (string | undefined)[] {
    return this.#labs;
  }

  /** Which outcome a step has to have; of an acquire, which workers it may get. */
  expect({ verb, lab: wanted, worker: index }: Step): readonly unknown[] {
    const held = this.#labs.flatMap((lab, of) => (lab === wanted ? [of] : []));
    const free = this.#labs.flatMap((lab, of) => (lab === undefined ? [of] : []));
    if (verb === 'acquire') return held.length > 0 ? held : free.length > 0 ? free : ['none'];
    const isOthers = this.#labs[index] !== undefined && this.#labs[index] !== wanted;
    return isOthers ? ['worker-assigned'] : [index];
  }

  carryOut({ verb, lab: wanted }: Step, outcome: unknown): void {
    if (typeof outcome === 'number') this.#labs[outcome] = verb === 'release' ? undefined : wanted;
  }
}

async function carryOut(
  fleet: WorkerFleet,
  workers: readonly WorkerInstance[],
  { verb, lab: wanted, worker: index }: Step,
): Promise<unknown> {
  const chosen = workers[index];
  if (chosen === undefined) throw new Error('There is no such worker.');
  const indexOf = (instanceId: string): number => workers.findIndex((one) => one.instanceId === instanceId);
  try {
    if (verb === 'assign') return indexOf((await fleet.assign(chosen, { lab: wanted })).instanceId);
    if (verb === 'release') return indexOf((await fleet.release(chosen, { lab: wanted })).instanceId);
    const got = await fleet.acquire({}, { lab: wanted });
    return got === undefined ? 'none' : indexOf(got.instanceId);
  } catch (error) {
    return (error as { readonly kind?: string }).kind ?? error;
  }
}

describe('assign, acquire and release', () => {
  it.each([false, true])(
    'in whatever order, killed anywhere and run again, are as the model has it; with leases: %s',
    async (withLeases) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
          const stage = new FleetStage();
          const workers = await stage.addMany(WORKERS);
          const leases = withLeases ? new SharedLeases(stage.clock) : undefined;
          const model = new Model();
          for (const one of steps) {
            if (one.death !== undefined) {
              const victim = new MortalProcess(stage, leases, one.death);
              await victim.run((fleet) => carryOut(fleet, workers, one));
            }
            const expected = model.expect(one);
            const { fleet } = new MortalProcess(stage, leases);
            const outcome = await carryOut(fleet, workers, one);

            expect(expected).toContain(outcome);
            model.carryOut(one, outcome);
            const { workers: now } = await stage.fleet.list();
            const labs = workers.map(
              ({ instanceId }) => now.find((each) => each.instanceId === instanceId)?.assignment?.lab,
            );
            expect(labs).toEqual(model.labs);
          }
          expect(leases?.held ?? []).toEqual([]);
        }),
        { numRuns: 12 },
      );
    },
    120_000,
  );
});
