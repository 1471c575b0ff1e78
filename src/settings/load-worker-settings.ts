import { describeType, isRecord } from '../errors/describe-type.js';
import { isText } from '../errors/input-check.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { checkSettings } from './check-settings.js';
import { processEnvironment } from './environment.js';
import { readEnvironment } from './read-environment.js';
import { readFile } from './read-file.js';
import type { WorkerSettings } from './worker-settings.js';

const OPERATION = 'loadWorkerSettings';

/** Where to load settings from. */
export interface LoadWorkerSettingsOptions {
  /**
   * Variables by name, such as `CML_HTTPS_PORT`. Lists and maps are JSON; lists may also be separated by
   * commas. Default: `process.env`; `{}` for none.
   */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * A JSON file: its path, or its `file:` URL. It holds the settings in their groups, by the flat names of
   * the variables in lower case, or both. Default: none.
   */
  readonly file?: string | URL | undefined;
  /** Which one wins where both say something. Default: neither, a disagreement is a problem to report. */
  readonly prefer?: 'env' | 'file' | undefined;
}

/**
 * Loads settings from the environment, from a file, or from both: checks them all, fills in the defaults,
 * and freezes the result. The same setting means the same wherever it is.
 *
 * @throws SettingsError with every problem at once, each with its path and what was expected: also where the
 * two sources disagree, where a name is not known, and where a variable is there but empty.
 */
export function loadWorkerSettings(options: LoadWorkerSettingsOptions = {}): WorkerSettings {
  checkOptions(options);
  const { env = processEnvironment(), file, prefer } = options;
  const readings = [readEnvironment(env), ...(file === undefined ? [] : [readFile(file)])];
  return checkSettings(OPERATION, readings, prefer);
}

function checkOptions(options: unknown): void {
  if (!isRecord(options)) throw refusal('options', 'an object', options);
  const { env, file, prefer } = options;
  if (env !== undefined && !isRecord(env)) throw refusal('env', 'an object of variables', env);
  const isFile = file instanceof URL ? file.protocol === 'file:' : file === undefined || isText(file);
  if (!isFile) throw refusal('file', 'the path of a file, or its file: URL', file);
  const isSource = prefer === undefined || prefer === 'env' || prefer === 'file';
  if (!isSource) throw refusal('prefer', 'env or file', prefer);
}

function refusal(parameter: string, expected: string, value: unknown): InvalidParameterError {
  return new InvalidParameterError({
    operation: OPERATION,
    parameter,
    expected,
    received: describeType(value),
  });
}
