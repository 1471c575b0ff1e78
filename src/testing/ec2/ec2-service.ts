import { Ec2QueryCodec, type Structure } from '../wire/ec2-query-codec.js';
import type { WireReply, WireRequest } from '../wire/messages.js';
import type { Caller, ServiceCall, SimulatedService } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { accessRequests } from './access-requests.js';
import type { Ec2Action } from './action.js';
import { EC2_ACTIONS } from './actions/registry.js';
import { type Ec2Account, Ec2Region } from './ec2-region.js';
import { RequestThrottle } from './limits.js';
import type { LocatedInstance } from './located-instance.js';
import type { SimulatedSnapshot } from './simulated-snapshot.js';

const HEADERS = { 'content-type': 'text/xml;charset=UTF-8' } as const;

/** The reads whose states and checks may be behind the truth. */
const LAGGING_READS: ReadonlySet<string> = new Set(['DescribeInstances', 'DescribeInstanceStatus']);

/** EC2: the Query protocol around the actions, and a memory per account and region. */
export class Ec2Service implements SimulatedService {
  readonly name = 'ec2';
  readonly codes = {
    unknownKey: 'AuthFailure',
    expired: 'RequestExpired',
    signedTooLongAgo: 'RequestExpired',
    signedInFuture: 'AuthFailure',
    denied: 'UnauthorizedOperation',
  } as const;
  readonly #account: Ec2Account;
  readonly #codec = new Ec2QueryCodec();
  readonly #actions: ReadonlyMap<string, Ec2Action>;
  readonly #throttle: RequestThrottle;
  readonly #regions = new Map<string, Ec2Region>();

  constructor(account: Ec2Account) {
    this.#account = account;
    this.#throttle = new RequestThrottle(account.limits.requests, account.clock);
    this.#actions = new Map(EC2_ACTIONS.map((action) => [this.#codec.operationName(action.schema), action]));
  }

  /** An instance of any region, whether callers can see it yet or not. @throws Error for an unknown one. */
  locate(instanceId: string): LocatedInstance {
    for (const region of this.#regions.values()) {
      const instance = region.known(instanceId);
      if (instance !== undefined) return { instance, now: region.now };
    }
    throw new Error(`The simulated AWS has no instance ${instanceId}.`);
  }

  /** A snapshot of any region, whether callers can see it yet or not. @throws Error for an unknown one. */
  locateSnapshot(snapshotId: string): SimulatedSnapshot {
    for (const region of this.#regions.values()) {
      const snapshot = region.snapshots.get(snapshotId);
      if (snapshot !== undefined) return snapshot;
    }
    throw new Error(`The simulated AWS has no snapshot ${snapshotId}.`);
  }

  /** A region as an account sees it; without an account, as that of the simulation does. */
  region(name: string, accountId: string = this.#account.accountId): Ec2Region {
    const key = `${accountId}/${name}`;
    const known = this.#regions.get(key);
    if (known !== undefined) return known;
    const region = new Ec2Region(name, { ...this.#account, accountId });
    this.#regions.set(key, region);
    return region;
  }

  actionOf(request: WireRequest): string {
    return new URLSearchParams(request.body).get('Action') ?? '';
  }

  read(request: WireRequest): ServiceCall {
    const form = new URLSearchParams(request.body);
    const name = form.get('Action') ?? '';
    const action = this.#actions.get(name);
    if (action === undefined) {
      throw new ServiceError('InvalidAction', `The action ${name} is not valid for this web service.`);
    }
    const parameters = this.#codec.decodeInput(action.schema, form);
    const perform = (caller: Caller, requestId: string): WireReply => ({
      statusCode: 200,
      headers: HEADERS,
      body: this.#codec.encodeOutput(action.schema, this.#perform(action, parameters, caller), requestId),
    });
    const accesses = ({ region, accountId }: Caller) =>
      accessRequests(name, parameters, this.region(region, accountId));
    return { parameters, accesses, perform };
  }

  writeErrors(errors: readonly ServiceError[], requestId: string): WireReply {
    return {
      statusCode: errors[0]?.httpStatus ?? 400,
      headers: HEADERS,
      body: this.#codec.encodeErrors(errors, requestId),
    };
  }

  #perform(action: Ec2Action, parameters: Structure, caller: Caller): Structure {
    const place = `${caller.accountId}/${caller.region}`;
    this.#throttle.take(place, this.#codec.operationName(action.schema), parameters);
    const region = this.region(caller.region, caller.accountId);
    const commit = (): void => {
      if (parameters['DryRun'] !== true) return;
      throw new ServiceError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
    };
    const now = region.now - this.#lagOf(action, caller);
    const output = action.perform(parameters as never, { region, now, commit });
    commit();
    return output as Structure;
  }

  #lagOf({ schema }: Ec2Action, { accessKeyId }: Caller): number {
    if (!LAGGING_READS.has(this.#codec.operationName(schema))) return 0;
    const { readLagMs } = this.#account.timing;
    return typeof readLagMs === 'number' ? readLagMs : readLagMs(accessKeyId);
  }
}
