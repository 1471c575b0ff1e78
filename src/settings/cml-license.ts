import { inspect } from 'node:util';
import { REDACTED } from '../errors/secret-keys.js';
import type { CmlLicenseSettings } from './worker-settings.js';

/** The licence's settings, whose token is there for whoever asks for it by name, and for nobody else. */
export function cmlLicense(token: string | undefined, checkOnStartup: boolean): CmlLicenseSettings {
  return new CmlLicense(token, checkOnStartup);
}

class CmlLicense implements CmlLicenseSettings {
  readonly checkOnStartup: boolean;
  readonly #token: string | undefined;

  constructor(token: string | undefined, checkOnStartup: boolean) {
    this.#token = token;
    this.checkOnStartup = checkOnStartup;
  }

  get token(): string | undefined {
    return this.#token;
  }

  toJSON(): object {
    const { checkOnStartup } = this;
    return this.#token === undefined ? { checkOnStartup } : { token: REDACTED, checkOnStartup };
  }

  [inspect.custom](): object {
    return this.toJSON();
  }
}
