import type { InstanceStatusEvent, StateReason } from '@aws-sdk/client-ec2';
import { Impairments, type SimulatedCheck } from './impairments.js';
import type { LaunchSpecification } from './launch-specification.js';
import type { SimulatedBoot, SimulatedMachine } from './simulated-machine.js';
import { type StateName, StateTimeline } from './state-timeline.js';
import { durationFor, type Timing } from './timing.js';

/** Why an instance was stopped or terminated. */
export interface Shutdown {
  readonly code: string;
  readonly message: string;
  /** Leads `StateTransitionReason`: `User initiated`, or `Server.SpotInstanceTermination`. */
  readonly initiator: string;
}

/** A shutdown, and when it began. */
export interface ShutdownRecord {
  readonly at: number;
  readonly shutdown: Shutdown;
}

/** How AWS takes a spot instance back. */
export interface Interruption {
  readonly noticedAt: number;
  readonly takenAt: number;
  readonly behavior: 'terminate' | 'stop' | 'hibernate';
}

/** What an instance is born with. */
export interface InstanceBirth {
  readonly instanceId: string;
  readonly reservationId: string;
  readonly launchIndex: number;
  readonly specification: LaunchSpecification;
  readonly privateIp: string;
  readonly networkInterfaceId: string;
  readonly spotRequestId: string | undefined;
  readonly volumes: readonly AttachedVolume[];
}

/** A volume of an instance, named by its device. */
export interface AttachedVolume {
  readonly volumeId: string;
  readonly deviceName: string;
  readonly deleteOnTermination: boolean;
}

/** One instance: what it is, and what it does over time. */
export class SimulatedInstance {
  readonly birth: InstanceBirth;
  readonly createdAt: number;
  readonly impairments: Impairments = new Impairments();
  readonly events: InstanceStatusEvent[] = [];
  instanceType: string;
  protectedFromTermination: boolean;
  protectedFromStop: boolean;
  detailedMonitoring: boolean;
  shutdownBehavior: string;
  userData: string | undefined;
  launchTime: number;
  interruption: Interruption | undefined;
  readonly #timing: Timing;
  readonly #timeline = new StateTimeline();
  #publicIp: string | undefined;
  #rebootedAt = Number.NEGATIVE_INFINITY;
  #boots = 0;
  #ended: ShutdownRecord | undefined;
  #machine: SimulatedMachine | undefined;

  constructor(birth: InstanceBirth, timing: Timing, now: number) {
    const { request, instanceType } = birth.specification;
    this.birth = birth;
    this.createdAt = now;
    this.instanceType = instanceType;
    this.protectedFromTermination = request.DisableApiTermination ?? false;
    this.protectedFromStop = request.DisableApiStop ?? false;
    this.detailedMonitoring = request.Monitoring?.Enabled ?? false;
    this.shutdownBehavior = request.InstanceInitiatedShutdownBehavior ?? 'stop';
    this.userData = request.UserData;
    this.launchTime = now;
    this.#timing = timing;
  }

  get instanceId(): string {
    return this.birth.instanceId;
  }

  get availabilityZone(): string {
    return this.birth.specification.location.availabilityZone;
  }

  state(now: number): StateName {
    return this.#timeline.at(now);
  }

  hasEverRun(now: number): boolean {
    return this.#timeline.entered('running', now) !== undefined;
  }

  terminatedAt(now: number): number | undefined {
    return this.#timeline.entered('terminated', now);
  }

  /** The public address of this run or, while it is off, of the last; not yet one while it starts. */
  get address(): string | undefined {
    return this.#publicIp;
  }

  /** The address that a running instance has; it changes with every start. */
  publicIp(now: number): string | undefined {
    return this.state(now) === 'running' ? this.#publicIp : undefined;
  }

  /** Puts a machine on the instance, which can be reached for real at the addresses that it gives. */
  attach(machine: SimulatedMachine): void {
    this.#machine = machine;
    if (this.#publicIp !== undefined) this.#publicIp = machine.nextAddress();
  }

  /** The boot since which the instance has been up; `undefined` while it is not. */
  lastBoot(now: number): SimulatedBoot | undefined {
    if (this.state(now) !== 'running') return undefined;
    const startedAt = this.#timeline.entered('running', now) ?? now;
    return { at: Math.max(startedAt, this.#rebootedAt), number: this.#boots };
  }

  /** When what is under way changes the state next. */
  nextChangeAt(now: number): number | undefined {
    return this.#timeline.nextChange(now);
  }

  start(now: number, publicIp: string | undefined): void {
    this.#timeline.pass('pending', 'running', now, this.#duration('pendingMs'));
    this.#publicIp = publicIp === undefined ? undefined : (this.#machine?.nextAddress() ?? publicIp);
    this.launchTime = now;
    this.#boots += 1;
    this.#ended = undefined;
  }

  stop(now: number, shutdown: Shutdown): void {
    this.#timeline.pass('stopping', 'stopped', now, this.#duration('stoppingMs'));
    this.#ended = { at: now, shutdown };
  }

  terminate(now: number, shutdown: Shutdown): void {
    const duration = this.state(now) === 'stopped' ? 0 : this.#duration('shuttingDownMs');
    this.#timeline.pass('shutting-down', 'terminated', now, duration);
    this.#ended = { at: now, shutdown };
  }

  reboot(now: number): void {
    this.#rebootedAt = now;
    this.#boots += 1;
  }

  /** Whether the checks have not been made yet since the last start or, for the instance check, reboot. */
  isInitializing(check: SimulatedCheck, now: number): boolean {
    const runningSince = this.#timeline.entered('running', now) ?? now;
    const since = check === 'instance' ? Math.max(runningSince, this.#rebootedAt) : runningSince;
    return now < since + this.#duration('initializingMs');
  }

  #duration(name: 'pendingMs' | 'initializingMs' | 'stoppingMs' | 'shuttingDownMs'): number {
    return durationFor(this.#timing[name], this.instanceId);
  }

  /** How and when it was switched off; `undefined` while it is on. */
  end(now: number): ShutdownRecord | undefined {
    return this.#ended !== undefined && now >= this.#ended.at ? this.#ended : undefined;
  }

  /** Why it is off, or on its way there; `undefined` while it is on. */
  stateReason(now: number): StateReason | undefined {
    const end = this.end(now);
    if (end === undefined) return undefined;
    const { code, message } = end.shutdown;
    return { Code: code, Message: `${code}: ${message}` };
  }

  /** Who switched it off, and when; empty while it is on. */
  transitionReason(now: number): string {
    const end = this.end(now);
    if (end === undefined) return '';
    const time = new Date(end.at).toISOString().replace('T', ' ').slice(0, 19);
    return `${end.shutdown.initiator} (${time} GMT)`;
  }
}
