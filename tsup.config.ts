import { defineConfig, type Options } from 'tsup';

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
  // tsup injects `baseUrl` into its declaration step, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
}) as Options;

export default config;
