import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The versions of Node that the package promises to run on. */
export const NODE_VERSIONS = ['20', '22', '24'] as const;

/** Kept from run to run: each is over 100 MB. Not in the project, where their `.bin` would take the place of Node. */
const FOLDER = join(tmpdir(), 'ec2-worker-client-node-versions');

/** Node of a version, installed where it is not yet there; `undefined` where it cannot be had. */
export async function nodeBinary(version: string): Promise<string | undefined> {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const binary = join(FOLDER, version, 'node_modules/node/bin/node');
  if (!existsSync(binary)) await install(version);
  const found = await run(binary, ['--version']).catch(() => undefined);
  return found?.stdout.startsWith(`v${version}.`) === true ? binary : undefined;
}

async function install(version: string): Promise<void> {
  const folder = join(FOLDER, version);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const words = ['install', '--no-audit', '--no-fund', '--no-save', `node@${version}`];
  await run('npm', words, { cwd: folder, timeout: 240_000 }).catch(() => undefined);
}
