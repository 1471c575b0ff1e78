import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineWorkerSettings, loadWorkerSettings, SettingsError } from 'ec2-worker-client/settings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inDirectory } from './temporary-directory.js';

const directory = inDirectory();

const hex = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'f'), minLength: 17, maxLength: 17 });
const region = fc.constantFrom('us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-2');
const byRegion = <Entry>(entry: fc.Arbitrary<Entry>) => fc.dictionary(region, entry, { maxKeys: 4 });

/** Settings by flat names, any of which may be left out. */
const flat = fc.record(
  {
    aws_allowed_regions: fc.uniqueArray(region, { minLength: 1 }),
    cml_worker_ami_config: byRegion(fc.record({ ami_id: hex.map((digits) => `ami-${digits}`) })),
    cml_worker_key_pairs: byRegion(fc.constantFrom('key', 'cml-worker-keypair')),
    cml_https_port: fc.integer({ min: 1, max: 65_535 }),
    cml_license_token: fc.string({
      unit: fc.constantFrom('A', 'z', '0', '+', '/', '%', '=', '-'),
      minLength: 1,
      maxLength: 256,
    }),
    cml_license_check_on_startup: fc.boolean(),
    cml_startup_timeout_seconds: fc.integer({ min: 1, max: 100_000 }),
    cml_worker_idle_threshold_minutes: fc.integer({ min: 1, max: 10_000 }),
    cml_worker_default_tags: fc.dictionary(
      fc.constantFrom('Team', 'Env', 'a b'),
      fc.string({ maxLength: 256 }),
    ),
  },
  { requiredKeys: [] },
);

function toEnvironment(settings: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]: [string, unknown]) => [
      name.toUpperCase(),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

describe('settings', () => {
  it('mean the same wherever they come from, and both at once are no contradiction', () => {
    fc.assert(
      fc.property(flat, (settings) => {
        const file = join(directory(), 'settings.json');
        writeFileSync(file, JSON.stringify(settings));
        const env = toEnvironment(settings);
        const defined = defineWorkerSettings(settings);

        for (const loaded of [
          loadWorkerSettings({ env }),
          loadWorkerSettings({ env: {}, file }),
          loadWorkerSettings({ env, file }),
        ]) {
          expect(loaded).toEqual(defined);
          expect(loaded.cml.license.token).toBe(defined.cml.license.token);
        }
      }),
    );
  });

  it('are either made or refused with a SettingsError, whatever JSON there is', () => {
    const names = fc.constantFrom(
      'aws',
      'worker',
      'cml',
      'lifecycle',
      'cml_worker_ami_ids',
      'cml_worker_ami_config',
      'x',
    );
    const input = fc.dictionary(
      names,
      fc.oneof(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom('ami', 'network', 'license', 'httpsPort'), fc.jsonValue()),
      ),
    );
    fc.assert(
      fc.property(input, (settings) => {
        try {
          expect(Number.isInteger(defineWorkerSettings(settings as never).cml.apiPort)).toBe(true);
        } catch (error) {
          if (!(error instanceof SettingsError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
