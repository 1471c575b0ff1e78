import type { Ec2WorkerClientOptions } from 'ec2-worker-client';
import type { SimulatedAws } from 'ec2-worker-client/testing';

type Handler = SimulatedAws['requestHandler'];
type Reply = Awaited<ReturnType<Handler['handle']>>;

/**
 * A connection to an AWS whose lists lag behind: on demand it answers looks at instances as it answered them
 * before, and carries out everything else.
 */
export class StaleReplies {
  readonly requestHandler: NonNullable<Ec2WorkerClientOptions['requestHandler']>;
  readonly #latest = new Map<string, Reply>();
  #remaining = 0;

  constructor({ requestHandler }: SimulatedAws) {
    const handle: Handler['handle'] = async (request, options) => {
      const action = /Action=(Describe\w+)/.exec(String(request.body))?.[1];
      if (action === undefined) return await requestHandler.handle(request, options);
      const known = this.#latest.get(action);
      if (known !== undefined && this.#remaining > 0) {
        if (action === 'DescribeInstanceStatus') this.#remaining -= 1;
        return known;
      }
      const reply = await requestHandler.handle(request, options);
      this.#latest.set(action, reply);
      return reply;
    };
    this.requestHandler = { ...requestHandler, handle };
  }

  /** How many looks are still answered as before. */
  get remaining(): number {
    return this.#remaining;
  }

  /** Answers so many looks as the last one before. */
  repeat(looks: number): void {
    this.#remaining = looks;
  }
}
