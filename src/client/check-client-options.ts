import { describeType, isRecord } from '../errors/describe-type.js';
import { InputCheck, isText } from '../errors/input-check.js';
import { checkRole } from './check-role.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { checkRegion } from './region.js';

const OPERATION = 'Ec2WorkerClient';

// Marked pure, so that whoever makes no client has none of this in a bundle.
const CHECK = /* @__PURE__ */ new InputCheck(OPERATION);

/** The numbers among the options, with their smallest values. */
const NUMBERS = {
  connectTimeoutMs: 1,
  requestTimeoutMs: 1,
  maxAttempts: 1,
  launchGraceSeconds: 0,
} as const;

/** The times among the options that become a timer. One that is too long for Node would end at once. */
const TIMEOUTS = ['connectTimeoutMs', 'requestTimeoutMs'] as const;
const LONGEST_TIMEOUT_MS = 2_147_483_647;

const FLAGS = ['useFipsEndpoint', 'useDualstackEndpoint', 'decodeDenials', 'coalescing'] as const;

/** The clients that a caller may hand in, which have credentials of their own. */
const CLIENTS = ['ec2', 'cloudWatch'] as const;

/** The groups of the settings: what lacks one was not made by the settings' door. */
const SETTINGS_GROUPS = ['aws', 'worker', 'cml', 'lifecycle'] as const;

const SERVICES: readonly string[] = ['ec2', 'cloudWatch', 'sts'];

/**
 * Refuses options that cannot work.
 *
 * @throws InvalidParameterError naming the first one that is wrong.
 */
export function checkClientOptions(options: Ec2WorkerClientOptions): void {
  CHECK.that(isRecord(options), 'options', 'an object', options);
  if (options.region !== undefined) checkRegion(options.region, OPERATION);
  for (const [name, least] of Object.entries(NUMBERS)) {
    const value = options[name as keyof typeof NUMBERS];
    const isRight = value === undefined || (Number.isFinite(value) && value >= least);
    CHECK.that(isRight, name, `a number of at least ${least}`, value);
  }
  for (const name of TIMEOUTS) {
    const value = options[name];
    CHECK.that(
      value === undefined || value <= LONGEST_TIMEOUT_MS,
      name,
      `at most ${LONGEST_TIMEOUT_MS}`,
      value,
    );
  }
  for (const name of FLAGS) {
    const value = options[name];
    CHECK.that(value === undefined || typeof value === 'boolean', name, 'true or false', value);
  }
  checkEndpoints(options.endpoint);
  checkIdentity(options);
  checkParts(options);
  checkSettings(options.settings);
}

/** A client that is handed in keeps working as whoever it was made for, whatever role the others take on. */
function checkIdentity(options: Ec2WorkerClientOptions): void {
  const { profile, credentials, assumeRole } = options;
  CHECK.that(profile === undefined || isText(profile), 'profile', 'the name of a profile', profile);
  const areCredentials =
    credentials === undefined || typeof credentials === 'function' || isRecord(credentials);
  CHECK.about(areCredentials, 'credentials', 'credentials, or a provider of them', describeType(credentials));
  if (assumeRole === undefined) return;
  checkRole(assumeRole, OPERATION);
  for (const name of CLIENTS) {
    const expected = `left out where ${name} is handed in, which has credentials of its own`;
    CHECK.about(options[name] === undefined, 'assumeRole', expected, 'both');
  }
}

/** Anything but a known service's URL would leave the real endpoint in place, and nobody would notice. */
function checkEndpoints(endpoint: unknown): void {
  if (endpoint === undefined) return;
  const expected = 'a URL such as http://127.0.0.1:5555, or an object of them by ec2, cloudWatch and sts';
  const isObject = isRecord(endpoint) && !(endpoint instanceof URL);
  CHECK.that(typeof endpoint === 'string' || isObject, 'endpoint', expected, endpoint);
  const urls =
    typeof endpoint === 'string' ? [['endpoint', endpoint] as const] : Object.entries(endpoint as object);
  for (const [name, url] of urls as [string, unknown][]) {
    const isKnown = name === 'endpoint' || SERVICES.includes(name);
    CHECK.that(isKnown, `endpoint.${name}`, `one of ${SERVICES.join(', ')}`, name);
    CHECK.that(url === undefined || isWebAddress(url), name, 'a URL such as http://127.0.0.1:5555', url);
  }
}

/** Settings that nobody has checked would let launches through that they forbid. */
function checkSettings(settings: unknown): void {
  const isMade =
    settings === undefined ||
    (isRecord(settings) && SETTINGS_GROUPS.every((group) => isRecord(settings[group])));
  // A text may be the JSON of the settings, with a licence token in it.
  const received = describeType(settings);
  CHECK.about(isMade, 'settings', 'made by defineWorkerSettings or loadWorkerSettings', received);
}

function isWebAddress(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** The parts that a caller may supply ready made: each has to have what is called on it. */
function checkParts(options: Ec2WorkerClientOptions): void {
  const { clock, requestHandler, logger, budget } = options;
  for (const name of CLIENTS) {
    const client = options[name];
    const isRight = client === undefined || typeof client === 'function' || has(client, 'send', 'destroy');
    CHECK.that(isRight, name, 'an SDK client, or a function of the region', client);
  }
  CHECK.that(clock === undefined || has(clock, 'now', 'sleep'), 'clock', 'a Clock', clock);
  const isLogger = logger === undefined || has(logger, 'debug', 'info', 'warn', 'error');
  CHECK.that(isLogger, 'logger', 'a Logger, such as console', logger);
  const isBudget = budget === undefined || budget === false || has(budget, 'enter', 'tryEnter');
  CHECK.that(isBudget, 'budget', 'a RequestBudget, or false', budget);
  const isHandler = requestHandler === undefined || isRecord(requestHandler);
  CHECK.that(isHandler, 'requestHandler', 'a request handler or its options', requestHandler);
}

function has(value: unknown, ...methods: readonly string[]): boolean {
  return isRecord(value) && methods.every((method) => typeof value[method] === 'function');
}
