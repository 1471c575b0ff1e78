import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root } from '../examples/run-program.js';
import { asCommonJs, firstProgram, Newcomer } from './newcomer.js';

const run = promisify(execFile);

describe('the packed tarball in an empty project', () => {
  let newcomer: Newcomer;
  let project = '';

  const node = (...command: string[]): Promise<{ stdout: string }> => newcomer.node(command);

  beforeAll(async () => {
    newcomer = await Newcomer.arrive();
    project = newcomer.folder;
  });

  afterAll(async () => {
    await newcomer[Symbol.asyncDispose]();
  });

  it('runs the first program of the README as an ES module', async () => {
    await writeFile(join(project, 'main.mjs'), await firstProgram());

    const { stdout } = await node('main.mjs');

    expect(stdout).toMatch(/^i-[0-9a-f]{17} is healthy at [\d.]+$/m);
  });

  it('runs it as CommonJS', async () => {
    await writeFile(join(project, 'main.cjs'), asCommonJs(await firstProgram()));

    const { stdout } = await node('main.cjs');

    expect(stdout).toMatch(/^i-[0-9a-f]{17} is healthy at [\d.]+$/m);
  });

  it.each([
    ['main.mjs', "import { loadWorkerSettings } from 'ec2-worker-client/settings';"],
    ['main.cjs', "const { loadWorkerSettings } = require('ec2-worker-client/settings');"],
  ])(
    'loads settings by their own door in %s, with the schema that ships for editors',
    async (name, imports) => {
      const schema = 'node_modules/ec2-worker-client/dist/worker-settings.schema.json';
      await writeFile(
        join(project, 'worker-settings.json'),
        JSON.stringify({ $schema: schema, cml_https_port: 8443 }),
      );
      const program = `console.log(loadWorkerSettings({ file: 'worker-settings.json' }).cml.httpsPort);`;
      await writeFile(join(project, name), `${imports}\n${program}\n`);

      const { stdout } = await node(name);

      expect(stdout.trim()).toBe('8443');
      expect(JSON.parse(await readFile(join(inject('packedProject'), schema), 'utf8'))).toHaveProperty(
        'properties.cml_https_port',
      );
    },
  );

  it('makes settings errors of one class, whichever door they come by', async () => {
    const doors = `const { SettingsError } = require('ec2-worker-client');
      const { defineWorkerSettings } = require('ec2-worker-client/settings');
      try { defineWorkerSettings({ x: 1 }); } catch (error) { console.log(error instanceof SettingsError); }`;
    await writeFile(join(project, 'main.cjs'), doors);

    const { stdout } = await node('main.cjs');

    expect(stdout.trim()).toBe('true');
  });

  it.each([
    { module: 'node16', moduleResolution: 'node16' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ])('type-checks it strictly, and without skipping our types, with $moduleResolution', async (options) => {
    const test = `import { CmlHostClient, judgeIdle } from 'ec2-worker-client/cml';
import { terminateWorker, waitUntilServiceReady } from 'ec2-worker-client/fleet';
import { ManualClock, SimulatedAws, SimulatedCmlHost } from 'ec2-worker-client/testing';
export const aws: SimulatedAws = new SimulatedAws({ clock: new ManualClock() });
export const start: () => Promise<SimulatedCmlHost> = () => SimulatedCmlHost.start({ clock: aws.clock });
export const host: CmlHostClient = new CmlHostClient({ host: 'cml.example.com' });
export const functions = [judgeIdle, terminateWorker, waitUntilServiceReady];\n`;
    const settings = `import { Ec2WorkerClient, type WorkerSettings } from 'ec2-worker-client';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
export const settings: WorkerSettings = defineWorkerSettings({ cml: { httpsPort: 8443 } });
export const client: Ec2WorkerClient = new Ec2WorkerClient({ settings });\n`;
    await writeFile(join(project, 'main.mts'), await firstProgram());
    await writeFile(join(project, 'testing.mts'), test);
    await writeFile(join(project, 'settings.mts'), settings);
    const compilerOptions = { ...options, target: 'es2022', strict: true, noEmit: true, types: ['node'] };
    const lib = ['es2023', 'esnext.disposable'];
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { ...compilerOptions, lib, exactOptionalPropertyTypes: true },
        files: ['main.mts', 'testing.mts', 'settings.mts'],
      }),
    );

    const checked = await node('../node_modules/typescript/bin/tsc', '-p', '.');

    expect(checked.stdout).toBe('');
  });

  it.each([
    { name: 'an ES module', file: 'doors.mjs', load: (door: string) => `await import('${door}')` },
    { name: 'CommonJS', file: 'doors.cjs', load: (door: string) => `require('${door}')` },
  ])('opens every door as $name', async ({ file, load }) => {
    const doors = ['ec2-worker-client', 'ec2-worker-client/cml', 'ec2-worker-client/fleet'];
    const lines = doors.map((door) => `console.log(Object.keys(${load(door)}).sort().join());`);
    await writeFile(join(project, file), lines.join('\n'));

    const { stdout } = await node(file);

    const [main, cml, fleet] = stdout.trim().split('\n');
    expect(main).toContain('Ec2WorkerClient');
    expect(cml).toBe('ACTIVITY_CATEGORIES,CmlHostClient,judgeIdle');
    expect(fleet?.split(',')).toEqual(
      expect.arrayContaining([
        'AwsPriceList',
        'DynamoDbLeaseStore',
        'WorkerFleet',
        'cmlHostOf',
        'terminateWorker',
      ]),
    );
  });

  it('says what is missing where the simulated CML host has no certificates', async () => {
    const script = `import { SimulatedCmlHost } from 'ec2-worker-client/testing';
await SimulatedCmlHost.start().catch((error) => console.log(error.message));`;
    await writeFile(join(project, 'no-certificates.mjs'), script);

    const { stdout } = await node('no-certificates.mjs');

    expect(stdout).toMatch(/needs the package selfsigned.*Install it/);
  });

  it('holds nothing but the build, the licence, the readme and the changelog', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: root });

    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];

    const others = files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
    expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  });
});
