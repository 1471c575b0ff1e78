import { type AwsErrorContext, translateAwsError } from '../aws/translate-aws-error.js';
import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { adviseOnLostLaunch, failureMessage } from '../errors/failure-message.js';
import { leavesOutcomeOpen } from '../errors/leaves-outcome-open.js';
import { NetworkError } from '../errors/network-error.js';

/** The part of the SDK's errors that counts the attempts which the SDK has made by itself. */
interface CountedAttempts {
  readonly $metadata?: { readonly attempts?: number | undefined } | undefined;
}

/**
 * Watches the attempts of a launch for one whose reply is lost: whatever the next attempt is answered, the lost
 * one may have launched.
 */
export class LaunchFate {
  readonly #context: AwsErrorContext & { readonly clientToken: string };
  #isOpen = false;

  constructor(context: AwsErrorContext & { readonly clientToken: string }) {
    this.#context = context;
  }

  /** Makes an attempt, and notes if nobody knows what came of it. */
  async watch<Output>(attempt: () => Promise<Output>): Promise<Output> {
    try {
      return await attempt();
    } catch (thrown) {
      // An SDK client that was handed in may have repeated the request, and tells only the last answer.
      const { attempts = 1 } = (thrown as CountedAttempts).$metadata ?? {};
      this.#isOpen ||= attempts > 1 || leavesOutcomeOpen(translateAwsError(thrown, this.#context));
      throw thrown;
    }
  }

  /** The error to tell of a launch that failed: a refusal is the truth only if no reply was lost before it. */
  judge(thrown: unknown): Ec2WorkerError {
    const error = translateAwsError(thrown, this.#context);
    if (!this.#isOpen || error.kind === 'aborted' || leavesOutcomeOpen(error)) return error;
    const { operation, region, clientToken, recovery } = this.#context;
    const text = `a reply was lost, and the repetition was refused: ${error.message}`;
    const advice = adviseOnLostLaunch(clientToken, recovery);
    const message = failureMessage({ operation, region, text, advice });
    return new NetworkError({ operation, region, clientToken, message, cause: error });
  }
}
