import type { CmlLicense } from '../model/cml-license.js';
import type { CmlProblemCode } from '../model/cml-problem.js';

/** What a look at the licence means for a registration that is under way. */
export type RegistrationVerdict =
  | { readonly state: 'done' }
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly code: CmlProblemCode };

/** How CML ends the reason when Cisco does not know the token. */
const BAD_TOKEN = /is not valid\.?$/i;

/** What was sent: a token, a wish to have the authorization anew, or neither but a change of the product. */
export type LicensingStep = 'register' | 'renew' | 'none';

/**
 * Judges a registration by what the licence was like before it. CML accepts any token and finds out later, and until
 * then it shows what became of the attempt before: neither an old success nor an old failure may be taken for
 * that of the new one.
 */
export class RegistrationJudge {
  readonly #before: CmlLicense;
  readonly #step: LicensingStep;
  readonly #product: string | undefined;
  #isFresh: boolean;

  constructor(before: CmlLicense, step: LicensingStep, product: string | undefined) {
    this.#before = before;
    this.#step = step;
    this.#product = product;
    this.#isFresh = step === 'none';
  }

  judge(license: CmlLicense): RegistrationVerdict {
    this.#isFresh ||= this.#showsNewAttempt(license);
    if (!this.#isFresh) return { state: 'waiting' };
    const isRightProduct = this.#product === undefined || license.productLicense === this.#product;
    if (license.valid && isRightProduct) return { state: 'done' };
    const { registration, authorization, failure } = license;
    const isRegistered = registration === 'COMPLETED';
    if (!isRegistered && BAD_TOKEN.test(failure ?? '')) return { state: 'failed', code: 'LICENSE_REJECTED' };
    if (registration === 'FAILED') return { state: 'failed', code: 'LICENSE_FAILED' };
    if (isRegistered && authorization === 'OUT_OF_COMPLIANCE') {
      return { state: 'failed', code: 'OUT_OF_COMPLIANCE' };
    }
    return { state: 'waiting' };
  }

  #showsNewAttempt(license: CmlLicense): boolean {
    const before = this.#before;
    if (this.#step === 'renew') {
      return (
        isOther(license.authorizationAttemptedAt, before.authorizationAttemptedAt) ||
        license.authorization !== before.authorization
      );
    }
    return (
      isOther(license.registrationAttemptedAt, before.registrationAttemptedAt) ||
      license.registration !== before.registration ||
      license.failure !== before.failure
    );
  }
}

function isOther(one: Date | undefined, other: Date | undefined): boolean {
  return one?.getTime() !== other?.getTime();
}
