import type { HttpHandler } from '@smithy/core/protocols';
import { type Clock, systemClock } from '../time/clock.js';
import { CloudWatchService } from './cloudwatch/cloudwatch-service.js';
import { type SimulatedMetricData, seedMetric } from './cloudwatch/seed-metric.js';
import type { Ec2Region } from './ec2/ec2-region.js';
import { Ec2Service } from './ec2/ec2-service.js';
import { IdFactory } from './ec2/id-factory.js';
import {
  impairCheck,
  interruptSpotInstance,
  recoverChecks,
  type SimulatedEvent,
  scheduleInstanceEvent,
  terminateByAws,
} from './ec2/mishaps.js';
import type { SimulatedCheck } from './ec2/simulated-instance.js';
import type { SimulatedMachine } from './ec2/simulated-machine.js';
import { completeTiming } from './ec2/timing.js';
import type { SimulatedFault } from './faults/fault.js';
import { FaultPlan } from './faults/fault-plan.js';
import { FrontDoor } from './front-door.js';
import { listenLocally, type SimulatedAwsServer } from './http/local-server.js';
import { createRequestHandler } from './http/sdk-request-handler.js';
import { SimulatedIam } from './iam/simulated-iam.js';
import { Authenticator } from './identity/authenticator.js';
import { CredentialStore, type SimulatedCredentials } from './identity/credential-store.js';
import { countingProvider, type SimulatedCredentialsProvider } from './identity/credentials-provider.js';
import { RegionDirectory } from './regions.js';
import type { SimulatedAwsOptions } from './simulated-aws-options.js';
import type { SimulatedRequest } from './simulated-request.js';
import { SimulatedStock } from './simulated-stock.js';
import { ParameterStore } from './ssm/parameter-store.js';
import { SsmService } from './ssm/ssm-service.js';
import { StsService } from './sts/sts-service.js';
import { movableTime } from './time/movable-time.js';
import type { WireOutcome, WireRequest } from './wire/messages.js';

const DEFAULT_ACCOUNT = '123456789012';
const HOUR_MS = 3_600_000;
const FIVE_MINUTES_MS = 300_000;

/**
 * EC2, CloudWatch, STS and SSM as far as workers need them, answered on the wire: the real SDK, or the AWS CLI, runs
 * unchanged on top of it. Instances change state by a clock that a test can move.
 *
 * Signatures are not verified; the access key, its expiry and the time of signing are.
 *
 * @example
 * const aws = new SimulatedAws({ clock: new ManualClock({ autoAdvance: true }) });
 * const ec2 = new EC2Client({ region: 'eu-west-1', requestHandler: aws.requestHandler, credentials: aws.credentials });
 */
export class SimulatedAws extends SimulatedStock implements AsyncDisposable {
  /** Takes the place of the network: `new EC2Client({ requestHandler })`, and the same for CloudWatch and STS. */
  readonly requestHandler: HttpHandler;
  /** The clock that everything goes by, to hand to a client. */
  readonly clock: Clock;
  /**
   * A credential provider for SDK clients, with the credentials in force at the time of each call. `calls`
   * counts how often it was asked.
   */
  readonly credentialsProvider: SimulatedCredentialsProvider;
  /** Who may do what, and the roles of this account and others. At first, everybody may do everything. */
  readonly iam: SimulatedIam = new SimulatedIam();
  readonly #advance: (milliseconds: number) => Promise<void>;
  readonly #faults = new FaultPlan();
  readonly #credentials: CredentialStore;
  readonly #ec2: Ec2Service;
  readonly #cloudWatch: CloudWatchService;
  readonly #frontDoor: FrontDoor;
  readonly #regions: RegionDirectory;
  readonly #accountId: string;
  readonly #servers = new Set<SimulatedAwsServer>();
  readonly #machines = new Set<SimulatedMachine>();

  constructor(options: SimulatedAwsOptions = {}) {
    super();
    const { accountId = DEFAULT_ACCOUNT } = options;
    const parameters = new ParameterStore();
    const time = movableTime(options.clock ?? systemClock);
    this.clock = time.clock;
    this.#accountId = accountId;
    this.#regions = new RegionDirectory(options.optedInRegions);
    this.#advance = time.advance;
    this.#credentials = new CredentialStore(time.clock, accountId);
    this.credentialsProvider = countingProvider(this.#credentials);
    this.#ec2 = new Ec2Service({
      accountId,
      clock: time.clock,
      timing: completeTiming(options.timing),
      limits: options.limits ?? {},
      terminatedVisibleMs: options.terminatedVisibleMs ?? HOUR_MS,
      ids: new IdFactory(),
      homes: new Map(),
      parameters,
      regions: this.#regions,
    });
    this.#cloudWatch = new CloudWatchService(time.clock);
    this.#frontDoor = new FrontDoor({
      clock: time.clock,
      faults: this.#faults,
      authenticator: new Authenticator(
        this.#credentials,
        time.clock,
        options.maxClockSkewMs ?? FIVE_MINUTES_MS,
        this.#regions,
      ),
      iam: this.iam,
      services: {
        ec2: this.#ec2,
        cloudwatch: this.#cloudWatch,
        sts: new StsService(this.#credentials, this.iam.roles),
        ssm: new SsmService(parameters, time.clock),
      },
    });
    this.requestHandler = createRequestHandler({
      clock: time.clock,
      hold: time.hold,
      handle: (request) => this.#handle(request),
    });
  }

  /** Credentials that are accepted now; after {@link SimulatedAws.expireCredentials} they are other ones. */
  get credentials(): SimulatedCredentials {
    return this.#credentials.current;
  }

  /** Every request received, faults included, the latest last. */
  get requests(): readonly SimulatedRequest[] {
    return this.#frontDoor.requests;
  }

  /** Forgets the requests received so far. */
  clearRequests(): void {
    this.#frontDoor.clearRequests();
  }

  /** Moves the clock on by `milliseconds`. A {@link ManualClock} wakes its sleepers on the way. */
  advance(milliseconds: number): Promise<void> {
    return this.#advance(milliseconds);
  }

  /**
   * Plans a fault for the next requests that it fits. Faults strike in the order of planning, before
   * credentials are looked at.
   */
  fail(fault: SimulatedFault): void {
    this.#faults.add(fault);
  }

  /** Drops the faults that are yet to come. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** @throws Error with a table of the planned faults that no request has met; `times: Infinity` never counts. */
  assertNoPendingFaults(): void {
    this.#faults.assertNonePending();
  }

  /**
   * Refuses the current credentials as expired from now on. {@link SimulatedAws.credentials} and
   * {@link SimulatedAws.credentialsProvider} hand out fresh ones, unless `permanently` is set.
   */
  expireCredentials(options: { readonly permanently?: boolean | undefined } = {}): void {
    this.#credentials.expire(options.permanently !== true);
  }

  /** Makes a status check of an instance fail until it recovers. @throws Error for an unknown instance. */
  impair(instanceId: string, options: { readonly check: SimulatedCheck }): void {
    impairCheck(this.#ec2.locate(instanceId), options.check);
  }

  /** Ends the impairment of one check, or of all. @throws Error for an unknown instance. */
  recover(instanceId: string, options: { readonly check?: SimulatedCheck | undefined } = {}): void {
    recoverChecks(this.#ec2.locate(instanceId), options.check);
  }

  /**
   * Takes a spot instance back, as the request's interruption behavior says.
   *
   * @throws Error for an unknown instance, or one that is not a spot instance.
   */
  interruptSpot(instanceId: string): void {
    interruptSpotInstance(this.#ec2.locate(instanceId));
    this.#tellMachines();
  }

  /**
   * Ends an instance from AWS's side, as a launch for which there is no capacity after all.
   *
   * @throws Error for an unknown instance.
   */
  terminateInstance(
    instanceId: string,
    reason: { readonly code: string; readonly message?: string | undefined },
  ): void {
    terminateByAws(this.#ec2.locate(instanceId), reason.code, reason.message);
    this.#tellMachines();
  }

  /** Schedules an event for an instance, or tells its end. @throws Error for an unknown instance. */
  scheduleEvent(instanceId: string, event: SimulatedEvent): void {
    scheduleInstanceEvent(this.#ec2.locate(instanceId), event);
  }

  /** Opts the accounts in to a region. @throws Error for one that nobody has to ask for. */
  optIn(region: string): void {
    this.#regions.optIn(region);
  }

  /**
   * Puts a host on an instance: it boots, stops and restarts with it, and the instance's public address, another
   * with each start, is really its own. An instance that was launched without one has none.
   *
   * @throws Error for an unknown instance, or a host with another clock than this.
   */
  attachHost(instanceId: string, host: SimulatedMachine): void {
    const { instance } = this.#ec2.locate(instanceId);
    const { clock } = this;
    instance.attach(host);
    this.#machines.add(host);
    host.plugIn({
      clock,
      bootedAt: () => instance.bootedAt(clock.now()),
      nextChangeAt: () => instance.nextChangeAt(clock.now()),
      address: () => instance.address,
    });
  }

  /** Adds data to a metric in any namespace, those of AWS included, in `region` (default `us-east-1`). */
  putMetric(metric: SimulatedMetricData): void {
    seedMetric(metric, this.#cloudWatch.store(metric.region ?? 'us-east-1', this.#accountId));
  }

  /**
   * Serves the same AWS over HTTP on 127.0.0.1: EC2, STS and SSM for the AWS CLI, boto3 and any SDK, CloudWatch
   * for the JavaScript SDK. `port` 0, the default, takes any free one.
   */
  async listen(options: { readonly port?: number | undefined } = {}): Promise<SimulatedAwsServer> {
    const server = await listenLocally((request) => this.#handle(request), options.port ?? 0);
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
    return this.#ec2.region(region);
  }

  /** Like {@link SimulatedAws.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #handle(request: WireRequest): WireOutcome {
    const outcome = this.#frontDoor.handle(request);
    this.#tellMachines();
    return outcome;
  }

  /** Whatever was asked for may have switched an instance on or off. */
  #tellMachines(): void {
    for (const machine of this.#machines) machine.powerChanged();
  }
}
