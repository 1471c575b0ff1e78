import { describeType } from '../errors/describe-type.js';
import { editDistance } from '../errors/did-you-mean.js';
import type { SettingsProblem } from '../errors/worker-error-details.js';
import { type Claim, problemAt, type Reading } from './claim.js';
import { parseJson } from './parse-json.js';
import { describeUnknownName, type Place, readSeedSetting } from './read-settings.js';
import { RENAMED_SETTINGS, SEED_SETTINGS, type SeedSetting } from './seed-settings.js';

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What makes a variable one of these settings', whatever the rest of its name is. */
const OWN_PREFIXES = ['CML_WORKER_', 'CMLVM_'] as const;

/** Other tools have variables that begin like these settings: only a slip of the fingers is taken for one. */
const SLIP = 2;
const NEIGHBOURS = /^(?:CML|AWS)_/;

const NAMES: readonly string[] = SEED_SETTINGS.map(({ name }) => name.toUpperCase());

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
]);

const PLACE: Place = { source: 'env', spell: (spelling) => spelling };

/** Reads settings from the variables of an environment. */
export function readEnvironment(environment: Environment): Reading {
  const claims: Claim[] = [];
  const problems: SettingsProblem[] = [];
  for (const setting of SEED_SETTINGS) {
    const reading = readVariable(setting, environment[setting.name.toUpperCase()]);
    claims.push(...reading.claims);
    problems.push(...reading.problems);
  }
  for (const name of Object.keys(environment)) {
    if (isMistaken(name)) problems.push(problemAt([name], describeUnknownName(name, NAMES)));
  }
  return { claims, problems };
}

function readVariable(setting: SeedSetting, raw: unknown): Reading {
  if (raw === undefined) return { claims: [], problems: [] };
  const variable = setting.name.toUpperCase();
  const refuse = (message: string): Reading => {
    const path = setting.path.slice(0, setting.path.includes('*') ? setting.path.indexOf('*') : undefined);
    return { claims: [], problems: [problemAt(path, `${message} (${variable})`)] };
  };
  if (typeof raw !== 'string') return refuse(`must be text, as a variable has it, got ${describeType(raw)}`);
  const text = raw.trim();
  if (text === '') return refuse('is empty: give the variable a value, or unset it');
  const parsed = parseVariable(setting, text);
  if ('fault' in parsed) return refuse(parsed.fault);
  return readSeedSetting({ ...setting, name: variable }, parsed.value, PLACE);
}

/** What is not of its form is left as text, for the check to say what was expected. */
function parseVariable({ form }: SeedSetting, text: string): { value: unknown } | { fault: string } {
  switch (form) {
    case 'text':
      return { value: text };
    case 'number':
      return { value: /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text };
    case 'flag':
      return { value: FLAGS.get(text.toLowerCase()) ?? text };
    case 'list':
      return text.startsWith('[') ? parseJson(text) : { value: text.split(',').map((item) => item.trim()) };
    case 'map':
      return parseJson(text);
  }
}

/** Whether a variable was meant for these settings, and is none of them. */
function isMistaken(name: string): boolean {
  if (NAMES.includes(name)) return false;
  if (OWN_PREFIXES.some((prefix) => name.startsWith(prefix)) || RENAMED_SETTINGS.has(name.toLowerCase())) {
    return true;
  }
  return NEIGHBOURS.test(name) && NAMES.some((known) => editDistance(name, known) <= SLIP);
}
