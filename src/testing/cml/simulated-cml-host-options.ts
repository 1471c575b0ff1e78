import type { Clock } from '../../time/clock.js';
import type { SimulatedCmlPhase, SimulatedCmlStep } from './phase.js';

/** Somebody who can log in. */
export interface SimulatedCmlUser {
  /** The name to log in with. */
  readonly username: string;
  /** The password to log in with. */
  readonly password: string;
  /** The user id. Default: one that is made up from the name. */
  readonly id?: string | undefined;
  /** Whether it is an admin. Default `true`. */
  readonly admin?: boolean | undefined;
}

/** A lab on the host. */
export interface SimulatedCmlLab {
  /** Default: a new UUID. */
  readonly id?: string | undefined;
  /** Default: `Lab` and a number. */
  readonly title?: string | undefined;
  /** Default `STOPPED`. */
  readonly state?: 'DEFINED_ON_CORE' | 'STOPPED' | 'STARTED' | (string & {}) | undefined;
  /** The user id of its owner. Default: the first user's. */
  readonly ownerId?: string | undefined;
  /** How many nodes it has. Default 2. */
  readonly nodeCount?: number | undefined;
  /** Whether it is in the list and gone when it is asked for. Default `false`. */
  readonly vanishes?: boolean | undefined;
}

/** A telemetry event. */
export interface SimulatedCmlEvent {
  /** Such as `start_lab` or `user_activity`. */
  readonly category: string;
  /** When it happened. Default: now. */
  readonly at?: Date | number | undefined;
  /** The time as the host is to write it, in place of `at`. */
  readonly timestamp?: string | undefined;
  /** Whose doing it was. Default: the event does not say. */
  readonly userId?: string | undefined;
}

/** How a simulated host behaves; every part can be changed later. */
export interface SimulatedCmlBehavior {
  /** What it says that it is. Default `2.9.0+build.3`. */
  readonly version: string;
  /** Which version's answers it gives: `2.9.1` and `newer` have members that 2.9.0 does not list. Default `2.9.0`. */
  readonly drift: '2.9.0' | '2.9.1' | 'newer';
  /** What is wrong with its health. Default `healthy`. */
  readonly health:
    | 'healthy'
    | 'no-kvm'
    | 'few-cpus'
    | 'images-missing'
    | 'compute-not-ready'
    | 'controller-not-ready'
    | 'invalid';
  /** The share of its disk that is free, 0 to 1. Default 0.6. */
  readonly diskFreeShare: number;
  /** Whether only admins get in. Default `false`. */
  readonly maintenance: boolean;
  /** For how long a token is good, in seconds. Default 86,400. */
  readonly tokenTtlSeconds: number;
  /** After how many failed logins all are refused with 429. Default 30. */
  readonly maxFailedLogins: number;
  /** The `Retry-After` of that, in seconds; 0: none. Default 0. */
  readonly retryAfterSeconds: number;
  /** Whether it has `/auth_extended`. Default `true`. */
  readonly extendedLogin: boolean;
  /** What becomes of a registration. Default `ok`. */
  readonly registration: 'ok' | 'bad-token' | 'failed' | 'never' | 'conflict' | 'no-license-left';
  /** How often the licence is read until that shows; until the first, it reads as before. Default 3. */
  readonly registrationPolls: number;
  /** What becomes of a de-registration that is possible. Default `ok`. */
  readonly deregistration: 'ok' | 'local-only' | 'conflict' | 'hang';
  /** How it answers a change of its licence: 2.9 with 204, later versions with 200 and a body. Default `204`. */
  readonly mutationStyle: '204' | '200-body';
  /** Whether each authenticated call leaves a `user_activity` of the caller. Default `false`. */
  readonly recordsOwnCalls: boolean;
  /** Whether it keeps telemetry events. Default `true`. */
  readonly telemetry: boolean;
}

/** Options of {@link SimulatedCmlHost.start}. */
export interface SimulatedCmlHostOptions extends Partial<SimulatedCmlBehavior> {
  /** The time that everything goes by; that of a `SimulatedAws` to attach to it. Default: real time. */
  readonly clock?: Clock | undefined;
  /** How it behaves on the network: one phase, or several by the clock. Default `ready`. */
  readonly phase?: SimulatedCmlPhase | readonly SimulatedCmlStep[] | undefined;
  /** What it goes through with each boot of the instance that it is attached to. Default: about two minutes of it. */
  readonly boot?: readonly SimulatedCmlStep[] | undefined;
  /** Who can log in. Default: the admin `service` with the password `simulated`. */
  readonly users?: readonly SimulatedCmlUser[] | undefined;
  /** The labs on it. Default: none. */
  readonly labs?: readonly SimulatedCmlLab[] | undefined;
  /** Its telemetry events. Default: none. */
  readonly events?: readonly SimulatedCmlEvent[] | undefined;
  /** Whether it is licensed. Default `true`. */
  readonly licensed?: boolean | undefined;
  /** The name in its certificate. Default `cml-controller`. */
  readonly certificateName?: string | undefined;
  /** When its certificate runs out, in real time. Default: in a year. */
  readonly certificateNotAfter?: Date | undefined;
}

/** {@link SimulatedCmlBehavior} with nothing left open: what is not given is as it was before, or as by default. */
export function completeBehavior(
  options: Partial<SimulatedCmlBehavior>,
  before: SimulatedCmlBehavior = DEFAULTS,
): SimulatedCmlBehavior {
  return { ...before, ...withoutUndefined(options) };
}

const DEFAULTS: SimulatedCmlBehavior = {
  version: '2.9.0+build.3',
  drift: '2.9.0',
  health: 'healthy',
  diskFreeShare: 0.6,
  maintenance: false,
  tokenTtlSeconds: 86_400,
  maxFailedLogins: 30,
  retryAfterSeconds: 0,
  extendedLogin: true,
  registration: 'ok',
  registrationPolls: 3,
  deregistration: 'ok',
  mutationStyle: '204',
  recordsOwnCalls: false,
  telemetry: true,
};

function withoutUndefined<Options extends object>(options: Options): Partial<Options> {
  const given = Object.entries(options).filter(([name, value]) => name in DEFAULTS && value !== undefined);
  return Object.fromEntries(given) as Partial<Options>;
}
