import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEED_SETTINGS } from '../../../src/settings/seed-settings.js';
import { root } from '../../examples/run-program.js';
import { code, table } from './table.js';

/** A part of the shipped JSON Schema. */
interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

/** The groups, in the order of the page. */
const GROUPS = ['aws', 'worker', 'cml', 'lifecycle'];

/** Every setting by group: its names, its default, and what it is for. */
export function settingsPart(): string {
  const schema = JSON.parse(
    readFileSync(join(root, 'src/settings/worker-settings.schema.json'), 'utf8'),
  ) as Schema;
  return GROUPS.map((group) => {
    const part = schema.properties?.[group] ?? {};
    const rows = leaves(part, [group]).map(({ path, schema: leaf }) => [
      code(path.join('.')),
      variableOf(path),
      leaf.default === undefined ? 'none' : code(JSON.stringify(leaf.default)),
      leaf.description ?? '',
    ]);
    return `### ${code(group)}\n\n${part.description ?? ''}\n\n${table(['Setting', 'Variable', 'Default', 'What it is for'], rows)}`;
  }).join('\n\n');
}

interface Leaf {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** The settings below a group; those spelt with underscores are the same ones again. */
function leaves(schema: Schema, path: readonly string[]): readonly Leaf[] {
  const entry = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  if (entry?.properties !== undefined)
    return [{ path, schema }, ...leaves({ properties: entry.properties }, [...path, '*'])];
  if (schema.properties === undefined) return [{ path, schema }];
  return Object.entries(schema.properties)
    .filter(([name]) => !name.includes('_'))
    .flatMap(([name, member]) => leaves(member, [...path, name]));
}

function variableOf(path: readonly string[]): string {
  const seed = SEED_SETTINGS.find((setting) => setting.path.join('.') === path.join('.'));
  return seed === undefined ? '' : code(seed.name.toUpperCase());
}
