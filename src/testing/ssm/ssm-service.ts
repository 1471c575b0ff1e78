import type { Clock } from '../../time/clock.js';
import type { AccessResource } from '../iam/access-request.js';
import { asList, asText, type JsonObject, parseJson, targetAction } from '../wire/json-input.js';
import { JSON_REFUSALS } from '../wire/json-refusals.js';
import type { WireReply, WireRequest } from '../wire/messages.js';
import type { Caller, RefusalCodes, ServiceCall, SimulatedService } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { type ParameterStore, type ParameterVersion, parameterArn } from './parameter-store.js';

const JSON_TYPE = 'application/x-amz-json-1.1';

/** The most names that GetParameters takes. */
const MOST_NAMES = 10;

type SsmAction = (input: JsonObject, caller: Caller) => JsonObject;

/** The Parameter Store of SSM in AWS JSON 1.1: enough to look up which image a parameter names. */
export class SsmService implements SimulatedService {
  readonly name = 'ssm';
  readonly codes: RefusalCodes = JSON_REFUSALS;
  readonly #parameters: ParameterStore;
  readonly #clock: Clock;
  readonly #actions: ReadonlyMap<string, SsmAction>;

  constructor(parameters: ParameterStore, clock: Clock) {
    this.#parameters = parameters;
    this.#clock = clock;
    this.#actions = new Map<string, SsmAction>([
      ['GetParameter', (input, caller) => this.#getOne(input, caller)],
      ['GetParameters', (input, caller) => this.#getMany(input, caller)],
      ['PutParameter', (input, caller) => this.#put(input, caller)],
    ]);
  }

  actionOf(request: WireRequest): string {
    return targetAction(request);
  }

  read(request: WireRequest): ServiceCall {
    const name = this.actionOf(request);
    const action = this.#actions.get(name);
    if (action === undefined) {
      throw new ServiceError('UnknownOperationException', `The simulated SSM has no action '${name}'.`);
    }
    const parameters = parseJson(request.body);
    return {
      parameters,
      accesses: (caller) => [{ action: `ssm:${name}`, resources: resourcesOf(parameters, caller) }],
      perform: (caller) => ({
        statusCode: 200,
        headers: { 'content-type': JSON_TYPE },
        body: JSON.stringify(action(parameters, caller)),
      }),
    };
  }

  /** The protocol has no way to write several errors: the first one speaks for all. */
  writeErrors(errors: readonly ServiceError[]): WireReply {
    const [error = new ServiceError('InternalServerError')] = errors;
    return {
      statusCode: error.httpStatus,
      headers: { 'content-type': JSON_TYPE },
      body: JSON.stringify({ __type: error.code, message: error.message }),
    };
  }

  #getOne(input: JsonObject, caller: Caller): JsonObject {
    const reference = requireName(input);
    const found = this.#parameters.find(reference, caller);
    if (found === undefined) throw notFound(reference);
    return { Parameter: describeParameter(found, caller) };
  }

  #getMany(input: JsonObject, caller: Caller): JsonObject {
    const names = asList(input['Names']).map((name) => asText(name) ?? '');
    if (names.length === 0 || names.length > MOST_NAMES) {
      throw new ServiceError(
        'ValidationException',
        `1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length between 1 and ${MOST_NAMES}`,
      );
    }
    const found = names.map((name) => ({ name, version: this.#parameters.find(name, caller) }));
    return {
      Parameters: found.flatMap(({ version }) =>
        version === undefined ? [] : [describeParameter(version, caller)],
      ),
      InvalidParameters: found.flatMap(({ name, version }) => (version === undefined ? [name] : [])),
    };
  }

  #put(input: JsonObject, caller: Caller): JsonObject {
    const name = requireName(input);
    const value = asText(input['Value']);
    if (value === undefined) throw new ServiceError('ValidationException', 'Value is required.');
    if (input['Overwrite'] !== true && this.#parameters.find(name, caller) !== undefined) {
      throw new ServiceError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    const dataType = input['DataType'] === 'aws:ec2:image' ? 'aws:ec2:image' : 'text';
    this.#parameters.put({ name, value, dataType }, caller, this.#clock.now());
    return { Version: this.#parameters.find(name, caller)?.version, Tier: 'Standard' };
  }
}

function describeParameter(parameter: ParameterVersion, caller: Caller): JsonObject {
  const { name, value, dataType, version, modifiedAt } = parameter;
  return {
    Name: name,
    Type: 'String',
    Value: value,
    Version: version,
    LastModifiedDate: modifiedAt / 1_000,
    ARN: parameterArn(name, caller),
    DataType: dataType,
  };
}

function resourcesOf({ Name, Names }: JsonObject, caller: Caller): AccessResource[] {
  const names = [Name, ...asList(Names)].map(asText).filter((name) => name !== undefined);
  return names.map((name) => ({ arn: parameterArn(name, caller) }));
}

function requireName(input: JsonObject): string {
  const name = asText(input['Name']);
  if (name !== undefined && name !== '') return name;
  throw new ServiceError('ValidationException', 'Name is required.');
}

function notFound(name: string): ServiceError {
  return new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
}
