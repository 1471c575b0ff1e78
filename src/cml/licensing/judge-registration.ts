import type { CmlLicense } from '../model/cml-license.js';
import type { CmlProblemCode } from '../model/cml-problem.js';

/** What a look at the licence means for a registration that is under way. */
export type RegistrationVerdict =
  | { readonly state: 'done' }
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly code: CmlProblemCode };

/** How CML ends the reason when Cisco does not know the token. */
const BAD_TOKEN = /is not valid\.?$/i;

/**
 * Judges a registration by what the licence was like before it. CML accepts any token and finds out later, and until
 * then it shows what became of the attempt before: neither an old success nor an old failure may be taken for
 * that of the new one.
 */
export class RegistrationJudge {
  readonly #before: CmlLicense;
  readonly #product: string | undefined;
  #isFresh: boolean;

  /** Without a registration that was sent, only the product changes, and whatever shows counts. */
  constructor(before: CmlLicense, isRegistering: boolean, product: string | undefined) {
    this.#before = before;
    this.#product = product;
    this.#isFresh = !isRegistering;
  }

  judge(license: CmlLicense): RegistrationVerdict {
    this.#isFresh ||= this.#showsNewAttempt(license);
    if (!this.#isFresh) return { state: 'waiting' };
    const isRightProduct = this.#product === undefined || license.productLicense === this.#product;
    if (license.valid && isRightProduct) return { state: 'done' };
    const { registration, authorization, failure } = license;
    const hasFailed = registration !== 'COMPLETED';
    if (hasFailed && BAD_TOKEN.test(failure ?? '')) return { state: 'failed', code: 'LICENSE_REJECTED' };
    if (registration === 'FAILED') return { state: 'failed', code: 'LICENSE_FAILED' };
    if (!hasFailed && authorization === 'OUT_OF_COMPLIANCE')
      return { state: 'failed', code: 'OUT_OF_COMPLIANCE' };
    return { state: 'waiting' };
  }

  #showsNewAttempt({ registrationAttemptedAt, registration, failure }: CmlLicense): boolean {
    const before = this.#before;
    return (
      registrationAttemptedAt?.getTime() !== before.registrationAttemptedAt?.getTime() ||
      registration !== before.registration ||
      failure !== before.failure
    );
  }
}
