import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const alias = [
  ...['settings', 'cml', 'fleet', 'testing'].map((door) => ({
    find: new RegExp(`^ec2-worker-client/${door}$`),
    replacement: fileURLToPath(new URL(`./src/${door}/index.ts`, import.meta.url)),
  })),
  { find: /^ec2-worker-client$/, replacement: fileURLToPath(new URL('./src/index.ts', import.meta.url)) },
];

/** Tests that replace modules, or count what is left in the process, have a process of their own. */
const ALONE = [
  'test/**/open-handles.test.ts',
  'test/client/logger.test.ts',
  'test/client/missing-sts.test.ts',
  'test/fleet/cost/missing-pricing.test.ts',
  'test/fleet/leases/missing-dynamodb.test.ts',
  'test/client/unruly-callbacks.test.ts',
  'test/cml/read-time.test.ts',
  'test/time/system-clock.test.ts',
];

/** Tests that live through a great deal, for minutes under a coverage that learns nothing from it. */
const LONG = [
  'test/soak/**/*.test.ts',
  'test/fuzz/**/*.test.ts',
  'test/fleet/day/**/*.test.ts',
  'test/**/exactly-once.property.test.ts',
];

const OTHER_PROJECTS = ['test/moto/**', 'test/clients/**', 'test/package/**', 'test/site/**'];

const config: ViteUserConfig = defineConfig({
  resolve: { alias },
  test: {
    // The SDK announces the end of its Node 20 support on every start.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'text'],
      thresholds: { lines: 95 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...OTHER_PROJECTS, ...ALONE, ...LONG],
          // To load the AWS SDK anew for each file would take longer than the tests.
          isolate: false,
          // Nothing waits in real time, but a busy machine may take a while to load a module.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'long', include: LONG, isolate: false, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'unit-alone', include: ALONE, exclude: OTHER_PROJECTS, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'moto', include: ['test/moto/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'clients',
          include: ['test/clients/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'site',
          include: ['test/site/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: 'test/package/packed-project.ts',
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});

export default config;
