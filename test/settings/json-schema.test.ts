import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkerSettings, workerSettingsJsonSchema } from 'ec2-worker-client/settings';
import { describe, expect, it } from 'vitest';
import { SEED_CASES } from './seed-cases.js';
import { inDirectory } from './temporary-directory.js';

const directory = inDirectory();

function fileWith(content: object): string {
  const file = join(directory(), 'settings.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly additionalProperties: unknown;
  readonly default: unknown;
  readonly writeOnly: unknown;
  readonly description: unknown;
}

const schema = workerSettingsJsonSchema() as unknown as Schema;

describe('the JSON Schema', () => {
  it('that is shipped is the one that the settings make: "npm run schema" writes it', () => {
    const shipped = readFileSync(
      new URL('../../src/settings/worker-settings.schema.json', import.meta.url),
      'utf8',
    );

    expect(JSON.parse(shipped)).toEqual(workerSettingsJsonSchema());
  });

  it('knows every flat name and every group, with their defaults, and nothing else', () => {
    const names = [...SEED_CASES.map(({ name }) => name), 'cml_worker_ami_names', 'cml_worker_default_tags'];

    expect(Object.keys(schema.properties).sort()).toEqual(
      ['$schema', 'aws', 'worker', 'cml', 'lifecycle', ...names].sort(),
    );
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties['cml_https_port']?.default).toBe(443);
    expect(schema.properties['lifecycle']?.properties['idleThresholdMinutes']?.default).toBe(30);
  });

  it('takes both spellings inside, and asks for nothing', () => {
    const entry = schema.properties['cml_worker_ami_config']?.additionalProperties as Schema;

    expect(Object.keys(entry.properties)).toEqual([
      'amiId',
      'ami_id',
      'amiName',
      'ami_name',
      'cmlVersion',
      'cml_version',
    ]);
    expect(JSON.stringify(schema)).not.toContain('"required"');
  });

  it('takes null for what may be none, and for nothing else, as the loader does', () => {
    const types = (name: string) => (schema.properties[name] as unknown as { readonly type: unknown }).type;

    expect(types('cml_license_token')).toEqual(['string', 'null']);
    expect(types('cml_https_port')).toBe('integer');
    expect(
      loadWorkerSettings({ env: {}, file: fileWith({ cml_license_token: null }) }).cml.license.token,
    ).toBeUndefined();
  });

  it('says what each setting is for, and marks the secret', () => {
    const groups = ['aws', 'worker', 'cml', 'lifecycle'].map((name) => schema.properties[name]);
    const cml = schema.properties['cml'];

    for (const group of groups) {
      const settings = Object.entries(group?.properties ?? {});
      expect(settings.length).toBeGreaterThan(0);
      // A unit alone does not say it.
      for (const [name, { description }] of settings) expect(description, name).toMatch(/^(?!In \w+\.$).+/);
    }
    expect(cml?.properties['license']?.properties['token']?.writeOnly).toBe(true);
    expect(schema.properties['cml_license_token']?.writeOnly).toBe(true);
  });
});
