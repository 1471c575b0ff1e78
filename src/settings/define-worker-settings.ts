import { checkSettings } from './check-settings.js';
import { readSettings } from './read-settings.js';
import type { WorkerSettings } from './worker-settings.js';
import type { WorkerSettingsInput } from './worker-settings-input.js';

/**
 * Makes settings in code: checks them all, fills in the defaults, and freezes the result.
 *
 * @throws SettingsError with every problem at once, each with its path and what was expected.
 */
export function defineWorkerSettings(input: WorkerSettingsInput = {}): WorkerSettings {
  const reading = readSettings(input, { source: 'input', spell: (spelling) => spelling });
  return checkSettings('defineWorkerSettings', [reading]);
}
