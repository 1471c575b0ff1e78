import { schemaAt } from './schema-shape.js';
import { SETTINGS_SCHEMA } from './settings-schema.js';

/** When an idle worker's users are warned, unless the worker is shut down sooner. */
export const DEFAULT_WARNING_MINUTES = 20;

/** The default of a setting, as the schema has it; `undefined` where it has none. */
export function defaultOf(...path: readonly string[]): unknown {
  const parsed = schemaAt(SETTINGS_SCHEMA, path).safeParse(undefined);
  return parsed.success ? parsed.data : undefined;
}
