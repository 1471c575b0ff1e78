import { copyFile, writeFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

/** The largest package of the AWS SDK, and the CommonJS file beside the ES modules that loads it. */
const EC2_SDK = '@aws-sdk/client-ec2';
const EC2_LOADER = 'ec2-sdk.cjs';

/** What is imported with the first call that needs it: parts of this package, and packages of the AWS SDK. */
const DYNAMIC_IMPORT = /\bimport\((["'])((?:\.{1,2}|@aws-sdk)\/[^"']+)\1\)/g;

/**
 * Has packages loaded in the way that takes least time, see docs/decisions/2026-11-24-lazy-engine.md: CommonJS
 * requires them, and the ES modules have the largest one required by a CommonJS file.
 */
const quickImports: NonNullable<Options['plugins']>[number] = {
  name: 'quick-imports',
  renderChunk(code) {
    const quick = (whole: string, quote: string, path: string): string => {
      if (this.format === 'cjs') return `Promise.resolve().then(() => require(${quote}${path}${quote}))`;
      return path === EC2_SDK ? `import('./${EC2_LOADER}').then(({ load }) => load())` : whole;
    };
    return { code: code.replaceAll(DYNAMIC_IMPORT, quick) };
  },
};

const config: Options = defineConfig({
  entry: {
    index: 'src/index.ts',
    'settings/index': 'src/settings/index.ts',
    'cml/index': 'src/cml/index.ts',
    'fleet/index': 'src/fleet/index.ts',
    'testing/index': 'src/testing/index.ts',
  },
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  // Without splitting every CommonJS door would carry its own copy of the error classes.
  splitting: true,
  clean: true,
  sourcemap: false,
  treeshake: true,
  plugins: [quickImports],
  onSuccess: async () => {
    await copyFile('src/settings/worker-settings.schema.json', 'dist/worker-settings.schema.json');
    // Inside a function, where Node does not look for the names of what is exported: there are five thousand.
    await writeFile(`dist/${EC2_LOADER}`, `exports.load = () => require('${EC2_SDK}');\n`);
  },
  // tsup injects `baseUrl` into its declaration step, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
}) as Options;

export default config;
