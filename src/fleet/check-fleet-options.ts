import { isRecord } from '../errors/describe-type.js';
import { InputCheck } from '../errors/input-check.js';
import { REGION_NAME } from '../model/name-shapes.js';
import type { WorkerFleetOptions } from './worker-fleet-options.js';

/**
 * Refuses options that cannot work.
 *
 * @throws InvalidParameterError naming the first one that is wrong.
 */
export function checkFleetOptions(options: WorkerFleetOptions): void {
  const check = new InputCheck('WorkerFleet');
  check.that(isRecord(options), 'options', 'an object with a client', options);
  const { client, regions, accounts, ownership = {}, clock, leases } = options;
  check.that(has(client, 'listInstances', 'forAccount'), 'client', 'an Ec2WorkerClient', client);
  check.that(isFilled(regions), 'regions', 'a list of at least one region', regions);
  for (const region of regions ?? []) {
    check.that(REGION_NAME.test(String(region)), 'regions', 'AWS regions such as us-east-1', region);
  }
  const twice = repeated(regions ?? []);
  check.that(twice === undefined, 'regions', 'regions that are named once each', twice);
  check.that(isFilled(accounts), 'accounts', "a list of at least one role, or 'own'", accounts);
  for (const account of accounts ?? []) {
    const isRole = isRecord(account) && typeof account['roleArn'] === 'string';
    check.that(account === 'own' || isRole, 'accounts', "roles with a roleArn, or 'own'", account);
  }
  // Whatever is listed twice would be counted, and paid for, twice.
  const same = repeated((accounts ?? []).map((account) => (account === 'own' ? account : account.roleArn)));
  check.that(same === undefined, 'accounts', 'accounts that are named once each', same);
  check.that(isRecord(ownership), 'ownership', 'an object with a key and a value', ownership);
  const { key, value } = ownership;
  check.that(isText(key, 128), 'ownership.key', 'a tag key of 1 to 128 characters', key);
  check.that(isText(value, 256), 'ownership.value', 'a tag value of 1 to 256 characters', value);
  const isStore = leases === undefined || has(leases, 'acquire', 'renew', 'release', 'read');
  check.that(isStore, 'leases', 'a LeaseStore', leases);
  check.that(clock === undefined || has(clock, 'now', 'sleep'), 'clock', 'a Clock', clock);
}

function isFilled(list: unknown): boolean {
  return list === undefined || (Array.isArray(list) && list.length > 0);
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}

function isText(text: unknown, longest: number): boolean {
  return text === undefined || (typeof text === 'string' && text.length > 0 && text.length <= longest);
}

function has(value: unknown, ...methods: string[]): boolean {
  return isRecord(value) && methods.every((method) => typeof value[method] === 'function');
}
