import type { Environment } from './read-environment.js';

/** The variables of this process. The only place of the settings that reads the environment. */
export function processEnvironment(): Environment {
  return process.env;
}
