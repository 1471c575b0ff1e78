import { explainDenial } from '../aws/explain-denial.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { PermissionDeniedError } from '../errors/permission-denied-error.js';
import { SharedWork } from '../time/shared-work.js';

/** More refusals than a client meets before somebody looks into them. */
const MOST_REMEMBERED = 100;

/** What makes asking again useless: the caller may not have messages decoded, or nobody can ask at all. */
const HOPELESS: readonly string[] = ['permission-denied', 'authentication'];

/** Has AWS decode what it encodes of a refusal. */
export type Decode = (encodedMessage: string, abortSignal: AbortSignal) => Promise<string>;

/**
 * Adds to refusals what AWS has encoded of them. It asks about each message once for all callers who share it, gives up
 * for good when it may not ask, and leaves the refusal as it is whenever anything goes wrong.
 */
export class DenialDecoder {
  readonly #decoded = new Map<string, SharedWork<string>>();
  #isHopeless = false;

  async explain(
    error: Ec2WorkerError,
    abortSignal: AbortSignal | undefined,
    decode: Decode,
  ): Promise<Ec2WorkerError> {
    if (this.#isHopeless || !PermissionDeniedError.isInstance(error)) return error;
    const { encodedMessage, decoded } = error;
    if (encodedMessage === undefined || decoded !== undefined) return error;
    try {
      return explainDenial(error, await this.#decodeOnce(encodedMessage, decode).wait(abortSignal));
    } catch (failure) {
      this.#isHopeless ||= Ec2WorkerError.isInstance(failure) && HOPELESS.includes(failure.kind);
      return error;
    }
  }

  #decodeOnce(encodedMessage: string, decode: Decode): SharedWork<string> {
    const known = this.#decoded.get(encodedMessage);
    if (known?.isAbandoned === false) return known;
    const [oldest] = this.#decoded.keys();
    if (oldest !== undefined && this.#decoded.size >= MOST_REMEMBERED) this.#decoded.delete(oldest);
    const decoding = new SharedWork((signal) => decode(encodedMessage, signal));
    this.#decoded.set(encodedMessage, decoding);
    // What has failed may succeed the next time.
    decoding.outcome.catch(() => {
      if (this.#decoded.get(encodedMessage) === decoding) this.#decoded.delete(encodedMessage);
    });
    return decoding;
  }
}
