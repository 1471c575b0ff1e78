import type { z } from 'zod';
import { describeType } from '../errors/describe-type.js';
import { SettingsError } from '../errors/settings-error.js';
import type { SettingsProblem } from '../errors/worker-error-details.js';
import { problemAt, type Reading, type SettingsSource } from './claim.js';
import { findContradictions } from './find-contradictions.js';
import { finishSettings } from './finish-settings.js';
import { type MergedSettings, mergeClaims } from './merge-claims.js';
import { schemaAt } from './schema-shape.js';
import { checkAgainstSchema, SETTINGS_SCHEMA } from './settings-schema.js';
import type { WorkerSettings } from './worker-settings.js';

/** How far back in a path the source of a value is looked for: to a list, from one of its items. */
const STEPS_BACK = 1;

/**
 * Makes settings of what was read.
 *
 * @throws SettingsError with every problem there is.
 */
export function checkSettings(
  operation: string,
  readings: readonly Reading[],
  preferred?: SettingsSource,
): WorkerSettings {
  const merged = mergeClaims(
    readings.flatMap(({ claims }) => claims),
    preferred,
  );
  const checked = checkAgainstSchema(merged.settings);
  const issues = 'issues' in checked ? checked.issues.flatMap((issue) => withEntry(issue, merged)) : [];
  const problems = [
    ...readings.flatMap((reading) => reading.problems),
    ...merged.problems,
    ...issues.map((issue) => toProblem(issue, merged)),
    ...findContradictions(merged.settings),
  ];
  if ('issues' in checked || problems.length > 0) {
    throw new SettingsError({ operation, problems: withoutRepetitions(problems) });
  }
  return finishSettings(checked.settings, merged.settings);
}

/** The schema looks no further once a key is wrong; what stands under it may be wrong as well. */
function withEntry(issue: z.core.$ZodIssue, { settings }: MergedSettings): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_key') return [issue];
  const path = issue.path.map(String);
  const entry = schemaAt(SETTINGS_SCHEMA, path).safeParse(valueAt(settings, path));
  const further = entry.error?.issues ?? [];
  return [issue, ...further.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))];
}

/** The schema's messages tell what was expected. Values are not repeated: one may be a secret. */
function toProblem(issue: z.core.$ZodIssue, merged: MergedSettings): SettingsProblem {
  const path = issue.path.map(String);
  const expected = expectationOf(issue);
  const value = valueAt(merged.settings, path);
  const origin = originOf(path, merged);
  const source = origin === undefined ? '' : ` (${origin})`;
  if (issue.code === 'invalid_key') return problemAt(path, `has a key that must be ${expected}${source}`);
  if (value === undefined) return problemAt(path, `is missing: it must be ${expected}`);
  const received = issue.code === 'invalid_type' ? `, got ${describeType(value)}` : '';
  return problemAt(path, `must be ${expected}${received}${source}`);
}

function expectationOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
}

/** How the source spells the setting, where that says more than the path. */
function originOf(path: readonly string[], { origins }: MergedSettings): string | undefined {
  for (let length = path.length; length >= path.length - STEPS_BACK; length -= 1) {
    const key = path.slice(0, length).join('.');
    const claim = origins.get(key);
    if (claim !== undefined) return claim.origin === key ? undefined : claim.origin;
  }
  return undefined;
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    return isThere ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  }, root);
}

/** An entry may be claimed by several sources, and wrong in the same way by each. */
function withoutRepetitions(problems: readonly SettingsProblem[]): SettingsProblem[] {
  const told = new Map(problems.map((problem) => [`${problem.path}\n${problem.message}`, problem]));
  return [...told.values()];
}
