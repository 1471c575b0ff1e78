/**
 * The settings of a service: from code, from a file, from the environment.
 *
 * @module ec2-worker-client/settings
 */

// Errors: `SettingsError` here is the same class as in the main door.
export { SettingsError, type SettingsErrorOptions } from '../errors/settings-error.js';
export type { SettingsProblem, SettingsProblems } from '../errors/worker-error-details.js';
export { defineWorkerSettings } from './define-worker-settings.js';
export { type LoadWorkerSettingsOptions, loadWorkerSettings } from './load-worker-settings.js';
export { workerSettingsJsonSchema } from './settings-json-schema.js';
export type {
  AwsSettings,
  CmlLicenseSettings,
  CmlSettings,
  LifecycleSettings,
  WorkerImageSettings,
  WorkerLaunchSettings,
  WorkerNetworkSettings,
  WorkerSettings,
} from './worker-settings.js';
export type {
  CmlSettingsInput,
  FlatSettingsInput,
  PartialSettings,
  WorkerImageInput,
  WorkerLaunchInput,
  WorkerSettingsInput,
} from './worker-settings-input.js';
