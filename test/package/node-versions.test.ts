import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { asCommonJs, firstProgram, Newcomer } from './newcomer.js';
import { NODE_VERSIONS, nodeBinary } from './node-binaries.js';

const run = promisify(execFile);
const isRequired = process.env['REQUIRE_NODE_VERSIONS'] === '1';

const DOORS = ['', '/settings', '/cml', '/fleet', '/testing'].map((door) => `ec2-worker-client${door}`);

const binaries = new Map(
  await Promise.all(NODE_VERSIONS.map(async (version) => [version, await nodeBinary(version)] as const)),
);

/** As AWS Lambda calls it. */
const HANDLER = `import { Ec2WorkerClient } from 'ec2-worker-client';
const client = new Ec2WorkerClient();
export async function handler({ name }) {
  const input = { name, amiId: 'ami-0123456789abcdef0', instanceType: 'c5.2xlarge' };
  const { instanceId } = await client.waitUntilHealthy(await client.createInstance(input));
  await client.terminateInstance(instanceId);
  return { instanceId };
}`;

const INVOKE = `const { handler } = require(process.argv[2]);
handler({ name: 'cml-worker-prod-001' }).then((answer) => console.log(JSON.stringify(answer)));`;

/** A test in the simulation, with settings and a clock of its own. */
const SIMULATION = `import { Ec2WorkerClient } from 'ec2-worker-client';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
const aws = new SimulatedAws({ clock: new ManualClock({ autoAdvance: true }) });
const settings = defineWorkerSettings({
  worker: { defaultInstanceType: 'm8i.4xlarge', allowedInstanceTypes: ['m8i.4xlarge'],
    ami: { 'us-east-1': { amiId: 'ami-0123456789abcdef0' } } },
});
const { requestHandler, credentials, clock } = aws;
const client = new Ec2WorkerClient({ settings, requestHandler, credentials, clock });
const worker = await client.waitUntilHealthy(await client.createInstance({ name: 'cml-worker' }));
console.log(worker.instanceState);`;

describe.each(NODE_VERSIONS)('the tarball on Node %s', (version) => {
  const binary = binaries.get(version);
  const cannotBeHad = binary === undefined && !isRequired;
  let newcomer: Newcomer;

  beforeAll(async () => {
    newcomer = await Newcomer.arrive();
  });

  afterAll(async () => {
    await newcomer[Symbol.asyncDispose]();
  });

  const node = (...words: string[]) => {
    if (binary === undefined) throw new Error(`Node ${version} cannot be had.`);
    return newcomer.node(words, binary);
  };

  it.skipIf(cannotBeHad)('runs the first program as an ES module and as CommonJS', async () => {
    const program = await firstProgram();
    await newcomer.write('main.mjs', program);
    await newcomer.write('main.cjs', asCommonJs(program));

    for (const name of ['main.mjs', 'main.cjs']) {
      const { stdout, stderr } = await node(name);
      expect(stdout, name).toMatch(/^i-[0-9a-f]{17} is healthy at [\d.]+$/m);
      expect(stderr, name).toBe('');
    }
  });

  it.skipIf(cannotBeHad)('opens every door, by import and by require', async () => {
    const check = 'if (Object.keys(door).length === 0) throw new Error(name);';
    const names = JSON.stringify(DOORS);
    await newcomer.write(
      'doors.mjs',
      `for (const name of ${names}) { const door = await import(name); ${check} }`,
    );
    await newcomer.write(
      'doors.cjs',
      `for (const name of ${names}) { const door = require(name); ${check} }`,
    );

    for (const name of ['doors.mjs', 'doors.cjs'])
      expect(await node(name), name).toEqual({ stdout: '', stderr: '' });
  });

  it.skipIf(cannotBeHad)('simulates AWS', async () => {
    await newcomer.write('simulation.mjs', SIMULATION);

    expect(await node('simulation.mjs')).toEqual({ stdout: 'running\n', stderr: '' });
  });

  it.skipIf(cannotBeHad)('runs in one file, bundled by esbuild for Lambda', async () => {
    await newcomer.write('handler.mjs', HANDLER);
    await newcomer.write('invoke.cjs', INVOKE);
    const outfile = join(newcomer.folder, 'bundle/index.cjs');
    await build({
      entryPoints: [join(newcomer.folder, 'handler.mjs')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: `node${version}`,
      minify: true,
      // What a caller does not have is loaded on first use only.
      external: ['@aws-sdk/client-sts', '@aws-sdk/client-dynamodb', '@aws-sdk/client-pricing'],
      logLevel: 'silent',
    });

    const { stdout, stderr } = await node('invoke.cjs', outfile);

    expect(JSON.parse(stdout)).toEqual({ instanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/) });
    expect(stderr).toBe('');
  });
});

it('is packed from what the project builds', async () => {
  const { stdout } = await run(
    process.execPath,
    ['-p', "require('ec2-worker-client/package.json').engines.node"],
    {
      cwd: inject('packedProject'),
    },
  );

  expect(stdout.trim()).toBe('>=20');
});
