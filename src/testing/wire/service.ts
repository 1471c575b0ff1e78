import type { AccessRequest } from '../iam/access-request.js';
import type { Structure } from './ec2-query-codec.js';
import type { WireReply, WireRequest } from './messages.js';
import type { ServiceError } from './service-error.js';

/** The AWS services that are simulated. */
export type ServiceName = 'ec2' | 'cloudwatch' | 'sts' | 'ssm' | 'dynamodb' | 'pricing';

/** Who calls, and where. */
export interface Caller {
  readonly region: string;
  readonly accessKeyId: string;
  /** The ARN that the caller's credentials stand for. */
  readonly arn: string;
  /** The account that they work in. */
  readonly accountId: string;
}

/** A request read by its service. */
export interface ServiceCall {
  readonly parameters: Structure;
  /** What the caller needs to be allowed for it. */
  readonly accesses: (caller: Caller) => readonly AccessRequest[];
  /** Carries the action out and writes its reply. @throws ServiceError */
  readonly perform: (caller: Caller, requestId: string) => WireReply;
}

/** A simulated service: its protocol and its actions. */
export interface SimulatedService {
  readonly name: ServiceName;
  /** The action that a request is for; known before the request is read, so that faults can strike it. */
  actionOf(request: WireRequest): string;
  /** @throws ServiceError for an unknown action or parameters of the wrong type. */
  read(request: WireRequest): ServiceCall;
  writeErrors(errors: readonly ServiceError[], requestId: string): WireReply;
  readonly codes: RefusalCodes;
}

/** The codes with which a service refuses a sender. */
export interface RefusalCodes {
  readonly unknownKey: string;
  readonly expired: string;
  readonly signedTooLongAgo: string;
  readonly signedInFuture: string;
  /** Of a caller who is known and not allowed. */
  readonly denied: string;
}
