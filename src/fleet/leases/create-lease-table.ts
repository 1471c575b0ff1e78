import { ConflictError } from '../../errors/conflict-error.js';
import { isWorkerErrorOfKind } from '../../errors/ec2-worker-error.js';
import { failureMessage } from '../../errors/failure-message.js';
import { IncorrectStateError } from '../../errors/incorrect-state-error.js';
import { InputCheck } from '../../errors/input-check.js';
import type { Clock } from '../../time/clock.js';
import { pause } from '../pause.js';
import { FORGET_ATTRIBUTE, KEY_ATTRIBUTE } from './lease-requests.js';
import type { LeaseCall, SdkLeaseTable } from './sdk-lease-table.js';

const DEFAULT_WAIT_SECONDS = 120;
const POLL_MS = 1_000;

/** Options of {@link DynamoDbLeaseStore.createTable}. */
export interface CreateLeaseTableOptions {
  /** How long to wait for the table, in seconds, 0 or more. Default 120; a new one usually takes less than 20. */
  readonly maxWaitTime?: number | undefined;
  /** Ends the call. The table is made all the same, if it was asked for. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** What became of {@link DynamoDbLeaseStore.createTable}. */
export interface LeaseTableCreation {
  /** The table. */
  readonly tableName: string;
  /** Whether it was made; `false` if there was one that is fit for leases. */
  readonly created: boolean;
}

interface CreationPlan extends CreateLeaseTableOptions {
  readonly operation: string;
  readonly tableName: string;
  readonly region: string | undefined;
  readonly clock: Clock;
  /** Whether items are to be deleted by their time. */
  readonly isForgetful: boolean;
}

/** Makes the table unless there is one, and waits until it can be used. */
export async function createLeaseTable(
  table: SdkLeaseTable,
  plan: CreationPlan,
): Promise<LeaseTableCreation> {
  const call = { operation: plan.operation, abortSignal: plan.abortSignal };
  const rule = { otherwise: DEFAULT_WAIT_SECONDS, zeroAllowed: true };
  const maxWaitTime = new InputCheck(plan.operation).time(plan.maxWaitTime, 'maxWaitTime', rule);
  const created = await createIfMissing(table, call);
  await waitUntilActive(table, { ...plan, maxWaitTime }, call);
  if (plan.isForgetful) await letForget(table, plan, call);
  return { tableName: plan.tableName, created };
}

async function createIfMissing(table: SdkLeaseTable, call: LeaseCall): Promise<boolean> {
  try {
    await table.create(call);
    return true;
  } catch (error) {
    if (isWorkerErrorOfKind(error, 'conflict')) return false;
    throw error;
  }
}

async function waitUntilActive(
  table: SdkLeaseTable,
  plan: CreationPlan & { readonly maxWaitTime: number },
  call: LeaseCall,
): Promise<void> {
  const { clock, maxWaitTime } = plan;
  const deadline = clock.now() + maxWaitTime * 1_000;
  for (;;) {
    const { isActive, isFit } = await describeWhenThere(table, call);
    if (isActive && isFit) return;
    if (isActive) {
      throw conflict(plan, `the table "${plan.tableName}" has another key than "${KEY_ATTRIBUTE}" (text)`);
    }
    if (clock.now() + POLL_MS > deadline) throw notReady(plan, maxWaitTime);
    await pause(clock, POLL_MS, { ...call, region: plan.region });
  }
}

/** A table that was just made may not be seen yet. */
async function describeWhenThere(table: SdkLeaseTable, call: LeaseCall) {
  try {
    return await table.describe(call);
  } catch (error) {
    if (isWorkerErrorOfKind(error, 'resource-not-found')) return { isActive: false, isFit: false };
    throw error;
  }
}

async function letForget(table: SdkLeaseTable, plan: CreationPlan, call: LeaseCall): Promise<void> {
  const attribute = await table.readTimeToLive(call);
  if (attribute === undefined) await table.enableTimeToLive(call);
  else if (attribute !== FORGET_ATTRIBUTE) {
    throw conflict(plan, `items of the table "${plan.tableName}" are deleted by "${attribute}"`);
  }
}

function conflict({ operation, region }: CreationPlan, text: string): ConflictError {
  const advice = 'Use another table: this one is for something else.';
  const message = failureMessage({ operation, region, text, advice });
  return new ConflictError({ message, operation, region, conflictsWith: 'name' });
}

function notReady({ operation, region, tableName }: CreationPlan, seconds: number): IncorrectStateError {
  const text = `the table "${tableName}" is not ready after ${seconds} s`;
  const message = failureMessage({ operation, region, text, advice: 'Call it again: it goes on waiting.' });
  return new IncorrectStateError({ message, operation, region, retryable: true });
}
