import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { startDeadline } from '../time/deadline.js';
import type { Observer } from './observation.js';
import { isPassing } from './step.js';
import type { WaitContext } from './wait-context.js';
import type { WaitRecord } from './wait-record.js';

/** What reading an instance has shown. That EC2 does not know it is one thing, that it cannot be asked another. */
export interface Description {
  readonly instance: WorkerInstance | undefined;
  readonly isMissing: boolean;
}

/** The instance itself, on behalf of a wait: its checks do not tell everything. */
export class InstanceView {
  readonly #context: WaitContext;
  readonly #observer: Observer;
  readonly #record: WaitRecord;
  #lastSeen: WorkerInstance | undefined;

  constructor(context: WaitContext, observer: Observer, record: WaitRecord) {
    this.#context = context;
    this.#observer = observer;
    this.#record = record;
  }

  /** The instance as it was read last. */
  get lastSeen(): WorkerInstance | undefined {
    return this.#lastSeen;
  }

  /** Reads the instance, within the time of the wait. @throws Whatever does not pass by itself. */
  async read(): Promise<Description> {
    const { clock, closing } = this.#context;
    const { instanceId, operation, endsAt, abortSignal } = this.#observer;
    const deadline = startDeadline(clock, endsAt - clock.now(), [abortSignal, closing]);
    try {
      const call = { operation, abortSignal: deadline.signal };
      const instance = await this.#context.describe(instanceId, call);
      this.#lastSeen = instance;
      this.#record.addFault(undefined);
      return { instance, isMissing: false };
    } catch (thrown) {
      if (InstanceNotFoundError.isInstance(thrown)) return { instance: undefined, isMissing: true };
      if (!Ec2WorkerError.isInstance(thrown) || !isPassing(thrown)) throw thrown;
      this.#record.addFault(thrown);
      return { instance: undefined, isMissing: false };
    } finally {
      deadline.dispose();
    }
  }
}
