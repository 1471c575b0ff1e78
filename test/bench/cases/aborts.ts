import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { AbortPhase } from '../abort-program.js';
import { atMost, count, milliseconds, type Row } from '../row.js';

const PROGRAM = fileURLToPath(new URL('../abort-program.ts', import.meta.url));

/** What Node itself takes to end. */
const MOST_LEFT_MS = 250;

const PHASES: readonly AbortPhase[] = [
  'queued',
  'under-way',
  'between-attempts',
  'waiting-for-budget',
  'waiting',
];

/** Aborts in each phase of a call, each in a process of its own. */
export async function aborts(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const phase of PHASES) {
    const { told, after, leftMs } = await abortIn(phase);
    if (told !== 'AbortError') throw new Error(`The call that was ${phase} ended with ${told}.`);
    const subject = `abort, ${phase.replaceAll('-', ' ')}`;
    rows.push(atMost(subject, 'requests after it', after, 0, count));
    rows.push(
      atMost(subject, 'from the last word to the end of the process', leftMs, MOST_LEFT_MS, milliseconds),
    );
  }
  return rows;
}

async function abortIn(phase: AbortPhase) {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, phase], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let printedAt = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    printedAt = performance.now();
  });
  await once(child, 'exit');
  const { told, after } = JSON.parse(output) as { told: string; after: number };
  return { told, after, leftMs: performance.now() - printedAt };
}
