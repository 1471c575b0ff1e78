import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidParameterError } from 'ec2-worker-client';
import { defineWorkerSettings, loadWorkerSettings, SettingsError } from 'ec2-worker-client/settings';
import fc from 'fast-check';
import { type FuzzTarget, tryInputs } from './fuzz-target.js';

const NAMES = [
  'aws',
  'worker',
  'cml',
  'lifecycle',
  'aws_allowed_regions',
  'cml_worker_ami_config',
  'cml_worker_network_config',
  'cml_worker_default_tags',
  'cml_worker_key_pairs',
  'cml_https_port',
  'cml_license_token',
  'cml_license_check_on_startup',
  'idleThresholdMinutes',
  'ami',
  'network',
  'us-east-1',
  '__proto__',
  'constructor',
  'toString',
];

const name = fc.oneof(fc.constantFrom(...NAMES), fc.string());
const nested = fc.letrec<{ value: unknown; tree: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.anything({ withNullPrototype: true, withMap: true }),
    tie('tree'),
  ),
  tree: fc.dictionary(name, tie('value'), { maxKeys: 6 }),
})).tree;

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  nested.map((value) => safeJson(value)),
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '{"aws":null}',
    '\uFEFF{}',
    '0',
    '1e999',
    'true',
    '[[[[',
    '{"a":1,"a":2}',
  ),
);

const environment = fc.dictionary(
  fc.oneof(
    name.map((each) => each.toUpperCase()),
    fc.string(),
  ),
  text,
  {
    maxKeys: 8,
  },
);

/** What a file holds, in bytes: not all of them are text. */
const file = fc.oneof(
  text.map((content) => Buffer.from(content)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

export const settingsTargets: readonly FuzzTarget[] = [
  {
    name: '`defineWorkerSettings`',
    promise: 'settings, or a `SettingsError`',
    fewRuns: 500,
    manyRuns: 20_000,
    run: (numRuns, seed) =>
      tryInputs(
        fc.oneof(nested, fc.anything()),
        (input) => settle(() => defineWorkerSettings(input as never)),
        numRuns,
        seed,
      ),
  },
  {
    name: '`loadWorkerSettings`, variables and a file',
    promise: 'settings, or a `SettingsError`',
    fewRuns: 300,
    manyRuns: 10_000,
    run: loadFromFiles,
  },
];

async function loadFromFiles(numRuns: number, seed: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const path = join(directory, 'settings.json');
  const prefer = fc.constantFrom(undefined, 'env', 'file');
  try {
    await tryInputs(
      fc.record({ env: environment, content: fc.option(file), prefer }),
      ({ env, content, prefer: preferred }) => {
        if (content !== null) writeFileSync(path, content);
        settle(() =>
          loadWorkerSettings({
            env,
            file: content === null ? undefined : path,
            prefer: preferred as undefined,
          }),
        );
      },
      numRuns,
      seed,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Frozen settings with a port in their place, or a refusal of ours. */
function settle(make: () => { readonly cml: { readonly httpsPort: number } }): void {
  try {
    const settings = make();
    if (!Object.isFrozen(settings) || !Number.isInteger(settings.cml.httpsPort))
      throw new Error('No settings.');
  } catch (error) {
    if (!SettingsError.isInstance(error) && !InvalidParameterError.isInstance(error)) throw error;
    if (error.message === '') throw new Error('A refusal without a word.', { cause: error });
  }
}

function toJson(value: unknown): string {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? text : '';
}

function safeJson(value: unknown): string {
  try {
    return toJson(value);
  } catch {
    return '';
  }
}
