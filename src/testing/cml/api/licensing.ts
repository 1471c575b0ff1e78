import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../time/clock.js';
import type { SimulatedCmlBehavior } from '../simulated-cml-host-options.js';
import { type ApiReply, ok, refuse } from './api-reply.js';

/** How the licence reads. */
interface Standing {
  readonly registration: string;
  readonly authorization: string;
  readonly attemptedAt: number | undefined;
  readonly failure: string | null;
  /** When the authorization was last asked for anew. */
  readonly renewedAt?: number | undefined;
}

/** A registration that is under way, or, without a token, an authorization. */
interface Attempt {
  readonly token: string | undefined;
  readonly at: number;
  polls: number;
}

const YEAR_MS = 365 * 86_400_000;
const QUARTER_MS = 90 * 86_400_000;
const TOKEN = /^[a-zA-Z\d+/%=-]{1,256}$/;
const SERVER = 'https://smartreceiver.cisco.com/licservice/license';

/** The licence of a simulated host. */
export class Licensing {
  readonly #clock: Clock;
  readonly #productUuid = randomUUID();
  #standing: Standing;
  #attempt: Attempt | undefined;
  #product = 'CML_Enterprise';

  constructor(clock: Clock, licensed: boolean) {
    this.#clock = clock;
    this.#standing = licensed
      ? { registration: 'COMPLETED', authorization: 'IN_COMPLIANCE', attemptedAt: clock.now(), failure: 'OK' }
      : { registration: 'NOT_REGISTERED', authorization: 'EVAL', attemptedAt: undefined, failure: null };
  }

  get isLicensed(): boolean {
    const { registration, authorization } = this.#standing;
    return registration === 'COMPLETED' && authorization === 'IN_COMPLIANCE';
  }

  read(behavior: SimulatedCmlBehavior): ApiReply {
    this.#goOn(behavior);
    return ok(this.#describe());
  }

  register(body: unknown, { registration, mutationStyle }: SimulatedCmlBehavior): ApiReply {
    const { token } = (body ?? {}) as { readonly token?: unknown };
    if (typeof token !== 'string' || !TOKEN.test(token)) return refuse(400, 'Bad token.');
    const isBusy = this.#attempt !== undefined || registration === 'conflict';
    if (isBusy) return refuse(409, 'Registration is already in progress.');
    this.#attempt = { token, at: this.#clock.now(), polls: 0 };
    return this.#accepted(mutationStyle);
  }

  /** Asks for the authorization anew. */
  renew({ mutationStyle }: SimulatedCmlBehavior): ApiReply {
    if (this.#standing.registration !== 'COMPLETED') return refuse(400, 'The product is not registered.');
    if (this.#attempt !== undefined) return refuse(409, 'Another change is in progress.');
    this.#attempt = { token: undefined, at: this.#clock.now(), polls: 0 };
    return this.#accepted(mutationStyle);
  }

  /** What becomes of the licence of a host that could not ask Cisco for months. */
  loseAuthorization(): void {
    this.#standing = { ...this.#standing, authorization: 'OUT_OF_COMPLIANCE' };
  }

  setProduct(body: unknown, { mutationStyle }: SimulatedCmlBehavior): ApiReply {
    if (typeof body !== 'string' || !/^\w{1,20}$/.test(body)) return refuse(400, 'Bad product license.');
    if (body === this.#product) return refuse(400, 'The product license is already set.');
    this.#product = body;
    return this.#accepted(mutationStyle);
  }

  /** @returns `undefined` for no answer at all. */
  deregister(behavior: SimulatedCmlBehavior, nodesRun: boolean): ApiReply | undefined {
    const { deregistration, mutationStyle } = behavior;
    if (this.#standing.registration === 'NOT_REGISTERED') {
      return refuse(400, 'Licensing issue: The product has already been de-registered.');
    }
    if (nodesRun) return refuse(400, 'Licensing issue: Cannot de-register when nodes are running.');
    if (deregistration === 'conflict') return refuse(409, 'Another change is in progress.');
    if (deregistration === 'hang') return undefined;
    this.#attempt = undefined;
    this.#standing = {
      registration: 'NOT_REGISTERED',
      authorization: 'EVAL',
      attemptedAt: undefined,
      failure: null,
    };
    return deregistration === 'local-only'
      ? { ...this.#accepted(mutationStyle), status: 202 }
      : this.#accepted(mutationStyle);
  }

  /** CML shows what was before, then that it tries, then what came of it. */
  #goOn({ registration, registrationPolls }: SimulatedCmlBehavior): void {
    const attempt = this.#attempt;
    if (attempt === undefined) return;
    attempt.polls += 1;
    if (attempt.polls === 1 && registrationPolls > 1) return;
    if (attempt.token === undefined) {
      this.#finishRenewal(attempt, registration, registrationPolls);
      return;
    }
    const attemptedAt = attempt.at;
    if (attempt.polls < registrationPolls || registration === 'never') {
      this.#standing = {
        registration: 'RETRY_IN_PROGRESS',
        authorization: 'EVAL',
        attemptedAt,
        failure: null,
      };
      return;
    }
    this.#standing = { ...outcomeOf(registration, attempt.token), attemptedAt };
    // The authorization comes after the registration.
    const isHalf = registration === 'ok' && attempt.polls === registrationPolls;
    if (isHalf) this.#standing = { ...this.#standing, authorization: 'EVAL' };
    else this.#attempt = undefined;
  }

  #finishRenewal(
    attempt: Attempt,
    registration: SimulatedCmlBehavior['registration'],
    registrationPolls: number,
  ): void {
    if (attempt.polls < registrationPolls || registration === 'never') return;
    const authorization = registration === 'ok' ? 'IN_COMPLIANCE' : 'OUT_OF_COMPLIANCE';
    this.#standing = { ...this.#standing, authorization, renewedAt: attempt.at };
    this.#attempt = undefined;
  }

  #accepted(style: SimulatedCmlBehavior['mutationStyle']): ApiReply {
    return style === '204' ? { status: 204 } : ok(this.#describe());
  }

  #describe(): object {
    const { registration, authorization, attemptedAt, failure, renewedAt } = this.#standing;
    const isRegistered = registration === 'COMPLETED';
    return {
      udi: { hostname: 'cml-controller', product_uuid: this.#productUuid },
      registration: {
        status: registration,
        smart_account: isRegistered ? 'Example Smart Account' : null,
        virtual_account: isRegistered ? 'Labs' : null,
        register_time: {
          ...NO_TIMES,
          attempted: writeTime(attemptedAt),
          failure,
          success: failure === null ? null : failure === 'OK' ? 'SUCCESS' : 'FAILED',
        },
        renew_time: NO_TIMES,
        expires: isRegistered ? writeTime((attemptedAt ?? 0) + YEAR_MS) : null,
      },
      authorization: {
        status: authorization,
        renew_time: { ...NO_TIMES, attempted: writeTime(renewedAt) },
        expires: authorization === 'IN_COMPLIANCE' ? writeTime((attemptedAt ?? 0) + QUARTER_MS) : null,
      },
      reservation_mode: false,
      features: [],
      product_license: { active: this.#product, is_enterprise: this.#product === 'CML_Enterprise' },
      transport: { proxy: { server: null, port: null }, ssms: SERVER, default_ssms: SERVER },
    };
  }
}

const NO_TIMES = {
  succeeded: null,
  attempted: null,
  scheduled: null,
  status: null,
  failure: null,
  success: null,
} as const;

function outcomeOf(
  registration: SimulatedCmlBehavior['registration'],
  token: string,
): Pick<Standing, 'registration' | 'authorization' | 'failure'> {
  switch (registration) {
    case 'bad-token':
      return {
        registration: 'RETRY_IN_PROGRESS',
        authorization: 'EVAL',
        failure: `The token '${token}' is not valid.`,
      };
    case 'failed':
      return { registration: 'FAILED', authorization: 'EVAL', failure: 'Communication send error.' };
    case 'no-license-left':
      return { registration: 'COMPLETED', authorization: 'OUT_OF_COMPLIANCE', failure: 'OK' };
    default:
      return { registration: 'COMPLETED', authorization: 'IN_COMPLIANCE', failure: 'OK' };
  }
}

/** As CML writes the times of licences: with a space, and without a zone. */
function writeTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
