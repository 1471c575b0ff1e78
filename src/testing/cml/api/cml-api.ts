import type { Clock } from '../../../time/clock.js';
import type { SimulatedCmlBehavior, SimulatedCmlHostOptions } from '../simulated-cml-host-options.js';
import { Accounts, type KnownUser } from './accounts.js';
import { type ApiCall, type ApiReply, ok, refuse } from './api-reply.js';
import { Labs } from './labs.js';
import { Licensing } from './licensing.js';
import {
  describeHealth,
  describeInformation,
  describeScheduler,
  describeStats,
  type SystemState,
} from './system-replies.js';
import { Telemetry } from './telemetry.js';

/** What an answer is worked out from besides the call. */
export interface ApiConditions {
  readonly behavior: SimulatedCmlBehavior;
  readonly isReady: boolean;
}

/** `undefined` is no answer at all. */
type Answer = ApiReply | undefined;

type PublicRoute = (call: ApiCall, conditions: ApiConditions) => Answer;
type SecuredRoute = (call: ApiCall, conditions: ApiConditions, caller: KnownUser) => Answer;

const DEFAULT_USERS = [{ username: 'service', password: 'simulated' }] as const;

const LAB_PATH = /^\/labs\/([^/]+)(?:\/(state|stop))?$/;

/** The API of a simulated host: its state, and what it answers. */
export class CmlApi {
  readonly accounts: Accounts;
  readonly licensing: Licensing;
  readonly labs: Labs;
  readonly telemetry: Telemetry;
  readonly #public: ReadonlyMap<string, PublicRoute>;
  readonly #secured: ReadonlyMap<string, SecuredRoute>;

  constructor(options: SimulatedCmlHostOptions, clock: Clock) {
    this.accounts = new Accounts(options.users ?? DEFAULT_USERS, clock);
    this.licensing = new Licensing(clock, options.licensed ?? true);
    this.labs = new Labs(options.labs ?? [], this.accounts.users[0]);
    this.telemetry = new Telemetry(clock, options.events ?? []);
    this.#public = new Map(Object.entries(this.#publicRoutes()));
    this.#secured = new Map(Object.entries(this.#securedRoutes()));
  }

  /** Carries a call out. */
  answer(call: ApiCall, conditions: ApiConditions): Answer {
    const name = `${call.method} ${call.path}`;
    const open = this.#public.get(name);
    if (open !== undefined) return open(call, conditions);
    const caller = this.accounts.holderOf(call.token);
    if (caller === undefined) return refuse(401, 'No authorization token provided.');
    const { maintenance, recordsOwnCalls } = conditions.behavior;
    if (maintenance && !caller.admin) return refuse(403, 'System is in maintenance mode.');
    if (recordsOwnCalls) this.telemetry.add({ category: 'user_activity', userId: caller.id });
    const route = this.#secured.get(name);
    return route === undefined ? this.#answerAboutLab(call) : route(call, conditions, caller);
  }

  #publicRoutes(): Record<string, PublicRoute> {
    return {
      'GET /system_information': (_, conditions) => ok(describeInformation(this.#system(conditions))),
      'GET /system/maintenance_mode': (_, { behavior }) =>
        ok({ maintenance_mode: behavior.maintenance, notice: null, resolved_notice: null }),
      'POST /authenticate': ({ body }, { behavior }) => this.accounts.logIn(body, false, behavior),
      'POST /auth_extended': ({ body }, { behavior }) =>
        behavior.extendedLogin ? this.accounts.logIn(body, true, behavior) : refuse(404, 'Not found'),
    };
  }

  #securedRoutes(): Record<string, SecuredRoute> {
    return {
      'GET /authok': () => ok('OK'),
      'DELETE /logout': ({ token = '' }) => {
        this.accounts.revoke(token);
        return ok(true);
      },
      'GET /web_session_timeout': (_, { behavior }) => ok(behavior.tokenTtlSeconds),
      'GET /system_health': (_, conditions, caller) =>
        ok(describeHealth(this.#system(conditions), caller.admin)),
      'GET /system_stats': (_, conditions) => ok(describeStats(this.#system(conditions))),
      'GET /diagnostics/startup_scheduler': (_, conditions, caller) =>
        asAdmin(caller, () => ok(describeScheduler(this.#system(conditions)))),
      'GET /labs': ({ query }, _, caller) => this.labs.list(caller, query.get('show_all') === 'true'),
      'GET /licensing': (_, { behavior }, caller) => asAdmin(caller, () => this.licensing.read(behavior)),
      'POST /licensing/registration': ({ body }, { behavior }, caller) =>
        asAdmin(caller, () => this.licensing.register(body, behavior)),
      'PUT /licensing/product_license': ({ body }, { behavior }, caller) =>
        asAdmin(caller, () => this.licensing.setProduct(body, behavior)),
      'PUT /licensing/authorization/renew': (_, { behavior }, caller) =>
        asAdmin(caller, () => this.licensing.renew(behavior)),
      'DELETE /licensing/deregistration': (_, { behavior }, caller) =>
        asAdmin(caller, () => this.licensing.deregister(behavior, this.labs.anyStarted)),
      'GET /telemetry/events': (_, { behavior }) => ok(behavior.telemetry ? this.telemetry.events : []),
    };
  }

  #answerAboutLab({ method, path }: ApiCall): ApiReply {
    const [, id = '', part] = LAB_PATH.exec(path) ?? [];
    if (id === '') return refuse(404, `Not found: ${path}`);
    if (method === 'PUT' && part === 'stop') return this.labs.stop(id);
    if (method !== 'GET' || part === 'stop') return refuse(405, 'Method not allowed');
    return part === 'state' ? this.labs.readState(id) : this.labs.read(id, this.accounts.users);
  }

  #system({ behavior, isReady }: ApiConditions): SystemState {
    return { behavior, isReady, isLicensed: this.licensing.isLicensed, nodes: this.labs.nodes };
  }
}

function asAdmin(caller: KnownUser, answer: () => Answer): Answer {
  return caller.admin ? answer() : refuse(403, 'You do not have permission to do that.');
}
