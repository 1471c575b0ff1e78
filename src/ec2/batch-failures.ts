import { instanceIdsNamedIn } from '../aws/instance-ids-named-in.js';
import { type RetryPreparation, retryBatchAfter } from '../aws/retry-batch.js';
import type { AwsCall } from '../aws/sender.js';
import { translateAwsError } from '../aws/translate-aws-error.js';
import type { FailurePolicy } from '../batching/failure-policy.js';
import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { WorkerErrorKind } from '../errors/worker-error-kind.js';

/** Errors of the request as a whole: not one of the ids in it would fare better alone. */
const WHOLE: readonly WorkerErrorKind[] = [
  'aborted',
  'authentication',
  'conflict',
  'network',
  'service-unavailable',
  'throttled',
];

/** Errors of a read that are about an id in it; what else a read meets has nothing to do with the ids. */
const OF_ONE_READ: readonly WorkerErrorKind[] = ['instance-not-found', 'invalid-parameter'];

/**
 * How requests about many instances go on when they fail: what is wrong with one of them does not concern the
 * others; what is wrong with the request is tried again as a whole, by the same rules as a single call.
 */
export class BatchFailures implements FailurePolicy {
  readonly #call: AwsCall;
  readonly #isRead: boolean;
  readonly #sender: RetryPreparation;

  /** `call` stands for the requests in logs and decisions; no caller gets to see it. */
  constructor(call: AwsCall, isRead: boolean, sender: RetryPreparation) {
    this.#call = call;
    this.#isRead = isRead;
    this.#sender = sender;
  }

  blame(thrown: unknown, ids: readonly string[]): readonly string[] | undefined {
    const { kind, message, httpStatus } = this.#translate(thrown);
    if (this.#isRead ? !OF_ONE_READ.includes(kind) : WHOLE.includes(kind)) return undefined;
    // Our message is shorter than AWS's, but tells of every error in an answer that has several.
    const text = thrown instanceof Error ? `${thrown.message} ${message}` : message;
    const named = new Set(instanceIdsNamedIn(text));
    const blamed = ids.filter((id) => named.has(id));
    // What was no answer of AWS, such as a client that cannot be made, has nothing to do with the ids.
    return blamed.length === 0 && httpStatus === undefined ? undefined : blamed;
  }

  async retryAfter(failures: readonly unknown[]): Promise<number | undefined> {
    if (!this.#isWhole(failures.at(-1))) return undefined;
    // That an id was in a request which failed for another's sake is no failure of its own.
    const own = failures.filter((thrown) => this.#isWhole(thrown));
    return await retryBatchAfter(own, this.#call, this.#sender);
  }

  #isWhole(thrown: unknown): boolean {
    return WHOLE.includes(this.#translate(thrown).kind);
  }

  #translate(thrown: unknown): Ec2WorkerError {
    return translateAwsError(thrown, this.#call);
  }
}
