import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

const require = createRequire(import.meta.url);
const tsx = join(dirname(require.resolve('tsx/package.json')), 'dist/cli.mjs');

/** How a program ended. */
export interface ProgramRun {
  /** `undefined` when it had to be ended. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs a TypeScript file of the project on its own, without a terminal, for a bounded time. */
export async function runProgram(
  path: string,
  options: {
    readonly words?: readonly string[];
    readonly timeoutMs?: number;
    /** Variables beside those of this process that have nothing to do with AWS. */
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<ProgramRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [tsx, path, ...(options.words ?? [])], {
    cwd: root,
    env: { ...withoutAwsVariables(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 60_000,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  return { exitCode: exitCode ?? undefined, stdout, stderr, seconds };
}

/** Whatever account this machine knows, a program under test must not find it. */
function withoutAwsVariables(): NodeJS.ProcessEnv {
  const variables = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return { ...Object.fromEntries(variables), AWS_EC2_METADATA_DISABLED: 'true' };
}
