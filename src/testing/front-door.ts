import { randomUUID } from 'node:crypto';
import type { Clock } from '../time/clock.js';
import type { FaultedRequest } from './faults/fault.js';
import type { FaultPlan } from './faults/fault-plan.js';
import { type Answer, strike } from './faults/strike.js';
import { describeDenial } from './iam/access-denial.js';
import type { SimulatedIam } from './iam/simulated-iam.js';
import type { Authenticator } from './identity/authenticator.js';
import { type RequestSignature, readSignature } from './identity/request-signature.js';
import type { SimulatedRequest } from './simulated-request.js';
import { toCborReply } from './wire/cbor.js';
import type { WireOutcome, WireRequest } from './wire/messages.js';
import type { Caller, ServiceCall, ServiceName, SimulatedService } from './wire/service.js';
import { ServiceError } from './wire/service-error.js';

/** What stands behind the front door. */
export interface FrontDoorParts {
  readonly clock: Clock;
  readonly faults: FaultPlan;
  readonly authenticator: Authenticator;
  readonly iam: SimulatedIam;
  readonly services: Readonly<Record<ServiceName, SimulatedService>>;
}

/** Takes every request: finds its service, lets planned faults strike, checks who asks and what for, and keeps the log. */
export class FrontDoor {
  readonly #parts: FrontDoorParts;
  #requests: SimulatedRequest[] = [];

  constructor(parts: FrontDoorParts) {
    this.#parts = parts;
  }

  /** Every request since the last clearing, the latest last. */
  get requests(): readonly SimulatedRequest[] {
    return this.#requests;
  }

  clearRequests(): void {
    this.#requests = [];
  }

  handle(request: WireRequest): WireOutcome {
    const { clock, faults, authenticator, iam, services } = this.#parts;
    const signature = readSignature(request.headers);
    const service = services[serviceOf(request, signature)];
    const requestId = randomUUID();
    const action = service.actionOf(request);
    const call = orError(() => service.read(request));
    const parameters = call instanceof ServiceError ? {} : call.parameters;
    const arrived: FaultedRequest = {
      service: service.name,
      action,
      region: signature?.region ?? '',
      parameters,
      at: clock.now(),
      accessKeyId: signature?.accessKeyId ?? '',
    };
    const fault = faults.take(arrived);
    const carryOut = (): Answer =>
      carryOutCall(service, call, requestId, iam, () => authenticator.identify(signature, service.codes));
    const { outcome, wire } = fault === undefined ? carryOut() : strike(fault, service, requestId, carryOut);
    this.#requests.push({ ...arrived, outcome });
    if (typeof wire === 'string') return wire;
    // The SDK measures its clock against `date`, and takes the request id from this header alone.
    const date = new Date(clock.now()).toUTCString();
    const reply = request.headers['smithy-protocol'] === 'rpc-v2-cbor' ? toCborReply(wire) : wire;
    return { ...reply, headers: { ...reply.headers, date, 'x-amzn-requestid': requestId } };
  }
}

function carryOutCall(
  service: SimulatedService,
  call: ServiceCall | ServiceError,
  requestId: string,
  iam: SimulatedIam,
  identify: () => Caller,
): Answer {
  const reply = orError(() => {
    const caller = identify();
    if (call instanceof ServiceError) throw call;
    const denial = iam.findDenial(call.accesses(caller), caller);
    if (denial !== undefined) throw new ServiceError(service.codes.denied, describeDenial(denial));
    return call.perform(caller, requestId);
  });
  if (!(reply instanceof ServiceError)) return { outcome: 'ok', wire: reply };
  return { outcome: reply.code, wire: service.writeErrors([reply], requestId) };
}

/** A service answers with its errors; anything else that is thrown is a mistake of the simulator. */
function orError<Value>(run: () => Value): Value | ServiceError {
  try {
    return run();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** The services of the JSON protocols beside CloudWatch, by how they are signed and called. */
const TARGETS = [
  { service: 'ssm', signingName: 'ssm', prefix: 'AmazonSSM.' },
  { service: 'dynamodb', signingName: 'dynamodb', prefix: 'DynamoDB_20120810.' },
  { service: 'pricing', signingName: 'pricing', prefix: 'AWSPriceListService.' },
] as const;

/** The signing name tells the service; a request without a signature is known by its protocol. */
function serviceOf(request: WireRequest, signature: RequestSignature | undefined): ServiceName {
  const target = request.headers['x-amz-target'];
  const named = TARGETS.find(
    ({ signingName, prefix }) =>
      signature?.signingName === signingName || target?.startsWith(prefix) === true,
  );
  if (named !== undefined) return named.service;
  if (signature?.signingName === 'monitoring' || target !== undefined) return 'cloudwatch';
  const version = new URLSearchParams(request.body).get('Version');
  return signature?.signingName === 'sts' || version === '2011-06-15' ? 'sts' : 'ec2';
}
