import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Step, StepOutcome } from './step.js';

const SCRIPT = fileURLToPath(new URL('./run_steps.py', import.meta.url));

/** The programs that know how to carry steps out. */
export type StepProgram = 'boto3' | 'awscli';

/** What there is on a server before the first step, by the names that steps have for it. */
export interface StepBindings {
  readonly image: string;
}

/** Has a program carry out steps one after another, and tells what it saw of each. */
export function carryOutSteps(
  program: StepProgram,
  steps: readonly Step[],
  bindings: StepBindings,
  variables: Readonly<Record<string, string>>,
): Promise<readonly StepOutcome[]> {
  const plan = { program, steps, bindings: { ...bindings, ...times() } };
  return new Promise((resolve, reject) => {
    const child = spawn('python3', [SCRIPT], { env: { ...process.env, ...variables } });
    let out = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      if (exitCode === 0) resolve(JSON.parse(out) as StepOutcome[]);
      else reject(new Error(`${program} ended with ${String(exitCode)}:\n${errors}`));
    });
    child.stdin.end(JSON.stringify(plan));
  });
}

function times(): Readonly<Record<string, string>> {
  const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  return { now: ago(0), fiveMinutesAgo: ago(5), hourAgo: ago(60) };
}
