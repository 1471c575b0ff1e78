import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import { describeSubject } from './failure-message.js';
import type { SelfDescribingOptions } from './worker-error-options.js';

const KIND = 'aborted';

/**
 * The caller's signal ended the call. Nothing was sent afterwards; whether a request that was under way
 * was carried out is not known, and a launch is looked up by its {@link Ec2WorkerError.clientToken}.
 */
export class AbortedError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  /** `cause` is the signal's reason, kept as it is. */
  constructor(options: SelfDescribingOptions = {}) {
    const { cause, ...others } = options;
    super({ ...others, message: options.message ?? describe(options) }, KIND);
    if (cause !== undefined) {
      Object.defineProperty(this, 'cause', { value: cause, configurable: true, writable: true });
    }
  }

  /** `AbortError`, as the platform names it, so that code which knows no more than that still works. */
  override get name(): string {
    return 'AbortError';
  }

  /** Whether a value is an `AbortedError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is AbortedError {
    return isWorkerErrorOfKind(value, KIND);
  }
}

function describe({ clientToken, cause, ...subject }: SelfDescribingOptions): string {
  const what = describeSubject(subject);
  const reason = describeReason(cause);
  const lookUp =
    clientToken === undefined
      ? ''
      : ` Look for instances with the client token ${clientToken} before trying again.`;
  return `${what === '' ? 'The call' : what} ${reason}.${lookUp}`;
}

function describeReason(cause: unknown): string {
  if (!(cause instanceof Error)) return 'was aborted by its signal';
  if (cause.name === 'TimeoutError') return 'reached its deadline';
  // The platform's own reason, of an abort without one, tells nothing.
  if (cause.name === 'AbortError') return 'was aborted by its signal';
  return `was aborted: ${cause.message.replace(/\.$/, '')}`;
}
