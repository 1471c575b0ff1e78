import type { HttpHandler } from '@smithy/core/protocols';
import type { Clock } from '../time/clock.js';
import { type AwsParts, assembleAws } from './aws-parts.js';
import { type SimulatedMetricData, seedMetric } from './cloudwatch/seed-metric.js';
import type { Ec2Region } from './ec2/ec2-region.js';
import type { SimulatedCheck } from './ec2/impairments.js';
import {
  breakSnapshot,
  impairCheck,
  interruptSpotInstance,
  recoverChecks,
  type SimulatedEvent,
  scheduleInstanceEvent,
  terminateByAws,
} from './ec2/mishaps.js';
import type { SimulatedMachine } from './ec2/simulated-machine.js';
import type { SimulatedFault } from './faults/fault.js';
import { listenLocally, type ServerParts, type SimulatedAwsServer } from './http/local-server.js';
import { createRequestHandler } from './http/sdk-request-handler.js';
import type { SimulatedIam } from './iam/simulated-iam.js';
import type { SimulatedCredentials } from './identity/credential-store.js';
import { countingProvider, type SimulatedCredentialsProvider } from './identity/credentials-provider.js';
import type { SimulatedAwsOptions } from './simulated-aws-options.js';
import type { SimulatedRequest } from './simulated-request.js';
import { SimulatedStock } from './simulated-stock.js';
import type { WireOutcome, WireRequest } from './wire/messages.js';

/**
 * EC2, CloudWatch, STS and SSM as far as workers need them, DynamoDB as far as leases do, and the Price List with some
 * prices, answered on the wire: the real SDK, or the AWS CLI, runs unchanged on top of it. Instances change state by a clock that a test can move.
 *
 * Signatures are not verified; the access key, its expiry and the time of signing are.
 *
 * @example
 * const aws = new SimulatedAws({ clock: new ManualClock({ autoAdvance: true }) });
 * const ec2 = new EC2Client({ region: 'eu-west-1', requestHandler: aws.requestHandler, credentials: aws.credentials });
 */
export class SimulatedAws extends SimulatedStock implements AsyncDisposable {
  /** Takes the place of the network: `new EC2Client({ requestHandler })`, and the same for clients of the others. */
  readonly requestHandler: HttpHandler;
  /** The clock that everything goes by, to hand to a client. */
  readonly clock: Clock;
  /**
   * A credential provider for SDK clients, with the credentials in force at the time of each call. `calls`
   * counts how often it was asked.
   */
  readonly credentialsProvider: SimulatedCredentialsProvider;
  /** Who may do what, and the roles of this account and others. At first, everybody may do everything. */
  readonly iam: SimulatedIam;
  readonly #parts: AwsParts;
  readonly #network: ServerParts;
  readonly #servers = new Set<SimulatedAwsServer>();
  readonly #machines = new Set<SimulatedMachine>();

  constructor(options: SimulatedAwsOptions = {}) {
    super();
    const parts = assembleAws(options);
    const { time, credentials, iam } = parts;
    this.#parts = parts;
    this.iam = iam;
    this.clock = time.clock;
    this.credentialsProvider = countingProvider(credentials);
    this.#network = {
      clock: time.clock,
      latencyMs: parts.latencyMs,
      handle: (request) => this.#handle(request),
    };
    this.requestHandler = createRequestHandler({ ...this.#network, hold: time.hold });
  }

  /** Credentials that are accepted now; after {@link SimulatedAws.expireCredentials} they are other ones. */
  get credentials(): SimulatedCredentials {
    return this.#parts.credentials.current;
  }

  /** Every request received, faults included, the latest last. */
  get requests(): readonly SimulatedRequest[] {
    return this.#parts.frontDoor.requests;
  }

  /** Forgets the requests received so far. */
  clearRequests(): void {
    this.#parts.frontDoor.clearRequests();
  }

  /**
   * Moves the clock on by `milliseconds`. A {@link ManualClock} wakes its sleepers on the way.
   *
   * @throws RangeError for a negative number, or one that is not finite.
   */
  advance(milliseconds: number): Promise<void> {
    return this.#parts.time.advance(milliseconds);
  }

  /**
   * Plans a fault for the next requests that it fits. Faults strike in the order of planning, before
   * credentials are looked at.
   */
  fail(fault: SimulatedFault): void {
    this.#parts.faults.add(fault);
  }

  /** Drops the faults that are yet to come. */
  clearFaults(): void {
    this.#parts.faults.clear();
  }

  /** @throws Error with a table of the planned faults that no request has met; `times: Infinity` never counts. */
  assertNoPendingFaults(): void {
    this.#parts.faults.assertNonePending();
  }

  /**
   * Refuses the current credentials as expired from now on. {@link SimulatedAws.credentials} and
   * {@link SimulatedAws.credentialsProvider} hand out fresh ones, unless `permanently` is set.
   */
  expireCredentials(options: { readonly permanently?: boolean | undefined } = {}): void {
    this.#parts.credentials.expire(options.permanently !== true);
  }

  /** Makes a status check of an instance fail until it recovers. @throws Error for an unknown instance. */
  impair(instanceId: string, options: { readonly check: SimulatedCheck }): void {
    impairCheck(this.#parts.ec2.locate(instanceId), options.check);
  }

  /** Ends the impairment of one check, or of all. @throws Error for an unknown instance. */
  recover(instanceId: string, options: { readonly check?: SimulatedCheck | undefined } = {}): void {
    recoverChecks(this.#parts.ec2.locate(instanceId), options.check);
  }

  /**
   * Takes a spot instance back, as the request's interruption behavior says: at once, or `noticeMs` after its request
   * says that it is marked for that. EC2 gives two minutes, 120 000, and none to one that it hibernates.
   *
   * @throws Error for an unknown instance, one that is not a spot instance, or one that is off already.
   */
  interruptSpot(instanceId: string, options: { readonly noticeMs?: number | undefined } = {}): void {
    interruptSpotInstance(this.#parts.ec2.locate(instanceId), options.noticeMs ?? 0);
    this.#tellMachines();
  }

  /**
   * Ends an instance from AWS's side, as a launch for which there is no capacity after all. One that is terminated
   * already stays as it is.
   *
   * @throws Error for an unknown instance.
   */
  terminateInstance(
    instanceId: string,
    reason: { readonly code: string; readonly message?: string | undefined },
  ): void {
    terminateByAws(this.#parts.ec2.locate(instanceId), reason.code, reason.message);
    this.#tellMachines();
  }

  /** Schedules an event for an instance, or tells its end. @throws Error for an unknown instance. */
  scheduleEvent(instanceId: string, event: SimulatedEvent): void {
    scheduleInstanceEvent(this.#parts.ec2.locate(instanceId), event);
  }

  /** Makes a snapshot fail that is being made. @throws Error for any other. */
  failSnapshot(snapshotId: string, message = 'The snapshot could not be made.'): void {
    breakSnapshot(this.#parts.ec2.locateSnapshot(snapshotId), this.clock.now(), message);
  }

  /** Opts the accounts in to a region. @throws Error for one that nobody has to ask for. */
  optIn(region: string): void {
    this.#parts.regions.optIn(region);
  }

  /**
   * Puts a host on an instance: it boots, stops and restarts with it, and the instance's public address, another
   * with each start, is really its own. An instance that was launched without one has none.
   *
   * @throws Error for an unknown instance, or a host with another clock than this.
   */
  attachHost(instanceId: string, host: SimulatedMachine): void {
    const { instance } = this.#parts.ec2.locate(instanceId);
    const { clock } = this;
    instance.attach(host);
    this.#machines.add(host);
    host.plugIn({
      clock,
      lastBoot: () => instance.lastBoot(clock.now()),
      nextChangeAt: () => instance.nextChangeAt(clock.now()),
      address: () => instance.address,
    });
  }

  /** Adds data to a metric in any namespace, those of AWS included, in `region` (default `us-east-1`). */
  putMetric(metric: SimulatedMetricData): void {
    seedMetric(metric, this.#parts.cloudWatch.store(metric.region ?? 'us-east-1', this.#parts.accountId));
  }

  /**
   * Serves the same AWS over HTTP on 127.0.0.1, for the AWS CLI, boto3 and any SDK; CloudWatch only for those that ask it
   * in JSON or CBOR, as current ones do. `port` 0, the default, takes any free one.
   *
   * @throws Error with the code `EADDRINUSE` for a port that is taken.
   */
  async listen(options: { readonly port?: number | undefined } = {}): Promise<SimulatedAwsServer> {
    const server = await listenLocally(this.#network, options.port ?? 0);
    this.#servers.add(server);
    return server;
  }

  /** Stops every server that {@link SimulatedAws.listen} started. */
  async close(): Promise<void> {
    const servers = [...this.#servers];
    this.#servers.clear();
    await Promise.all(servers.map((server) => server.close()));
  }

  /** @internal */
  protected override memoryOf(region: string): Ec2Region {
    return this.#parts.ec2.region(region);
  }

  /** Like {@link SimulatedAws.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #handle(request: WireRequest): WireOutcome {
    const outcome = this.#parts.frontDoor.handle(request);
    this.#tellMachines();
    return outcome;
  }

  /** Whatever was asked for may have switched an instance on or off. */
  #tellMachines(): void {
    for (const machine of this.#machines) machine.powerChanged();
  }
}
