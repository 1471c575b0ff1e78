import type { DynamoDBClient, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { isFailedCondition } from '../../aws/failed-condition.js';
import { LoneClient } from '../../aws/lone-client.js';
import type { Attempt } from '../../aws/sender.js';
import { translateAwsError } from '../../aws/translate-aws-error.js';
import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { failureMessage } from '../../errors/failure-message.js';
import { ResourceNotFoundError } from '../../errors/resource-not-found-error.js';
import { UnsupportedError } from '../../errors/unsupported-error.js';
import { abortable } from '../../time/abortable.js';
import type { DynamoDbLeaseStoreOptions } from './dynamodb-lease-options.js';
import {
  createTableRequest,
  FORGET_ATTRIBUTE,
  KEY_ATTRIBUTE,
  type LeasePlace,
  type LeaseRecord,
  readRequest,
  toLeaseRecord,
} from './lease-requests.js';

type DynamoDbSdk = typeof import('@aws-sdk/client-dynamodb');

const REQUEST_TIMEOUT_MS = 10_000;

/** On whose behalf a request goes out. */
export interface LeaseCall {
  readonly operation: string;
  readonly abortSignal?: AbortSignal | undefined;
}

/** What became of a conditional write: what the item is now, or what stood in the way. */
export interface WriteOutcome {
  readonly written: boolean;
  readonly record: LeaseRecord | undefined;
}

/** How a table is. */
export interface TableState {
  readonly isActive: boolean;
  /** Whether its key is that of leases. */
  readonly isFit: boolean;
}

/** The table over the AWS SDK: the only file of leases that loads it. */
export class SdkLeaseTable {
  readonly #options: DynamoDbLeaseStoreOptions;
  readonly #client: LoneClient<DynamoDBClient, DynamoDbSdk>;

  constructor(options: DynamoDbLeaseStoreOptions) {
    this.#options = options;
    this.#client = new LoneClient(options, {
      load: loadDynamoDbSdk,
      make: (sdk, config) => new sdk.DynamoDBClient(config),
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
    });
  }

  /** Writes if the condition of the request holds. Each attempt is made anew, since time goes on between them. */
  async update(makeInput: () => UpdateItemCommandInput, call: LeaseCall): Promise<WriteOutcome> {
    return await this.#send('UpdateItem', call, async ({ client, sdk }, options) => {
      try {
        const { Attributes } = await client.send(new sdk.UpdateItemCommand(makeInput()), options);
        return { written: true, record: toLeaseRecord(Attributes) };
      } catch (thrown) {
        if (!isFailedCondition(thrown)) throw thrown;
        const { Item } = thrown as { readonly Item?: Parameters<typeof toLeaseRecord>[0] };
        return { written: false, record: toLeaseRecord(Item) };
      }
    });
  }

  async read(place: LeasePlace, call: LeaseCall): Promise<LeaseRecord | undefined> {
    return await this.#send('GetItem', call, async ({ client, sdk }, options) => {
      const { Item } = await client.send(new sdk.GetItemCommand(readRequest(place)), options);
      return toLeaseRecord(Item);
    });
  }

  /** @throws ConflictError if there is one of the name. */
  async create(call: LeaseCall): Promise<void> {
    const input = createTableRequest(this.#options.tableName);
    await this.#send('CreateTable', call, ({ client, sdk }, options) =>
      client.send(new sdk.CreateTableCommand(input), options),
    );
  }

  /** @throws ResourceNotFoundError if there is none. */
  async describe(call: LeaseCall): Promise<TableState> {
    const input = { TableName: this.#options.tableName };
    return await this.#send('DescribeTable', call, async ({ client, sdk }, options) => {
      const { Table } = await client.send(new sdk.DescribeTableCommand(input), options);
      const { KeySchema = [], AttributeDefinitions = [] } = Table ?? {};
      const type = AttributeDefinitions.find(({ AttributeName: name }) => name === KEY_ATTRIBUTE);
      const isFit =
        KeySchema.length === 1 &&
        KeySchema[0]?.AttributeName === KEY_ATTRIBUTE &&
        type?.AttributeType === 'S';
      return { isActive: Table?.TableStatus === 'ACTIVE', isFit };
    });
  }

  /** The attribute that items are deleted by; `undefined` if none is. */
  async readTimeToLive(call: LeaseCall): Promise<string | undefined> {
    const input = { TableName: this.#options.tableName };
    return await this.#send('DescribeTimeToLive', call, async ({ client, sdk }, options) => {
      const reply = await client.send(new sdk.DescribeTimeToLiveCommand(input), options);
      const { TimeToLiveStatus: status, AttributeName: name } = reply.TimeToLiveDescription ?? {};
      return status === 'ENABLED' || status === 'ENABLING' ? name : undefined;
    });
  }

  async enableTimeToLive(call: LeaseCall): Promise<void> {
    const input = {
      TableName: this.#options.tableName,
      TimeToLiveSpecification: { AttributeName: FORGET_ATTRIBUTE, Enabled: true },
    };
    await this.#send('UpdateTimeToLive', call, ({ client, sdk }, options) =>
      client.send(new sdk.UpdateTimeToLiveCommand(input), options),
    );
  }

  destroy(): void {
    this.#client.destroy(new Error('The lease store was destroyed.'));
  }

  async #send<Output>(
    action: string,
    call: LeaseCall,
    attempt: Attempt<DynamoDBClient, DynamoDbSdk, Output>,
  ): Promise<Output> {
    // Each is safe to repeat: what a lost reply leaves behind is told apart by its id.
    const request = { ...call, region: this.#options.region, action: `dynamodb:${action}`, idempotent: true };
    try {
      call.abortSignal?.throwIfAborted();
      const sender = await abortable(this.#client.open(), call.abortSignal);
      return await sender.send({ ...request, region: sender.region }, attempt);
    } catch (thrown) {
      throw this.#inOurWords(translateAwsError(thrown, request));
    }
  }

  /** DynamoDB does not say which table there is none of. */
  #inOurWords(error: Ec2WorkerError): Ec2WorkerError {
    if (error.kind !== 'resource-not-found') return error;
    const { operation, region, code, requestId, httpStatus } = error;
    const text = `there is no table "${this.#options.tableName}" there, or it is not ready yet`;
    const advice = `Make it once by createTable(), or by hand with the partition key "${KEY_ATTRIBUTE}" (text).`;
    const message = failureMessage({ operation, region, text, code, requestId, advice });
    return new ResourceNotFoundError({
      ...{ message, operation, region, code, requestId, httpStatus },
      cause: error.cause,
    });
  }
}

/** Loads the DynamoDB package, which callers install if they want leases in a table. */
async function loadDynamoDbSdk(): Promise<DynamoDbSdk> {
  try {
    return await import('@aws-sdk/client-dynamodb');
  } catch (cause) {
    const message =
      'DynamoDbLeaseStore needs the package @aws-sdk/client-dynamodb, which cannot be loaded. ' +
      'Install it beside this one.';
    throw new UnsupportedError({ message, operation: 'DynamoDbLeaseStore', cause });
  }
}
