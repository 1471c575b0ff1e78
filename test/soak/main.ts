import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ManualClock } from 'ec2-worker-client/testing';
import { FastClock } from '../../examples/demo/fast-clock.js';
import { growthOf, type HeapSample, leftOpen, sampleHeap } from './heap.js';
import { type FuzzResult, formatPage, formatTally, type SoakReport } from './report.js';
import { LIVES_A_ROUND, runSoak, type SoakPlan, type SoakResult } from './run-soak.js';

/**
 * Has workers live in bad weather, and feeds what reads other people's data with whatever there is.
 *
 * `npm run soak` does all of it and writes the page of the docs. `-- --lives 200` or `-- --seed 7` soaks only, so
 * many lives or from another seed, and `-- --fuzz` fuzzes only; then nothing is written.
 */

const USUAL_SEED = 20_261_124;
const USUAL_LIVES = 2_000;
const HTTP_LIVES = 100;

/** Fewer than a life makes of anything that is remembered for good. */
const MOST_OBJECTS_A_LIFE = 1;

/** Any time will do, as long as it is the same for a seed. */
const BEGIN = Date.UTC(2026, 0, 1);

const { values } = parseArgs({
  options: { seed: { type: 'string' }, lives: { type: 'string' }, fuzz: { type: 'boolean', default: false } },
});
const seed = Number(values.seed ?? USUAL_SEED);
const lives = Number(values.lives ?? USUAL_LIVES);
const isWhole = values.seed === undefined && values.lives === undefined && !values.fuzz;
const handlesBefore = process.getActiveResourcesInfo();

console.log(`seed ${seed}`);
const report: SoakReport | undefined = values.fuzz ? undefined : await soakAll();
const fuzz: readonly FuzzResult[] = isWhole || values.fuzz ? await fuzzAll() : [];
if (isWhole && report !== undefined) {
  const page = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));
  await writeFile(page, formatPage(report, fuzz));
}
const defects = (report?.defects ?? 0) + fuzz.filter(({ failure }) => failure !== undefined).length;
console.log(`\n${defects} defects`);
process.exitCode = defects === 0 ? 0 : 1;

async function soakAll(): Promise<SoakReport> {
  const heap: HeapSample[] = [];
  const simulated = await soakOnce('in process', lives, {
    seed,
    lives,
    clock: new ManualClock({ autoAdvance: true, now: BEGIN }),
    afterRound: (done) => {
      const sample = sampleHeap();
      heap.push(sample);
      console.log(`${done} lives, ${(sample.bytes / 1e6).toFixed(1)} MB in ${sample.objects} objects`);
    },
  });
  const growth = growthOf(heap.map(({ objects }) => objects)) / LIVES_A_ROUND;
  if (growth > MOST_OBJECTS_A_LIFE)
    simulated.tally.noteDefect('memory leaks', `${growth.toFixed(1)} objects a life`);
  const plan = { seed, clock: new FastClock(60), overHttp: true, restsBetween: false, atATime: 50 };
  const overHttp = await soakOnce('over HTTP', HTTP_LIVES, { ...plan, lives: Math.min(HTTP_LIVES, lives) });
  const handles = await leftOpen(handlesBefore);
  for (const name of handles) overHttp.tally.noteDefect('handles left', name);
  const defectCount = simulated.tally.defectCount + overHttp.tally.defectCount;
  return { seed, simulated, overHttp, heap, defects: defectCount };
}

async function soakOnce(name: string, count: number, plan: SoakPlan): Promise<SoakResult> {
  console.log(`\n${name}, ${count} lives …`);
  const result = await runSoak(plan);
  console.log(formatTally(result));
  return result;
}

async function fuzzAll(): Promise<readonly FuzzResult[]> {
  // Loaded late, so that the memory of the soak is that of the soak.
  const { FUZZ_TARGETS } = await import('../fuzz/fuzz-targets.js');
  const results: FuzzResult[] = [];
  for (const { name, promise, manyRuns, run } of FUZZ_TARGETS) {
    const failure = await run(manyRuns, seed).then(
      () => undefined,
      (thrown: unknown) => String(thrown),
    );
    console.log(`${name}: ${manyRuns} inputs, ${failure ?? 'no crash and no hang'}`);
    results.push({ name, promise, runs: manyRuns, failure });
  }
  return results;
}
