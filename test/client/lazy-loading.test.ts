import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a source file imports, with all that it imports in turn; packages stay outside. */
async function importsOf(entry: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [`${ROOT}${entry}`],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'out',
    splitting: true,
    logLevel: 'silent',
  });
  return metafile;
}

/** The packages that a bundle asks for in one way or the other. */
function packages(metafile: Metafile, kind: 'import-statement' | 'dynamic-import'): string[] {
  const found = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter((imported) => imported.external === true && imported.kind === kind)
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('node:'));
  return [...new Set(found)].sort();
}

/** The source files that a file of the build holds, and those that come with it. */
function filesOf(outputs: Metafile['outputs'], output: string): string[] {
  const { inputs = {}, imports = [] } = outputs[output] ?? {};
  const others = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
  return [...Object.keys(inputs), ...others.flatMap(({ path }) => filesOf(outputs, path))];
}

describe('importing the package', () => {
  it('imports no other package; the AWS SDK comes with the first call that needs it', async () => {
    const metafile = await importsOf('src/index.ts');

    expect(packages(metafile, 'import-statement')).toEqual([]);
    expect(packages(metafile, 'dynamic-import')).toEqual([
      '@aws-sdk/client-cloudwatch',
      '@aws-sdk/client-ec2',
      '@aws-sdk/client-sts',
    ]);
  });

  it('brings nothing that only calls need', async () => {
    const { outputs } = await importsOf('src/index.ts');

    const main = outputs['out/index.js'];
    const files = filesOf(outputs, 'out/index.js');
    const rooms = [...new Set(files.map((file) => file.split('/')[1]))].sort();

    expect(main?.imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path)).toEqual([
      expect.stringContaining('client-engine'),
    ]);
    for (const room of ['ec2', 'cloudwatch', 'sts', 'waiters', 'metrics', 'operations']) {
      expect(rooms).not.toContain(room);
    }
    expect(files.filter((file) => file.startsWith('src/aws/error-codes/'))).toEqual([]);
  });

  it('does not bring the settings along, whose door loads zod and nothing else', async () => {
    const main = await importsOf('src/index.ts');
    const settings = await importsOf('src/settings/index.ts');

    expect(Object.keys(main.inputs).filter((path) => path.startsWith('src/settings/'))).toEqual([]);
    expect(packages(settings, 'import-statement')).toEqual(['zod']);
    expect(packages(settings, 'dynamic-import')).toEqual([]);
  });

  it.each(['src/cml/index.ts', 'src/fleet/index.ts'])(
    'by the door %s imports no other package at all',
    async (door) => {
      const metafile = await importsOf(door);

      expect(packages(metafile, 'import-statement')).toEqual([]);
      expect(packages(metafile, 'dynamic-import')).toEqual([]);
      expect(Object.keys(metafile.inputs).filter((path) => path.startsWith('src/testing/'))).toEqual([]);
    },
  );

  it('does not bring the simulator along', async () => {
    const { inputs } = await importsOf('src/index.ts');

    expect(Object.keys(inputs).filter((path) => path.startsWith('src/testing/'))).toEqual([]);
  });

  it.skipIf(!existsSync(`${ROOT}dist/index.cjs`))('loads nothing of the SDK when it is built', () => {
    const script = `
      require(${JSON.stringify(`${ROOT}dist/index.cjs`)});
      const loaded = Object.keys(require.cache).filter((path) => /node_modules/.test(path));
      process.stdout.write(JSON.stringify(loaded));`;

    const loaded = execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });

    expect(JSON.parse(loaded)).toEqual([]);
  });
});
