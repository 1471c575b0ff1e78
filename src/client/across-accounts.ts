import { AbortedError } from '../errors/aborted-error.js';
import { isRecord } from '../errors/describe-type.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InputCheck } from '../errors/input-check.js';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import { inParallel } from '../time/in-parallel.js';
import { checkRole } from './check-role.js';
import type { Ec2WorkerClient } from './ec2-worker-client.js';
import { loadEngine } from './lazy-engine.js';
import { checkRegion } from './region.js';

const OPERATION = 'acrossAccounts';
const DEFAULT_CONCURRENCY = 8;

/** Where to make a call, and how many at a time. */
export interface AcrossAccountsOptions {
  /**
   * The accounts: by a role to take on in each, or `'own'` for the client's own. An empty list is none. Default:
   * the client's own alone.
   */
  readonly accounts?: readonly ('own' | AssumeRoleOptions)[] | undefined;
  /** The regions, in each account. An empty list is none. Default: the client's own. */
  readonly regions?: readonly AwsRegion[] | undefined;
  /** How many calls are under way at a time, at least 1. Default 8. */
  readonly concurrency?: number | undefined;
  /** Ends the calls that are under way, and begins no more of them. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** One account in one region. */
export interface AccountTarget {
  /** The role that stands for the account; `undefined` for the client's own. */
  readonly roleArn: string | undefined;
  /** The region to call. */
  readonly region: AwsRegion;
}

/** What a call is made with. */
export interface AccountCall extends AccountTarget {
  /** The client of the account. */
  readonly client: Ec2WorkerClient;
  /** To hand on to whatever is called. */
  readonly options: CallOptions;
}

/** A call that gave a value. */
export interface AccountSuccess<Value> extends AccountTarget {
  /** What the call gave. */
  readonly value: Value;
  /** Never there. */
  readonly error?: undefined;
}

/** A call that failed. */
export interface AccountFailure extends AccountTarget {
  /** Why it failed. */
  readonly error: Ec2WorkerError;
  /** Never there. */
  readonly value?: undefined;
}

/** What became of the call in one account and region. */
export type AccountOutcome<Value> = AccountSuccess<Value> | AccountFailure;

/** What became of a call in many accounts and regions. */
export interface AccountsResult<Value> {
  /** One for each target, in the order of the accounts, and within one of the regions. */
  readonly outcomes: readonly AccountOutcome<Value>[];
  /** The values of the targets that have one, in the same order. */
  readonly values: readonly Value[];
  /** The outcomes that are errors. */
  readonly failures: readonly AccountFailure[];
  /** Whether every target has a value. */
  readonly complete: boolean;
}

/**
 * Makes one call in many accounts and regions, and gives one result for all. What fails somewhere takes
 * nothing away from the rest: a partial result is a result, and an abort leaves what is there by then.
 *
 * @example
 * const { values, failures } = await acrossAccounts(client, { accounts, regions }, ({ client, options }) =>
 *   client.listInstances({}, options),
 * );
 *
 * @throws InvalidParameterError for accounts, regions or a concurrency that make no sense, before anything is called.
 */
export async function acrossAccounts<Value>(
  client: Ec2WorkerClient,
  options: AcrossAccountsOptions,
  run: (call: AccountCall) => Value | Promise<Value>,
): Promise<AccountsResult<Value>> {
  checkOptions(client, options, run);
  const { accounts = ['own'], concurrency = DEFAULT_CONCURRENCY } = options;
  const regions = options.regions ?? [await client.resolveRegion()];
  const calls = accounts.flatMap((account) =>
    regions.map((region) => toCall(client, account, region, options)),
  );
  const outcomes = await inParallel(calls, concurrency, (call) => outcomeOf(call, run));
  const failures = outcomes.flatMap((outcome) => (outcome.error === undefined ? [] : [outcome]));
  return {
    outcomes,
    values: outcomes.flatMap((outcome) => (outcome.error === undefined ? [outcome.value] : [])),
    failures,
    complete: failures.length === 0,
  };
}

function toCall(
  client: Ec2WorkerClient,
  account: 'own' | AssumeRoleOptions,
  region: AwsRegion,
  { abortSignal }: AcrossAccountsOptions,
): AccountCall {
  const isOwn = account === 'own';
  return {
    client: isOwn ? client : client.forAccount(account),
    roleArn: isOwn ? undefined : account.roleArn,
    region,
    options: { region, abortSignal },
  };
}

async function outcomeOf<Value>(
  call: AccountCall,
  run: (call: AccountCall) => Value | Promise<Value>,
): Promise<AccountOutcome<Value>> {
  const { roleArn, region, options } = call;
  const { abortSignal } = options;
  try {
    if (abortSignal?.aborted === true) {
      throw new AbortedError({ operation: OPERATION, region, cause: abortSignal.reason });
    }
    return { roleArn, region, value: await run(call) };
  } catch (thrown) {
    if (Ec2WorkerError.isInstance(thrown)) return { roleArn, region, error: thrown };
    const { ClientEngine } = await loadEngine();
    const error = ClientEngine.explain(thrown, { operation: OPERATION, region, abortSignal });
    return { roleArn, region, error };
  }
}

function checkOptions(client: unknown, options: AcrossAccountsOptions, run: unknown): void {
  const check = new InputCheck(OPERATION);
  check.that(isRecord(client) && 'forAccount' in client, 'client', 'an Ec2WorkerClient', client);
  check.that(isRecord(options), 'options', 'an object', options);
  check.that(typeof run === 'function', 'run', 'a function', run);
  const { accounts, regions, concurrency } = options;
  check.that(
    accounts === undefined || Array.isArray(accounts),
    'accounts',
    "a list of roles, or 'own'",
    accounts,
  );
  for (const account of accounts ?? []) if (account !== 'own') checkRole(account, OPERATION);
  check.that(regions === undefined || Array.isArray(regions), 'regions', 'a list of regions', regions);
  for (const region of regions ?? []) checkRegion(region, OPERATION);
  const isCount = concurrency === undefined || (Number.isInteger(concurrency) && concurrency >= 1);
  check.that(isCount, 'concurrency', 'a whole number of at least 1', concurrency);
}
