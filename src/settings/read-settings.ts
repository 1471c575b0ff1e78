import type { z } from 'zod';
import { describeType, isRecord } from '../errors/describe-type.js';
import { closestName, didYouMean } from '../errors/did-you-mean.js';
import type { SettingsProblem } from '../errors/worker-error-details.js';
import { type Claim, problemAt, type Reading, type SettingsSource } from './claim.js';
import { schemaAt, shapeOf, toCamelCase, toSnakeCase } from './schema-shape.js';
import { RENAMED_SETTINGS, SEED_SETTINGS, type SeedSetting, seedSetting } from './seed-settings.js';
import { SETTINGS_SCHEMA } from './settings-schema.js';

/** Names the JSON Schema in a file, for editors. */
const SCHEMA_KEY = '$schema';

/** An entry of this name would be lost, or worse. */
const IMPOSSIBLE_KEY = '__proto__';

/** Where something was found: in which source, and how it is spelt there. */
export interface Place {
  readonly source: SettingsSource;
  /** How a source spells a setting, such as `cml.httpsPort in settings.json`. */
  readonly spell: (spelling: string) => string;
}

/** Reads settings from an object: in groups, by flat names, or both. */
export function readSettings(input: unknown, place: Place): Reading {
  if (!isRecord(input)) {
    return { claims: [], problems: [problemAt([], `must be an object, got ${describeType(input)}`)] };
  }
  const reader = new SettingsReader(place);
  for (const [key, value] of Object.entries(input)) {
    if (key !== SCHEMA_KEY) reader.readTop(key, value);
  }
  return reader;
}

/** Reads the value of one setting by its flat name. */
export function readSeedSetting(setting: SeedSetting, value: unknown, place: Place): Reading {
  const reader = new SettingsReader(place);
  reader.readSeed(setting, value);
  return reader;
}

/** What to say of a name that no setting has. */
export function describeUnknownName(name: string, known: readonly string[]): string {
  const successor = RENAMED_SETTINGS.get(name.toLowerCase());
  if (successor === undefined) return `is not a setting.${didYouMean(name, known)}`;
  return `is an old name: use ${name === name.toUpperCase() ? successor.toUpperCase() : successor}`;
}

/** Takes settings apart into claims. */
class SettingsReader implements Reading {
  readonly claims: Claim[] = [];
  readonly problems: SettingsProblem[] = [];
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  readTop(key: string, value: unknown): void {
    const groups = membersOf(SETTINGS_SCHEMA);
    const group = Object.hasOwn(groups, key) ? groups[key] : undefined;
    if (group !== undefined) {
      this.#read(group, [key], value, key);
      return;
    }
    const setting = seedSetting(key);
    if (setting !== undefined) {
      this.readSeed(setting, value);
      return;
    }
    const known = [...Object.keys(groups), ...SEED_SETTINGS.map(({ name }) => name)];
    this.problems.push(problemAt([key], describeUnknownName(key, known)));
  }

  /** A map of one field, such as image ids by region, is spread over the entries that the field is in. */
  readSeed({ name, path }: SeedSetting, value: unknown): void {
    const [before, field] = splitAtStar(path);
    if (field === undefined) {
      this.#read(schemaAt(SETTINGS_SCHEMA, path), path, value, name);
      return;
    }
    if (!isRecord(value)) {
      this.problems.push(
        problemAt(before, this.#note(`must be an object by region, got ${describeType(value)}`, name)),
      );
      return;
    }
    for (const [key, each] of Object.entries(value)) {
      const spelling = `${name}.${key}`;
      if (this.#refusesKey(before, key)) continue;
      this.#claim([...before, key], {}, spelling, true);
      this.#read(schemaAt(SETTINGS_SCHEMA, path), [...before, key, ...field], each, spelling);
    }
  }

  #read(schema: z.ZodType, path: readonly string[], value: unknown, spelling: string): void {
    if (value === undefined) return;
    const shape = shapeOf(schema);
    if (shape.kind === 'value') {
      // No value, in the words of JSON.
      if (value === null && shape.isOptional) return;
      this.#claim(path, value, spelling, false);
      return;
    }
    if (!isRecord(value)) {
      this.#claim(path, value, spelling, false);
      return;
    }
    this.#claim(path, {}, spelling, true);
    if (shape.kind === 'object') this.#readMembers(shape.members, path, value, spelling);
    else this.#readEntries(shape.entry, path, value, spelling);
  }

  #readMembers(
    members: Readonly<Record<string, z.ZodType>>,
    path: readonly string[],
    value: Readonly<Record<string, unknown>>,
    spelling: string,
  ): void {
    // Settings that were made before keep their secret out of the keys that they own.
    const hidden = Object.keys(members).filter((name) => name in value && !Object.hasOwn(value, name));
    for (const key of [...Object.keys(value), ...hidden]) {
      const name = Object.hasOwn(members, key) ? key : toCamelCase(key);
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      if (member === undefined) this.problems.push(problemAt([...path, key], unknownMember(key, members)));
      else this.#read(member, [...path, name], value[key], `${spelling}.${key}`);
    }
  }

  #readEntries(
    entry: z.ZodType,
    path: readonly string[],
    value: Readonly<Record<string, unknown>>,
    spelling: string,
  ): void {
    for (const [key, each] of Object.entries(value)) {
      if (!this.#refusesKey(path, key)) this.#read(entry, [...path, key], each, `${spelling}.${key}`);
    }
  }

  #refusesKey(path: readonly string[], key: string): boolean {
    if (key !== IMPOSSIBLE_KEY) return false;
    this.problems.push(problemAt([...path, key], 'cannot be a key'));
    return true;
  }

  #claim(path: readonly string[], value: unknown, spelling: string, isContainer: boolean): void {
    const { source, spell } = this.#place;
    this.claims.push({ path, value, source, origin: spell(spelling), isContainer });
  }

  #note(message: string, spelling: string): string {
    return `${message} (${this.#place.spell(spelling)})`;
  }
}

function membersOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  const shape = shapeOf(schema);
  return shape.kind === 'object' ? shape.members : {};
}

function splitAtStar(path: readonly string[]): [readonly string[], readonly string[] | undefined] {
  const star = path.indexOf('*');
  return star === -1 ? [path, undefined] : [path.slice(0, star), path.slice(star + 1)];
}

/** The suggestion is spelt as the caller spells. */
function unknownMember(key: string, members: Readonly<Record<string, z.ZodType>>): string {
  const names = Object.keys(members);
  const closest = closestName(toCamelCase(key), names);
  const spelt = key.includes('_') && closest !== undefined ? toSnakeCase(closest) : closest;
  const hint = spelt === undefined ? ` Known are ${names.join(', ')}.` : ` Did you mean "${spelt}"?`;
  return `is not a setting.${hint}`;
}
