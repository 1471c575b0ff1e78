import { systemClock } from '../../time/clock.js';
import type { SimulatedMachine, SimulatedPower } from '../ec2/simulated-machine.js';
import { type MovableTime, movableTime } from '../time/movable-time.js';
import { CmlApi } from './api/cml-api.js';
import { HostFront } from './host-front.js';
import { LoopbackAddresses } from './loopback-addresses.js';
import { BOOT, type SimulatedCmlPhase, type SimulatedCmlStep } from './phase.js';
import { PhaseSchedule } from './phase-schedule.js';
import { RequestDesk } from './request-desk.js';
import { type HostCertificate, makeCertificate } from './self-signed-certificate.js';
import type { SimulatedCmlClientOptions } from './simulated-cml-client-options.js';
import type { SimulatedCmlFault } from './simulated-cml-fault.js';
import {
  completeBehavior,
  type SimulatedCmlBehavior,
  type SimulatedCmlEvent,
  type SimulatedCmlHostOptions,
  type SimulatedCmlLab,
} from './simulated-cml-host-options.js';
import type { SimulatedCmlRequest } from './simulated-cml-request.js';

/**
 * A CML host over real TLS on the loopback interface, with every way to fail that is known: a real client, ours or
 * another, runs unchanged against it. Its certificate is made at start by the package `selfsigned`, an optional
 * peer dependency.
 *
 * @example
 * await using cml = await SimulatedCmlHost.start({ labs: [{ state: 'STARTED' }] });
 * const { active } = await new CmlHostClient(cml.clientOptions).labs();
 */
export class SimulatedCmlHost implements SimulatedMachine, AsyncDisposable {
  /** Its certificate in PEM, for the TLS mode `ca`. */
  readonly certificate: string;
  /** The SHA-256 fingerprint of its certificate, to pin. */
  readonly sha256: string;
  readonly #time: MovableTime;
  readonly #api: CmlApi;
  readonly #desk: RequestDesk;
  readonly #front: HostFront;
  readonly #schedule: PhaseSchedule;
  readonly #addresses = new LoopbackAddresses();
  #behavior: SimulatedCmlBehavior;
  #isClosed = false;

  private constructor(options: SimulatedCmlHostOptions, certificate: HostCertificate) {
    this.#time = movableTime(options.clock ?? systemClock);
    this.#behavior = completeBehavior(options);
    this.#schedule = new PhaseSchedule(this.#time, options.boot ?? BOOT);
    this.#schedule.follow(options.phase ?? 'ready');
    this.certificate = certificate.certificate;
    this.sha256 = certificate.sha256;
    this.#api = new CmlApi(options, this.#time.clock);
    this.#desk = new RequestDesk({
      clock: this.#time.clock,
      api: this.#api,
      behavior: () => this.#behavior,
      phase: () => this.#front.phase,
    });
    this.#front = new HostFront(certificate, (incoming, outgoing) => {
      this.#desk.handle(incoming, outgoing);
    });
  }

  /** Starts a host on a free port. @throws Error if the package `selfsigned` is not installed. */
  static async start(options: SimulatedCmlHostOptions = {}): Promise<SimulatedCmlHost> {
    const { certificateName = 'cml-controller', certificateNotAfter } = options;
    const certificate = await makeCertificate(certificateName, certificateNotAfter);
    const host = new SimulatedCmlHost(options, certificate);
    // Whatever comes first, the port is taken now.
    await host.#front.change('ready', host.#addresses.current);
    await host.#refresh();
    return host;
  }

  /** The port, the same for as long as the host is there. */
  get port(): number {
    return this.#front.port;
  }

  /** The present address; off a simulated instance always the same. */
  get address(): string {
    return this.#schedule.address ?? this.#addresses.current;
  }

  /** How it behaves on the network now. */
  get phase(): SimulatedCmlPhase {
    return this.#front.phase;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#front.connections;
  }

  /** What a client needs to call it. */
  get clientOptions(): SimulatedCmlClientOptions {
    const [user] = this.#api.accounts.users;
    return {
      host: () => this.address,
      port: this.port,
      tls: { mode: 'pin', sha256: this.sha256 },
      credentials: { username: user?.username ?? '', password: user?.password ?? '' },
      clock: this.#time.clock,
    };
  }

  /** The user ids by user name. */
  get userIds(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#api.accounts.users.map(({ username, id }) => [username, id]));
  }

  /** Every request received, the latest last. */
  get requests(): readonly SimulatedCmlRequest[] {
    return this.#desk.requests;
  }

  /** Forgets the requests received so far. */
  clearRequests(): void {
    this.#desk.clearRequests();
  }

  /**
   * Behaves on the network as told from now on: in one phase, or in several by the clock. `boot` goes back to what the
   * instance that it is on does.
   */
  async setPhase(phase: SimulatedCmlPhase | readonly SimulatedCmlStep[] | 'boot'): Promise<void> {
    this.#schedule.follow(phase === 'boot' ? undefined : phase);
    await this.#refresh();
  }

  /**
   * Takes another address, as an instance does when it is stopped and started; the port stays. On systems that have
   * only one loopback address it keeps that.
   */
  async move(): Promise<void> {
    this.#addresses.next();
    await this.#refresh();
  }

  /** Changes parts of its behavior; what is left out, or `undefined`, stays as it is. */
  behave(changes: Partial<SimulatedCmlBehavior>): void {
    this.#behavior = completeBehavior(changes, this.#behavior);
  }

  /** Plans a fault for the next requests that it fits. */
  fail(fault: SimulatedCmlFault): void {
    this.#desk.faults.add(fault);
  }

  /** Drops the faults that are yet to come. */
  clearFaults(): void {
    this.#desk.faults.clear();
  }

  /** Adds a lab, or changes the one with its id. @returns Its id. */
  putLab(lab: SimulatedCmlLab): string {
    return this.#api.labs.put(lab);
  }

  /** Removes a lab. */
  removeLab(id: string): void {
    this.#api.labs.remove(id);
  }

  /** Adds telemetry events. */
  record(...events: readonly SimulatedCmlEvent[]): void {
    for (const event of events) this.#api.telemetry.add(event);
  }

  /** Forgets all telemetry events. */
  clearEvents(): void {
    this.#api.telemetry.clear();
  }

  /** Lets the licence be as after months in which Cisco could not be asked: registered, and not authorized. */
  loseAuthorization(): void {
    this.#api.licensing.loseAuthorization();
  }

  /** Ends all sessions, as a restart of its services does. */
  revokeTokens(): void {
    this.#api.accounts.revokeAll();
  }

  /** Makes a token of a user without a login. @throws Error for an unknown user. */
  issueToken(username: string): string {
    const user = this.#api.accounts.users.find((known) => known.username === username);
    if (user === undefined) throw new Error(`The simulated CML host has no user ${username}.`);
    return this.#api.accounts.issue(user, this.#behavior.tokenTtlSeconds);
  }

  /** For `SimulatedAws.attachHost`. */
  nextAddress(): string {
    return this.#addresses.next();
  }

  /** For `SimulatedAws.attachHost`. @throws Error if the two go by different clocks. */
  plugIn(power: SimulatedPower): void {
    this.#schedule.plugIn(power);
    void this.#refresh();
  }

  /** For `SimulatedAws.attachHost`. */
  powerChanged(): void {
    void this.#refresh();
  }

  /** Stops listening and breaks the connections that are open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#schedule.stop();
    await this.#front.change('refuse', this.#addresses.current);
  }

  /** Like {@link SimulatedCmlHost.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Does what is due now, and comes back for what is due next. */
  async #refresh(): Promise<void> {
    if (this.#isClosed) return;
    const { phase, hasLostPower } = this.#schedule.take(() => void this.#refresh());
    if (hasLostPower) {
      this.#api.labs.stopAll();
      this.#api.accounts.revokeAll();
    }
    const letTimeMove = this.#time.hold();
    await this.#front.change(phase, this.address).finally(letTimeMove);
  }
}
