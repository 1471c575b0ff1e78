import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { root } from '../examples/run-program.js';

const run = promisify(execFile);

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of an empty project in which the packed tarball is installed, and what comes with it. */
    readonly packedProject: string;
    /** The same with the optional packages. */
    readonly completeProject: string;
  }
}

/** What a newcomer installs beside it. */
const BESIDE = ['typescript@6.0.3', '@types/node@20'];

/** What only some features need. */
const OPTIONAL = ['@aws-sdk/client-sts', 'selfsigned'];

/** Packs the package as it would be published, and installs it once for all tests of the tarball. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'packed-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const tarball = join(folder, filename);
  provide('packedProject', await install(join(folder, 'packed'), [tarball, ...BESIDE]));
  provide('completeProject', await install(join(folder, 'complete'), [tarball, ...BESIDE, ...OPTIONAL]));
  return () => rm(folder, { recursive: true, force: true });
}

async function install(project: string, packages: readonly string[]): Promise<string> {
  await mkdir(project);
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'newcomer', private: true }));
  const options = ['--prefer-offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options, ...packages], { cwd: project });
  return project;
}
