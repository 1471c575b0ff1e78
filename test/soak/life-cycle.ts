import { type Ec2WorkerClient, Ec2WorkerError, InstanceState, type WaitOptions } from 'ec2-worker-client';
import type { Fate } from './fate.js';
import { Launching } from './launching.js';
import { LONGEST_LAG_MS, type SoakWorld } from './soak-world.js';
import type { Tally } from './tally.js';
import { Trials } from './trials.js';

const PATIENT_WAIT_SECONDS = 7_200;
const CPU_PERCENT = 42.5;

/** Until then a request has arrived, and what it launched is shown. */
const LATEST_ARRIVAL_MS = 90_000;

/** Of what EC2 publishes on an instance. */
const PERIOD_MS = 300_000;

/** One life of a worker, or of a crowd: from its launch to its end, and what the client says of it on the way. */
export class LifeCycle {
  readonly fate: Fate;
  readonly #world: SoakWorld;
  readonly #tally: Tally;
  readonly #client: Ec2WorkerClient;
  readonly #trials: Trials;
  readonly #launching: Launching;
  #deadline: AbortSignal | undefined;

  constructor(fate: Fate, world: SoakWorld, tally: Tally) {
    const client = world.clients[fate.client];
    if (client === undefined) throw new Error(`There is no client ${fate.client}.`);
    this.fate = fate;
    this.#world = world;
    this.#tally = tally;
    this.#client = client;
    this.#trials = new Trials(world, tally, fate.name, fate.region);
    this.#launching = new Launching(fate, client, this.#trials);
  }

  /** The ids that the life knows of. */
  get knownIds(): ReadonlySet<string> {
    return this.#launching.toldIds;
  }

  /** Lives to the end, and leaves nothing behind. @returns Whether all went as planned. */
  async live(): Promise<boolean> {
    const ending = await this.#liveWithin(this.fate.deadlineMs);
    this.#tally.noteEnding(ending);
    if (ending !== 'done') await this.#cleanUp();
    return ending === 'done';
  }

  async #liveWithin(deadlineMs: number | undefined): Promise<string> {
    const deadline = new AbortController();
    const timer = new AbortController();
    if (deadlineMs !== undefined) {
      this.#deadline = deadline.signal;
      this.#world.clock.sleep(deadlineMs, timer.signal).then(
        () => {
          deadline.abort(new Error('The deadline is over.'));
        },
        () => undefined,
      );
    }
    try {
      await this.#liveOn();
      return 'done';
    } catch (thrown) {
      if (!Ec2WorkerError.isInstance(thrown)) throw thrown;
      this.#checkEnding(thrown);
      return thrown.name;
    } finally {
      timer.abort();
      this.#deadline = undefined;
    }
  }

  /** Nobody gives up without a reason: errors end only lives that are not made to survive them. */
  #checkEnding(error: Ec2WorkerError): void {
    const { temper } = this.fate;
    const isCalledFor =
      temper === 'fragile' ||
      (temper === 'hurried' && error.kind === 'aborted') ||
      (temper === 'impatient' && error.kind === 'wait-timeout');
    if (!isCalledFor) {
      this.#tally.noteDefect(
        'wrong error classes',
        `${this.fate.name}, ${temper}, ended with ${error.message}`,
      );
    }
  }

  async #liveOn(): Promise<void> {
    const ids = await this.#launching.launch(this.#deadline);
    await this.#untilHealthy(ids);
    await this.#ofEach(ids, (id) => this.#useTags(id));
    await this.#ofEach(ids, (id) => this.#readStatus(id));
    await this.#change('stopInstance', ids, (id, options) => this.#client.stopInstance(id, options));
    await this.#wait('waitUntilStopped', ids, (id, options) => this.#client.waitUntilStopped(id, options));
    await this.#change('startInstance', ids, (id, options) => this.#client.startInstance(id, options));
    await this.#untilHealthy(ids);
    await this.#terminate(ids);
  }

  async #untilHealthy(ids: readonly string[]): Promise<void> {
    await this.#wait('waitUntilHealthy', ids, (id, options) => this.#client.waitUntilHealthy(id, options));
    const truths = await this.#world.observe(this.fate.region);
    for (const id of ids) {
      const state = truths.find(({ instanceId }) => instanceId === id)?.state;
      if (state !== InstanceState.RUNNING) {
        this.#tally.noteDefect(
          'false successes',
          `${this.fate.name}: ${id} is ${String(state)}, not healthy`,
        );
      }
    }
  }

  async #useTags(id: string): Promise<void> {
    const stage = `stage of ${this.fate.name}`;
    const options = this.#options();
    await this.#try('addTags', () => this.#client.addTags(id, { stage }, options));
    const tags = await this.#try('getTags', () => this.#client.getTags(id, options));
    this.#trials.expect(tags['stage'] === stage, `the tag stage is ${String(tags['stage'])}`);
    await this.#try('removeTags', () => this.#client.removeTags(id, ['stage'], options));
    const left = await this.#try('getTags', () => this.#client.getTags(id, options));
    const isRight = !('stage' in left) || this.#world.lastTagging(id) === 'CreateTags';
    this.#trials.expect(isRight, `the tag stage is still ${String(left['stage'])}`);
  }

  async #readStatus(id: string): Promise<void> {
    const { region, hasMetrics } = this.fate;
    const { aws, clock } = this.#world;
    if (hasMetrics) {
      const lastPeriod = Math.floor(clock.now() / PERIOD_MS - 1) * PERIOD_MS;
      const values = [{ at: new Date(lastPeriod), value: CPU_PERCENT }];
      aws.putMetric({
        region,
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        dimensions: { InstanceId: id },
        values,
      });
    }
    // What has been seen healthy may be shown as it was before for so long.
    await this.#trials.pause(LONGEST_LAG_MS, this.#deadline);
    const checks = await this.#try('getInstanceStatusChecks', () =>
      this.#client.getInstanceStatusChecks(id, this.#options()),
    );
    this.#trials.expect(checks.healthy && checks.instanceId === id, `${id} was healthy and is not any more`);
    const window = { startTime: new Date(clock.now() - 3_600_000), endTime: new Date(clock.now()) };
    const { cpuPercent, memoryPercent } = await this.#try('getInstanceResourcesUtilization', () =>
      this.#client.getInstanceResourcesUtilization(id, { ...window, ...this.#options() }),
    );
    const isRight =
      cpuPercent?.latest === (hasMetrics ? CPU_PERCENT : undefined) && memoryPercent === undefined;
    this.#trials.expect(isRight, `the CPU utilisation is ${String(cpuPercent?.latest)}`);
  }

  async #terminate(ids: readonly string[]): Promise<void> {
    await this.#change('terminateInstance', ids, (id, options) =>
      this.#client.terminateInstance(id, options),
    );
    await this.#wait('waitUntilTerminated', ids, (id, options) =>
      this.#client.waitUntilTerminated(id, options),
    );
  }

  /** Finds all that the life has made, and terminates it, however long it takes. */
  async #cleanUp(): Promise<void> {
    // Over HTTP a request that nobody waits for any more may still be on its way.
    await this.#trials.pause(LATEST_ARRIVAL_MS);
    await this.#launching.find();
    await Promise.all(
      [...this.knownIds].map(async (id) => {
        const options = { region: this.fate.region };
        await this.#trials.untilDone('terminateInstance', () => this.#client.terminateInstance(id, options));
      }),
    );
  }

  #change(
    what: string,
    ids: readonly string[],
    send: (id: string, options: WaitOptions) => Promise<unknown>,
  ): Promise<void> {
    return this.#ofEach(ids, async (id) => {
      await this.#try(what, () => send(id, this.#options()));
    });
  }

  #wait(
    what: string,
    ids: readonly string[],
    wait: (id: string, options: WaitOptions) => Promise<unknown>,
  ): Promise<void> {
    const { maxWaitMs, temper } = this.fate;
    const maxWaitTime = maxWaitMs === undefined ? PATIENT_WAIT_SECONDS : maxWaitMs / 1_000;
    const run = (id: string) => () => wait(id, { ...this.#options(), maxWaitTime });
    return this.#ofEach(ids, async (id) => {
      const limits = { deadline: this.#deadline, maxWaitMs: maxWaitTime * 1_000 };
      if (temper === 'patient' || temper === 'hurried')
        await this.#trials.untilDone(what, run(id), this.#deadline);
      else await this.#trials.once(what, run(id), limits);
    });
  }

  /** Tries until it is done, unless the life is too fragile for that. */
  #try<Result>(what: string, run: () => Promise<Result>): Promise<Result> {
    const deadline = this.#deadline;
    return this.fate.temper === 'fragile'
      ? this.#trials.once(what, run, { deadline })
      : this.#trials.untilDone(what, run, deadline);
  }

  /** All at once, as the calls of a crowd come; the first error counts once everybody is through. */
  async #ofEach(ids: readonly string[], run: (id: string) => Promise<void>): Promise<void> {
    const outcomes = await Promise.allSettled(ids.map(run));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  #options(): { readonly region: string; readonly abortSignal: AbortSignal | undefined } {
    return { region: this.fate.region, abortSignal: this.#deadline };
  }
}
