import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { InputCheck } from '../../errors/input-check.js';
import type { WaitTimeoutError } from '../../errors/wait-timeout-error.js';
import { LICENSE_TOKEN } from '../../model/name-shapes.js';
import { startDeadline } from '../../time/deadline.js';
import { isAccepted } from '../answers/refusal.js';
import { checkCallback, tell } from '../call-guard.js';
import { isPassing } from '../connection/socket-fault.js';
import { HostFault } from '../failures/host-fault.js';
import type { CmlLicense, CmlProductLicense } from '../model/cml-license.js';
import { type LicensingStep, RegistrationJudge } from './judge-registration.js';
import { licenseFailure } from './license-failure.js';
import { LicenseLooks } from './license-looks.js';
import { LICENSE_POLL_MS, type LicensingParts } from './licensing-parts.js';

/** How a registration goes on, told to `onProgress`. */
export interface LicenseProgress {
  /**
   * `accepted` is CML's word that it has begun, and no more: it takes any token. `registering` is each look
   * after that.
   */
  readonly stage: 'accepted' | 'registering';
  /** Since the call began. */
  readonly elapsedSeconds: number;
  /** How the licence stands; `undefined` until the first look. */
  readonly license: CmlLicense | undefined;
}

/** How to register a licence. */
export interface RegisterLicenseOptions {
  /** The Smart Licensing token: at most 256 letters, digits and `+/%=-`. Never in a message, a log or an error. */
  readonly token: string;
  /** Which product to license, such as `CML_Enterprise`. Default: the one that is set on the host. */
  readonly productLicense?: CmlProductLicense | undefined;
  /** Whether to register anew a host whose licence is good. Default `false`: then nothing is sent. */
  readonly reregister?: boolean | undefined;
  /** How long to wait for both words, in seconds, above 0. Default 120. */
  readonly maxWaitTime?: number | undefined;
  /** Called when the host has accepted the token, and at each look after that. What it throws is logged only. */
  readonly onProgress?: ((progress: LicenseProgress) => void) | undefined;
  /** Ends the call with an `AbortedError`; the host goes on. */
  readonly abortSignal?: AbortSignal | undefined;
}

const DEFAULT_MAX_WAIT_TIME = 120;

const PRODUCT = /^\w{1,20}$/;

/** Registers a licence and waits until it is good. */
export async function registerLicense(
  parts: LicensingParts,
  options: RegisterLicenseOptions,
): Promise<CmlLicense> {
  const { operation } = parts.subject();
  const maxWaitTime = checkOptions(operation, options);
  parts.scrubber.add(options.token);
  const deadline = startDeadline(parts.clock, maxWaitTime * 1_000, [options.abortSignal]);
  const registration = new Registration(parts, options);
  try {
    return await registration.run(deadline.signal);
  } catch (thrown) {
    if (deadline.expired && !Ec2WorkerError.isInstance(thrown)) throw registration.timeout(maxWaitTime);
    throw thrown;
  } finally {
    deadline.dispose();
  }
}

class Registration {
  readonly #parts: LicensingParts;
  readonly #options: RegisterLicenseOptions;
  readonly #looks: LicenseLooks;
  #lostReply: HostFault | undefined;

  constructor(parts: LicensingParts, options: RegisterLicenseOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#looks = new LicenseLooks(parts);
  }

  async run(signal: AbortSignal): Promise<CmlLicense> {
    const { reregister = false, productLicense } = this.#options;
    const before = await this.#looks.take(signal);
    // The host refuses the product that it has already.
    const isNewProduct = productLicense !== undefined && productLicense !== before.productLicense;
    const step = nextStep(before, reregister);
    if (step === 'none' && !isNewProduct) return before;
    if (isNewProduct) await this.#change('/licensing/product_license', 'PUT', productLicense, signal);
    if (step === 'register') await this.#register(reregister, signal);
    if (step === 'renew') await this.#change('/licensing/authorization/renew', 'PUT', undefined, signal);
    return await this.#follow(new RegistrationJudge(before, step, productLicense), signal);
  }

  async #follow(judge: RegistrationJudge, signal: AbortSignal): Promise<CmlLicense> {
    for (;;) {
      const license = await this.#looks.takeIfPossible(signal);
      if (license !== undefined) {
        const verdict = judge.judge(license);
        if (verdict.state === 'done') return license;
        if (verdict.state === 'failed') {
          throw licenseFailure(verdict.code, license, this.#parts.subject());
        }
        this.#tell('registering');
      }
      await this.#parts.clock.sleep(LICENSE_POLL_MS, signal);
    }
  }

  timeout(maxWaitTime: number): WaitTimeoutError {
    return this.#looks.timeout(maxWaitTime, {
      lostReply: this.#lostReply,
      ifLost: 'Whether the host has got the token is not known.',
      advice:
        'The host may go on: read license() in a while before trying again, and see that it reaches Cisco.',
    });
  }

  /** What became of a token whose answer was lost shows in the licence, so it is not sent again. */
  async #register(reregister: boolean, signal: AbortSignal): Promise<void> {
    const body = { token: this.#options.token, reregister };
    try {
      await this.#change('/licensing/registration', 'POST', body, signal);
      this.#tell('accepted');
    } catch (thrown) {
      const isLost = thrown instanceof HostFault && thrown.stage === 'http' && mayBeLost(thrown);
      if (!isLost) throw thrown;
      this.#lostReply = thrown;
    }
  }

  async #change(path: string, method: 'PUT' | 'POST', body: unknown, signal: AbortSignal): Promise<void> {
    const { caller } = this.#parts;
    const reply = await caller.send({ method, path, body }, signal);
    // 204 in 2.9, 200 or 202 with a body later.
    if (!isAccepted(reply.status)) throw await caller.refusal(reply, signal);
  }

  #tell(stage: LicenseProgress['stage']): void {
    const { elapsedSeconds, latest: license } = this.#looks;
    tell(this.#options.onProgress, { stage, elapsedSeconds, license }, this.#parts.logger);
  }
}

/** A host that is registered needs no token: it asks for its authorization anew, as after months of being stopped. */
function nextStep({ valid, registration }: CmlLicense, reregister: boolean): LicensingStep {
  if (reregister || registration !== 'COMPLETED') return 'register';
  return valid ? 'none' : 'renew';
}

function mayBeLost(fault: HostFault): boolean {
  return isPassing(fault) || fault.code === 'SERVER_ERROR';
}

function checkOptions(operation: string, options: RegisterLicenseOptions): number {
  const { token, productLicense, maxWaitTime, onProgress } = options;
  const check = new InputCheck(operation);
  const isToken = typeof token === 'string' && LICENSE_TOKEN.test(token);
  check.about(isToken, 'token', '1 to 256 letters, digits and +/%=-', 'something else');
  const isProduct = productLicense === undefined || PRODUCT.test(productLicense);
  check.that(isProduct, 'productLicense', '1 to 20 letters, digits and underscores', productLicense);
  checkCallback(operation, 'onProgress', onProgress);
  return check.time(maxWaitTime, 'maxWaitTime', { otherwise: DEFAULT_MAX_WAIT_TIME });
}
