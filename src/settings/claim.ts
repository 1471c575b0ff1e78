import type { SettingsProblem } from '../errors/worker-error-details.js';

/** Where settings come from: a source may contradict another one, and itself. */
export type SettingsSource = 'env' | 'file' | 'input';

/** What one source says of one setting. */
export interface Claim {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly source: SettingsSource;
  /** How the source spells it, for people: `CML_HTTPS_PORT`, or `cml.httpsPort in settings.json`. */
  readonly origin: string;
  /** Whether it says no more than that there is an object, whose members are claims of their own. */
  readonly isContainer: boolean;
}

/** What came of reading a source. */
export interface Reading {
  readonly claims: readonly Claim[];
  readonly problems: readonly SettingsProblem[];
}

/** What is wrong at a path. */
export function problemAt(path: readonly string[], message: string): SettingsProblem {
  return { path: path.join('.'), message };
}
