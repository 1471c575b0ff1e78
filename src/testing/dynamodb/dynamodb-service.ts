import { accessTo } from '../iam/access-request.js';
import { type JsonObject, parseJson, targetAction } from '../wire/json-input.js';
import { JSON_REFUSALS } from '../wire/json-refusals.js';
import type { WireReply, WireRequest } from '../wire/messages.js';
import type { Caller, RefusalCodes, ServiceCall, SimulatedService } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { ConditionFailure } from './condition-failure.js';
import { ITEM_ACTIONS } from './item-actions.js';
import { TABLE_ACTIONS, tableNameOf } from './table-actions.js';
import { type TableStore, tableArn } from './table-store.js';

const JSON_TYPE = 'application/x-amz-json-1.0';

const ACTIONS: Readonly<
  Record<string, (input: JsonObject, tables: TableStore, caller: Caller) => JsonObject>
> = { ...TABLE_ACTIONS, ...ITEM_ACTIONS };

/**
 * DynamoDB in AWS JSON 1.0: tables, and single items with conditions, as far as a lock or a lease needs them. What is
 * beyond that is refused, and says so.
 */
export class DynamoDbService implements SimulatedService {
  readonly name = 'dynamodb';
  readonly codes: RefusalCodes = JSON_REFUSALS;
  readonly #tables: TableStore;

  constructor(tables: TableStore) {
    this.#tables = tables;
  }

  actionOf(request: WireRequest): string {
    return targetAction(request);
  }

  read(request: WireRequest): ServiceCall {
    const name = this.actionOf(request);
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined) {
      throw new ServiceError('UnknownOperationException', `The simulated DynamoDB has no action '${name}'.`);
    }
    const parameters = parseJson(request.body);
    return {
      parameters,
      accesses: (caller) => [
        { ...accessTo(`dynamodb:${name}`), resources: [{ arn: tableArn(tableNameOf(parameters), caller) }] },
      ],
      perform: (caller) => ({
        statusCode: 200,
        headers: { 'content-type': JSON_TYPE },
        body: JSON.stringify(action(parameters, this.#tables, caller)),
      }),
    };
  }

  /** The protocol has no way to write several errors: the first one speaks for all. */
  writeErrors(errors: readonly ServiceError[]): WireReply {
    const [error = new ServiceError('InternalServerError')] = errors;
    const item = error instanceof ConditionFailure ? { Item: error.item } : {};
    const __type = `com.amazonaws.dynamodb.v20120810#${error.code}`;
    return {
      statusCode: error.httpStatus,
      headers: { 'content-type': JSON_TYPE },
      body: JSON.stringify({ __type, message: error.message, ...item }),
    };
  }
}
