import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ProgramRun, root, runProgram } from './run-program.js';

/** Runs every example and the demo on the simulated AWS. Run by `npm run examples`. */

/** Not an example itself, but what the examples stand on. */
const GROUNDWORK = ['aws.ts', 'cml.ts'];

/** Most of an example's time is spent waiting. */
const AT_ONCE = 3;

const programs = [
  ...['examples', 'examples/guides'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.ts') && !GROUNDWORK.includes(name))
      .map((name) => `${folder}/${name}`),
  ),
  'examples/demo/main.ts',
];

const waiting = [...programs];
const failures: string[] = [];

async function runOneAfterAnother(): Promise<void> {
  for (let program = waiting.shift(); program !== undefined; program = waiting.shift()) {
    const run = await runProgram(program);
    const problem = problemOf(run);
    if (problem !== undefined) failures.push(program);
    console.log(`${problem === undefined ? '✔' : '✖'} ${run.seconds.toFixed(1).padStart(5)} s  ${program}`);
    if (problem !== undefined) console.log(`${problem}\n${run.stdout}${run.stderr}`);
  }
}

function problemOf({ exitCode, stdout, stderr }: ProgramRun): string | undefined {
  if (exitCode === undefined) return 'It did not end in time.';
  if (exitCode !== 0) return `It ended with exit code ${exitCode}.`;
  if (stdout.trim() === '') return 'It printed nothing.';
  if (stderr.trim() !== '') return 'It wrote to stderr.';
  return undefined;
}

await Promise.all(Array.from({ length: AT_ONCE }, runOneAfterAnother));
console.log(`${programs.length} programs, ${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
