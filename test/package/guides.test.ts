import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { guideFiles, programsIn } from '../docs/guide-text.js';
import { root } from '../examples/run-program.js';
import { Newcomer } from './newcomer.js';

/** They say nothing, or nothing about a worker that is well. */
const SILENT = ['settings-file.ts', 'recover-worker.ts'];

/** Each program once, though several guides may show it. */
const PROGRAMS = [
  ...new Map(
    guideFiles()
      .flatMap(programsIn)
      .map((program) => [program.example, program]),
  ).values(),
];

describe('the programs of the guides, copied into a project with the tarball', () => {
  let newcomer: Newcomer;

  beforeAll(async () => {
    newcomer = await Newcomer.arrive(inject('completeProject'));
    // The page on settings shows this file beside the program.
    const settings = readFileSync(join(root, 'examples/worker-settings.json'), 'utf8');
    await newcomer.write('worker-settings.json', settings);
    await newcomer.write('package.json', JSON.stringify({ type: 'module' }));
  });

  afterAll(async () => {
    await newcomer[Symbol.asyncDispose]();
  });

  it.each(PROGRAMS)('$example of $guide runs as it is', async ({ example, code }) => {
    await newcomer.write(example, code);
    const { code: script } = await transform(code, { loader: 'ts', format: 'esm', target: 'node20' });
    const name = example.replace(/\.ts$/, '.mjs');
    await newcomer.write(name, script);
    const words = example === 'recover-worker.ts' ? [await anyWorker()] : [];

    const { stdout, stderr } = await newcomer.node([name, ...words]);

    expect(stderr).toBe('');
    expect(stdout.trim() === '').toBe(SILENT.includes(example));
  });

  it('type-check together, strictly', async () => {
    const compilerOptions = {
      module: 'node16',
      target: 'es2022',
      strict: true,
      noEmit: true,
      types: ['node'],
    };
    const lib = ['es2023', 'esnext.disposable'];
    await newcomer.write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: { ...compilerOptions, lib },
        files: PROGRAMS.map(({ example }) => example),
      }),
    );

    const { stdout } = await newcomer.node(['../node_modules/typescript/bin/tsc', '-p', '.']);

    expect(stdout).toBe('');
  });

  /** A worker that is healthy, so that the program has nothing to mend. */
  async function anyWorker(): Promise<string> {
    const launch = `import { Ec2WorkerClient } from 'ec2-worker-client';
const client = new Ec2WorkerClient();
const input = { name: 'any', amiId: 'ami-0123456789abcdef0', instanceType: 'c5.2xlarge' };
console.log((await client.waitUntilHealthy(await client.createInstance(input))).instanceId);`;
    await newcomer.write('launch.mjs', launch);
    return (await newcomer.node(['launch.mjs'])).stdout.trim();
  }
});
