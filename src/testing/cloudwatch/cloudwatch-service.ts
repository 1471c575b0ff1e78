import type { Clock } from '../../time/clock.js';
import { accessTo } from '../iam/access-request.js';
import { type JsonObject, parseJson, targetAction } from '../wire/json-input.js';
import { JSON_REFUSALS } from '../wire/json-refusals.js';
import type { WireReply, WireRequest } from '../wire/messages.js';
import type { RefusalCodes, ServiceCall, SimulatedService } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { getMetricData } from './get-metric-data.js';
import { listMetrics } from './list-metrics.js';
import { MetricStore } from './metric-store.js';
import { putMetricData } from './put-metric-data.js';

const JSON_TYPE = 'application/x-amz-json-1.0';

type MetricAction = (input: JsonObject, store: MetricStore, now: number) => JsonObject;

const ACTIONS: ReadonlyMap<string, MetricAction> = new Map([
  ['GetMetricData', getMetricData],
  ['ListMetrics', listMetrics],
  ['PutMetricData', putMetricData],
]);

/** CloudWatch in AWS JSON 1.0, the protocol of the JavaScript SDK; metrics are kept per account and region. */
export class CloudWatchService implements SimulatedService {
  readonly name = 'cloudwatch';
  readonly codes: RefusalCodes = JSON_REFUSALS;
  readonly #clock: Clock;
  readonly #stores = new Map<string, MetricStore>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  store(region: string, accountId: string): MetricStore {
    const key = `${accountId}/${region}`;
    const known = this.#stores.get(key);
    if (known !== undefined) return known;
    const store = new MetricStore();
    this.#stores.set(key, store);
    return store;
  }

  actionOf(request: WireRequest): string {
    return targetAction(request);
  }

  read(request: WireRequest): ServiceCall {
    const name = this.actionOf(request);
    const action = ACTIONS.get(name);
    if (action === undefined) {
      throw new ServiceError(
        'UnknownOperationException',
        `The simulated CloudWatch has no action '${name}'.`,
      );
    }
    const parameters = parseJson(request.body);
    return {
      parameters,
      accesses: () => [accessTo(`cloudwatch:${name}`)],
      perform: ({ region, accountId }) => {
        const output = action(parameters, this.store(region, accountId), this.#clock.now());
        return { statusCode: 200, headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(output) };
      },
    };
  }

  /** The protocol has no way to write several errors: the first one speaks for all. */
  writeErrors(errors: readonly ServiceError[]): WireReply {
    const [error = new ServiceError('InternalFailure')] = errors;
    const sender = error.httpStatus < 500 ? 'Sender' : 'Receiver';
    const queryCode = QUERY_CODES.get(error.code) ?? error.code;
    return {
      statusCode: error.httpStatus,
      headers: { 'content-type': JSON_TYPE, 'x-amzn-query-error': `${queryCode};${sender}` },
      body: JSON.stringify({ __type: `com.amazonaws.cloudwatch#${error.code}`, message: error.message }),
    };
  }
}

/** What the Query protocol, which the SDK's `Code` still speaks, calls the errors of the JSON protocol. */
const QUERY_CODES: ReadonlyMap<string, string> = new Map([
  ['InvalidParameterValueException', 'InvalidParameterValue'],
  ['MissingRequiredParameterException', 'MissingParameter'],
]);
