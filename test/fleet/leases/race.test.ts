import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DynamoDbLeaseStore } from 'ec2-worker-client/fleet';
import { SimulatedAws } from 'ec2-worker-client/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { LeaseSimulation, TABLE } from './lease-simulation.js';
import { schedule, type Turn } from './scheduler.js';

const SCRIPT = fileURLToPath(new URL('./scheduler-process.ts', import.meta.url));
const SCHEDULERS = 50;
const TURNS = 3;
const WORKERS = Array.from({ length: 20 }, (_, index) => `instance/us-east-1/i-${index}`);

/** No worker was had by two at once, and the tokens tell in which order it was had. */
function expectNoSharing(turns: readonly Turn[]): void {
  for (const worker of WORKERS) {
    const had = turns.filter((turn) => turn.worker === worker);
    const inOrder = had.toSorted((one, other) => one.token - other.token);
    for (const [index, turn] of inOrder.entries()) {
      const before = inOrder[index - 1];
      if (before === undefined) continue;
      expect(turn.token).toBeGreaterThan(before.token);
      expect(turn.from).toBeGreaterThanOrEqual(before.to);
    }
  }
}

describe(`${SCHEDULERS} schedulers that race for ${WORKERS.length} workers`, () => {
  const served = new SimulatedAws();
  afterAll(() => served.close());

  it('never share one, and all have their turns', { timeout: 60_000 }, async () => {
    const simulation = await LeaseSimulation.start({ autoAdvance: true });
    const { clock } = simulation;
    const startedAt = clock.now();
    const plan = { workers: WORKERS, turns: TURNS, holdMs: 10_000, clock, now: () => clock.now() };
    // A lost reply here and there must not give a worker to two, nor keep it from all.
    for (let lost = 0; lost < 10; lost += 1) {
      simulation.aws.fail({ action: 'UpdateItem', effect: 'lost-reply' });
    }

    const turns = await Promise.all(
      Array.from({ length: SCHEDULERS }, (_, index) =>
        schedule(simulation.open({ maxAttempts: 12 }), { ...plan, owner: `scheduler-${index}` }),
      ),
    );

    expect(turns.map(({ length }) => length)).toEqual(Array.from({ length: SCHEDULERS }, () => TURNS));
    expectNoSharing(turns.flat());
    // 150 turns of ten seconds on twenty workers are 75 s of work; nobody waited for an expiry of 60 s on top.
    expect(clock.now() - startedAt).toBeLessThan(200_000);
  });

  it('never share one in processes of their own', { timeout: 60_000 }, async () => {
    const { url } = await served.listen();
    const { credentials } = served;
    const store = new DynamoDbLeaseStore({
      tableName: TABLE,
      endpoint: url,
      credentials,
      region: 'us-east-1',
    });
    await Promise.all([store.createTable(), served.advance(5_000)]);
    const run = async (process: number) => {
      const owners = Array.from({ length: 10 }, (_, index) => `scheduler-${process}-${index}`);
      const plan = {
        owners,
        workers: WORKERS.slice(0, 8),
        turns: TURNS,
        holdMs: 20,
        tableName: TABLE,
        endpoint: url,
        credentials,
      };
      const { stdout } = await promisify(execFile)(globalThis.process.execPath, [
        '--import',
        'tsx',
        SCRIPT,
        JSON.stringify(plan),
      ]);
      return JSON.parse(stdout) as Record<string, Turn[]>;
    };

    const turns = await Promise.all([run(0), run(1)]);

    const byOwner = turns.flatMap((had) => Object.entries(had));
    expect(byOwner.map(([, had]) => had.length)).toEqual(Array.from({ length: 20 }, () => TURNS));
    expectNoSharing(byOwner.flatMap(([, had]) => had));
    store.destroy();
  });
});
