import type { CredentialStore, SimulatedCredentials } from './credential-store.js';

/** A credential provider as the AWS SDK takes it, which counts its calls. */
export interface SimulatedCredentialsProvider {
  (): Promise<SimulatedCredentials>;
  /** How often it was asked so far. */
  readonly calls: number;
}

/** Hands out the credentials in force at the time of each call. */
export function countingProvider(store: CredentialStore): SimulatedCredentialsProvider {
  let calls = 0;
  const provide = (): Promise<SimulatedCredentials> => {
    calls += 1;
    return Promise.resolve(store.current);
  };
  return Object.defineProperty(provide, 'calls', { get: () => calls }) as SimulatedCredentialsProvider;
}
