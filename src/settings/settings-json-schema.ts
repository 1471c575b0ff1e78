import { z } from 'zod';
import { isRecord } from '../errors/describe-type.js';
import { schemaAt, shapeOf, toSnakeCase } from './schema-shape.js';
import { SEED_SETTINGS, type SeedSetting } from './seed-settings.js';
import { SETTINGS_SCHEMA } from './settings-schema.js';

type JsonObject = Record<string, unknown>;

/**
 * The JSON Schema of a settings file, as editors take it. It is made of what checks the settings, and
 * shipped as `ec2-worker-client/worker-settings.schema.json`.
 */
export function workerSettingsJsonSchema(): Record<string, unknown> {
  const groups = toJsonSchema(SETTINGS_SCHEMA)['properties'] as JsonObject;
  const flat = SEED_SETTINGS.map((setting): [string, JsonObject] => [setting.name, describeSeed(setting)]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of ec2-worker-client',
    description: 'In groups, by flat names, or both. What is left out may come from the environment.',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...groups, ...Object.fromEntries(flat) },
    additionalProperties: false,
  };
}

function describeSeed({ path }: SeedSetting): JsonObject {
  const star = path.indexOf('*');
  if (star === -1) {
    const schema = schemaAt(SETTINGS_SCHEMA, path);
    const shape = shapeOf(schema);
    const described = toJsonSchema(schema);
    return shape.kind === 'value' && shape.isOptional ? orNull(described) : described;
  }
  const map = toJsonSchema(schemaAt(SETTINGS_SCHEMA, path.slice(0, star)));
  return { ...map, additionalProperties: toJsonSchema(schemaAt(SETTINGS_SCHEMA, path)) };
}

function toJsonSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonObject;
  return adapt(rest) as JsonObject;
}

/** Nothing is required, since the rest may come from elsewhere, and every name may be spelt in snake case as well. */
function adapt(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(adapt);
  if (!isRecord(node)) return node;
  const { required, maximum, ...kept } = node;
  const adapted = Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, adapt(value)]));
  // The largest number that a whole number can have is no news to anybody.
  if (maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER) adapted['maximum'] = maximum;
  if (isRecord(adapted['properties'])) adapted['properties'] = withSnakeCase(adapted['properties'], required);
  return adapted;
}

/** What is neither required nor has a default may be `null`, which means none. */
function withSnakeCase(properties: Readonly<JsonObject>, required: unknown): JsonObject {
  const needed = Array.isArray(required) ? (required as readonly unknown[]) : [];
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) => {
      const isOptional = isRecord(property) && !needed.includes(name) && !('default' in property);
      const schema = isOptional ? orNull(property) : property;
      return [...new Set([name, toSnakeCase(name)])].map((spelling): [string, unknown] => [spelling, schema]);
    }),
  );
}

function orNull(schema: Readonly<JsonObject>): JsonObject {
  return { ...schema, type: [schema['type'], 'null'] };
}
