import { describeType, isRecord } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { CmlHostClientOptions } from './cml-host-client-options.js';
import type { CmlHostSettings } from './cml-host-settings.js';
import { isHostName } from './connection/host-address.js';
import { normalizeFingerprint } from './connection/tls-options.js';
import { checkCredentials } from './session/check-credentials.js';

const OPERATION = 'CmlHostClient';

const LIMITS = [
  'connectTimeoutMs',
  'tlsTimeoutMs',
  'requestTimeoutMs',
  'deregisterTimeoutMs',
  'maxBodyBytes',
] as const;

/**
 * Refuses options that cannot work. Secrets are never quoted.
 *
 * @throws InvalidParameterError naming the first one that is wrong.
 */
export function checkHostClientOptions(options: CmlHostClientOptions): void {
  check(isRecord(options), 'options', 'an object', describeType(options));
  const { host, port, credentials, settings, clock } = options;
  const isHost = typeof host === 'function' || isHostName(host);
  const received = typeof host === 'string' ? 'something with more in it' : describeType(host);
  check(isHost, 'host', 'a host name or an address, without scheme, user and port, or a function', received);
  checkPort('port', port);
  for (const name of LIMITS) {
    const value = options[name];
    check(
      value === undefined || (Number.isFinite(value) && value > 0),
      name,
      'a number above 0',
      String(value),
    );
  }
  checkTls(options.tls);
  if (credentials !== undefined && typeof credentials !== 'function') checkCredentials(credentials);
  if (settings !== undefined) checkSettings(settings);
  const isClock = clock === undefined || (isRecord(clock) && has(clock, 'now') && has(clock, 'sleep'));
  check(isClock, 'clock', 'a Clock', describeType(clock));
}

function has(value: object, method: string): boolean {
  return typeof (value as Readonly<Record<string, unknown>>)[method] === 'function';
}

function checkPort(parameter: string, port: unknown): void {
  const isPort =
    port === undefined || (Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535);
  check(isPort, parameter, 'a port, 1 to 65535', String(port));
}

function checkTls(tls: unknown): void {
  if (tls === undefined) return;
  check(isRecord(tls), 'tls', 'an object with a mode', describeType(tls));
  const { mode, ca, serverName, sha256 } = tls as Readonly<Record<string, unknown>>;
  switch (mode) {
    case 'system':
    case 'insecure':
      return;
    case 'ca':
      check(
        typeof ca === 'string' && ca.includes('BEGIN CERTIFICATE'),
        'tls.ca',
        'a certificate in PEM',
        describeType(ca),
      );
      check(
        serverName === undefined || isHostName(serverName),
        'tls.serverName',
        'a host name',
        describeType(serverName),
      );
      return;
    case 'pin':
      checkPins([sha256].flat());
      return;
    default:
      check(false, 'tls.mode', 'one of system, ca, pin, insecure', String(mode));
  }
}

/** No pin at all would trust nobody, and an empty text in a list might look like trusting anybody. */
function checkPins(pins: readonly unknown[]): void {
  const areRight =
    pins.length > 0 &&
    pins.every((pin) => typeof pin === 'string' && normalizeFingerprint(pin) !== undefined);
  check(
    areRight,
    'tls.sha256',
    'one SHA-256 fingerprint or several, of 64 hexadecimal digits',
    'something else',
  );
}

function checkSettings(settings: CmlHostSettings): void {
  check(isRecord(settings), 'settings', 'an object', describeType(settings));
  checkPort('settings.httpsPort', settings.httpsPort);
  checkPort('settings.apiPort', settings.apiPort);
  for (const name of ['healthCheckIntervalSeconds', 'startupTimeoutSeconds'] as const) {
    const value = settings[name];
    const isRight = value === undefined || (Number.isFinite(value) && value > 0);
    check(isRight, `settings.${name}`, 'a number of seconds, above 0', String(value));
  }
}

function check(isRight: boolean, parameter: string, expected: string, received: string): void {
  if (isRight) return;
  throw new InvalidParameterError({ operation: OPERATION, parameter, expected, received });
}
