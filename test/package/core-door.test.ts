import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const door = join(root, 'dist/index.js');

/** Prints the address of every module as it is loaded, the engine's and the SDK's among them. */
const TELLING_LOADER = `import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  if (url.startsWith('file:')) writeSync(1, url + '\\n');
  return await next(url, context);
}`;

let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'core-door-'));
  await writeFile(join(scratch, 'loader.mjs'), TELLING_LOADER);
  const register = `import { register } from 'node:module';
register('./loader.mjs', import.meta.url);`;
  await writeFile(join(scratch, 'register.mjs'), register);
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** The files that a program loads, itself left out. */
async function filesLoadedBy(name: string, program: string): Promise<string[]> {
  const file = join(scratch, name);
  await writeFile(file, program);
  const telling = name.endsWith('.mjs') ? ['--import', join(scratch, 'register.mjs')] : [];
  const { stdout } = await run(process.execPath, [...telling, file], { cwd: root });
  const own = pathToFileURL(scratch).href;
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith(own) && line !== file);
}

const REQUIRED = 'for (const file of Object.keys(require.cache)) console.log(file);';
const DESTROYED = 'const client = new Ec2WorkerClient({ region: "us-east-1" }); client.destroy();';
const REFUSED = 'client.getTags("i-0123456789abcdef0").catch(() => undefined)';

const ES_DOOR = JSON.stringify(door);
const COMMON_DOOR = JSON.stringify(join(root, 'dist/index.cjs'));

const KINDS = [
  {
    kind: 'an import',
    extension: 'mjs',
    importing: `import ${ES_DOOR};`,
    calling: `import { Ec2WorkerClient } from ${ES_DOOR}; ${DESTROYED} await ${REFUSED};`,
  },
  {
    kind: 'a require',
    extension: 'cjs',
    importing: `require(${COMMON_DOOR}); ${REQUIRED}`,
    calling: `const { Ec2WorkerClient } = require(${COMMON_DOOR}); ${DESTROYED}
      ${REFUSED}.then(() => { ${REQUIRED} });`,
  },
];

describe.each(KINDS)('$kind of the main door', ({ extension, importing, calling }) => {
  it('loads no other package, no other door and not what carries out the calls', async () => {
    const files = await filesLoadedBy(`importing.${extension}`, importing);

    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => !file.includes('/dist/') || /node_modules/.test(file))).toEqual([]);
    expect(
      files.filter((file) => /client-engine|ec2-sdk|\/(settings|cml|fleet|testing)\//.test(file)),
    ).toEqual([]);
  });

  it('loads that with the first call, and the AWS SDK not before something is to be sent', async () => {
    const files = await filesLoadedBy(`calling.${extension}`, calling);

    expect(files.filter((file) => /client-engine/.test(file))).toHaveLength(1);
    expect(files.filter((file) => /node_modules|ec2-sdk/.test(file))).toEqual([]);
  });
});

describe('a package whose files were replaced under a running process', () => {
  it.each(['js', 'cjs'])('says so with the first call (%s)', async (extension) => {
    const copy = join(scratch, `replaced-${extension}`);
    await cp(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
    await cp(join(root, 'package.json'), join(copy, 'package.json'));
    for (const file of await readdir(join(copy, 'dist'))) {
      if (file.startsWith('client-engine')) await rm(join(copy, 'dist', file));
    }
    const program = `import(${JSON.stringify(join(copy, `dist/index.${extension}`))}).then(async (door) => {
      const { Ec2WorkerClient, Ec2WorkerError } = door;
      const client = new Ec2WorkerClient({ region: 'us-east-1' });
      const error = await client.getTags('i-0123456789abcdef0').catch((thrown) => thrown);
      console.log(Ec2WorkerError.isInstance(error), error.message);
    });`;
    await writeFile(join(copy, 'main.cjs'), program);

    const { stdout } = await run(process.execPath, [join(copy, 'main.cjs')]);

    expect(stdout).toMatch(/^true .*could not be loaded.*start the process again/);
  });
});

/** The code that each bundler makes of a program, without the AWS SDK. */
const BUNDLERS = {
  esbuild: async (entry: string): Promise<string> => {
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      minify: true,
      platform: 'node',
      format: 'esm',
      external: ['@aws-sdk/*'],
      logLevel: 'silent',
    });
    return outputFiles.map(({ text }) => text).join('\n');
  },
  rolldown: async (entry: string): Promise<string> => {
    const bundle = await rolldown({
      input: entry,
      platform: 'node',
      external: /^@aws-sdk\//,
      logLevel: 'silent',
    });
    const { output } = await bundle.generate({ format: 'esm', minify: true });
    return output.map((file) => ('code' in file ? file.code : '')).join('\n');
  },
} as const;

describe.each(Object.entries(BUNDLERS))('a bundle by %s', (name, bundle) => {
  const bundled = async (program: string): Promise<string> => {
    const entry = join(scratch, `bundled-by-${name}.mjs`);
    await writeFile(entry, program.replace('DOOR', JSON.stringify(door)));
    return await bundle(entry);
  };

  it.each([
    ['an error class', 'import { ThrottledError } from DOOR; console.log(ThrottledError);', 10_000],
    ['isHealthy', 'import { isHealthy } from DOOR; console.log(isHealthy);', 1_000],
    ['AwsRegion', 'import { AwsRegion } from DOOR; console.log(AwsRegion);', 2_500],
  ])('of %s alone brings nothing of the client', async (_, program, mostBytes) => {
    const code = await bundled(program);

    expect(code.length).toBeLessThanOrEqual(mostBytes);
    expect(code).not.toMatch(/Ec2WorkerClient|DescribeInstances|@aws-sdk/);
  });

  it('of the client has everything that its calls load', async () => {
    const code = await bundled('import { Ec2WorkerClient } from DOOR; console.log(Ec2WorkerClient);');

    expect(code).toMatch(/Ec2WorkerClient/);
    expect(code).toContain('DescribeInstancesCommand');
    expect(code).toContain('@aws-sdk/client-ec2');
  });
});

it('has the SDK loaded by a CommonJS file of its own, beside what asks for it', async () => {
  const loader = await readFile(join(root, 'dist/ec2-sdk.cjs'), 'utf8');
  const files = await readdir(join(root, 'dist'));
  const asking = await Promise.all(
    files.filter((file) => file.endsWith('.js')).map((file) => readFile(join(root, 'dist', file), 'utf8')),
  );

  expect(loader).toContain("require('@aws-sdk/client-ec2')");
  expect(asking.filter((code) => code.includes("import('./ec2-sdk.cjs')"))).toHaveLength(1);
  expect(asking.filter((code) => /import\(["']@aws-sdk\/client-ec2["']\)/.test(code))).toEqual([]);
});
