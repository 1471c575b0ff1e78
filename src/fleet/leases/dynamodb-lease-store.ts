import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../../time/clock.js';
import { checkAcquisition, checkLease, checkLeaseKey, checkRenewal } from './check-lease.js';
import { checkStoreOptions } from './check-store-options.js';
import {
  type CreateLeaseTableOptions,
  createLeaseTable,
  type LeaseTableCreation,
} from './create-lease-table.js';
import type { DynamoDbLeaseStoreOptions } from './dynamodb-lease-options.js';
import {
  acquireRequest,
  type LeasePlace,
  type LeaseRecord,
  type LeaseWrite,
  releaseRequest,
  renewRequest,
} from './lease-requests.js';
import type {
  AcquireLeaseOptions,
  Lease,
  LeaseCallOptions,
  LeaseStore,
  RenewLeaseOptions,
} from './lease-store.js';
import { SdkLeaseTable } from './sdk-lease-table.js';

const DEFAULT_CLOCK_SKEW_SECONDS = 5;
const DAY_SECONDS = 86_400;

/**
 * Leases among any number of processes and hosts, in a DynamoDB table. Every write is conditional, so that of all who
 * ask at once one gets the lease. A write whose reply was lost is recognised by its id when it is tried again, and
 * counts once.
 *
 * It needs the package `@aws-sdk/client-dynamodb`, which is loaded with the first call, and the permissions
 * `dynamodb:UpdateItem` and `dynamodb:GetItem` on the table, which are the feature `leases` of `requiredIamPolicy`;
 * {@link DynamoDbLeaseStore.createTable} those of the feature `lease-table`.
 *
 * Leases end by the clocks of those who hold and want them, which may differ by
 * {@link DynamoDbLeaseStoreOptions.clockSkewSeconds}. The item of a key is never deleted here, since its token has to
 * survive the lease; the first token is the time in milliseconds, so that tokens grow on even if somebody deletes it.
 *
 * Its calls throw ResourceNotFoundError without the table, and otherwise what any call of AWS may: ThrottledError,
 * PermissionDeniedError, AuthenticationError, NetworkError, ServiceUnavailableError, AbortedError.
 *
 * @example
 * {@includeCode ../../../examples/share-workers.ts#program}
 */
export class DynamoDbLeaseStore implements LeaseStore, AsyncDisposable {
  readonly #options: DynamoDbLeaseStoreOptions;
  readonly #clock: Clock;
  readonly #clockSkewMs: number;
  readonly #table: SdkLeaseTable;

  /** @throws InvalidParameterError for options that cannot work. */
  constructor(options: DynamoDbLeaseStoreOptions) {
    checkStoreOptions(options);
    const { clock = systemClock, clockSkewSeconds = DEFAULT_CLOCK_SKEW_SECONDS } = options;
    this.#options = options;
    this.#clock = clock;
    this.#clockSkewMs = clockSkewSeconds * 1_000;
    this.#table = new SdkLeaseTable(options);
  }

  async acquire(key: string, options: AcquireLeaseOptions): Promise<Lease | undefined> {
    const operation = 'DynamoDbLeaseStore.acquire';
    checkAcquisition(key, options, operation);
    const { owner, durationSeconds, abortSignal } = options;
    const writeId = randomUUID();
    const { record } = await this.#table.update(
      () => {
        const write = this.#write(key, owner, durationSeconds);
        return acquireRequest({ ...write, freeSince: write.now - this.#clockSkewMs, writeId });
      },
      { operation, abortSignal },
    );
    // The write of an earlier attempt, whose reply was lost, is in the way of the next one.
    return record?.writeId === writeId && record.expiresAt > 0 ? toLease(key, record) : undefined;
  }

  async renew(lease: Lease, options: RenewLeaseOptions): Promise<Lease | undefined> {
    const operation = 'DynamoDbLeaseStore.renew';
    checkRenewal(lease, options, operation);
    const { durationSeconds, abortSignal } = options;
    const { key, owner, token } = lease;
    const { written, record } = await this.#table.update(
      () => renewRequest({ ...this.#write(key, owner, durationSeconds), token }),
      { operation, abortSignal },
    );
    return written && record !== undefined ? toLease(key, record) : undefined;
  }

  async release(lease: Lease, { abortSignal }: LeaseCallOptions = {}): Promise<boolean> {
    const operation = 'DynamoDbLeaseStore.release';
    checkLease(lease, operation);
    const { key, owner, token } = lease;
    const releaseId = randomUUID();
    const { written, record } = await this.#table.update(
      () => releaseRequest({ ...this.#write(key, owner, 0), token, releaseId }),
      { operation, abortSignal },
    );
    return written || record?.releaseId === releaseId;
  }

  async read(key: string, { abortSignal }: LeaseCallOptions = {}): Promise<Lease | undefined> {
    const operation = 'DynamoDbLeaseStore.read';
    checkLeaseKey(key, operation);
    const record = await this.#table.read(this.#place(key), { operation, abortSignal });
    const isFree = record === undefined || record.expiresAt <= this.#clock.now() - this.#clockSkewMs;
    return isFree ? undefined : toLease(key, record);
  }

  /**
   * Makes the table, paid per request, unless there is one, and waits until it can be used. Call it once from a
   * script that sets things up, rather than from each process: it needs the permissions `dynamodb:CreateTable` and
   * `dynamodb:DescribeTable`, and with `forgetAfterDays` also `dynamodb:DescribeTimeToLive` and
   * `dynamodb:UpdateTimeToLive`.
   *
   * @throws ConflictError if there is a table of that name with another key; IncorrectStateError if it is not ready in
   * time.
   */
  async createTable(options: CreateLeaseTableOptions = {}): Promise<LeaseTableCreation> {
    const { tableName, region, forgetAfterDays } = this.#options;
    const operation = 'DynamoDbLeaseStore.createTable';
    return await createLeaseTable(this.#table, {
      ...{ operation, tableName, region, clock: this.#clock, isForgetful: forgetAfterDays !== undefined },
      ...options,
    });
  }

  /** Ends what is under way, and closes the connections that were made here. */
  destroy(): void {
    this.#table.destroy();
  }

  /** Like {@link DynamoDbLeaseStore.destroy}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.destroy();
    return Promise.resolve();
  }

  #place(key: string): LeasePlace {
    const { tableName, keyPrefix = '' } = this.#options;
    return { tableName, key: `${keyPrefix}${key}` };
  }

  #write(key: string, owner: string, durationSeconds: number): LeaseWrite {
    const { forgetAfterDays } = this.#options;
    const now = this.#clock.now();
    const expiresAt = now + durationSeconds * 1_000;
    const forgetAt =
      forgetAfterDays === undefined
        ? undefined
        : Math.ceil(expiresAt / 1_000) + forgetAfterDays * DAY_SECONDS;
    return { ...this.#place(key), now, owner, expiresAt, forgetAt };
  }
}

function toLease(key: string, { owner, token, expiresAt }: LeaseRecord): Lease {
  return { key, owner, token, expiresAt: new Date(expiresAt) };
}
