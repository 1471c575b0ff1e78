import { SettingsError, type SettingsProblem } from 'ec2-worker-client/settings';

/** What is wrong with settings, as told by the error; anything else fails the test. */
export function problemsOf(make: () => unknown): readonly SettingsProblem[] {
  return settingsErrorOf(make).problems;
}

/** The error of settings that cannot be used. */
export function settingsErrorOf(make: () => unknown): SettingsError {
  try {
    make();
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('Expected a SettingsError.');
}
