import { AbortedError, Ec2WorkerError } from 'ec2-worker-client';
import { faultOf } from './judge-failure.js';
import type { SoakWorld } from './soak-world.js';
import type { Tally } from './tally.js';

/** For how long somebody who means it goes on with what fails. */
const MOST_TRIES = 200;

/** Tries things in a region, and judges every error that comes of it. */
export class Trials {
  readonly #world: SoakWorld;
  readonly #tally: Tally;
  readonly #name: string;
  readonly #region: string;

  constructor(world: SoakWorld, tally: Tally, name: string, region: string) {
    this.#world = world;
    this.#tally = tally;
    this.#name = name;
    this.#region = region;
  }

  /** Tries once. What it throws has been judged. */
  async once<Result>(
    what: string,
    run: () => Promise<Result>,
    limits: { readonly deadline?: AbortSignal | undefined; readonly maxWaitMs?: number | undefined } = {},
  ): Promise<Result> {
    const { clock, weather } = this.#world;
    const startedAt = clock.now();
    try {
      return await run();
    } catch (thrown) {
      const { deadline, maxWaitMs } = limits;
      const trial = { region: this.#region, startedAt, now: clock.now(), deadline, maxWaitMs };
      const fault = faultOf(thrown, trial, weather);
      if (fault !== undefined)
        this.#tally.noteDefect('wrong error classes', `${this.#name}, ${what}: ${fault}`);
      this.#tally.noteError(thrown instanceof Error ? thrown.constructor.name : typeof thrown);
      throw thrown;
    }
  }

  /** Tries until it is done, or somebody aborts. `learn` is told of every error on the way. */
  async untilDone<Result>(
    what: string,
    run: () => Promise<Result>,
    deadline?: AbortSignal,
    learn: (error: Ec2WorkerError) => void = () => undefined,
  ): Promise<Result> {
    const { random } = this.#world;
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.once(what, run, { deadline });
      } catch (thrown) {
        if (!Ec2WorkerError.isInstance(thrown)) throw thrown;
        learn(thrown);
        if (AbortedError.isInstance(thrown) || tries >= MOST_TRIES) throw thrown;
        await this.pause(random.between(1_000, 5_000), deadline);
      }
    }
  }

  /** Lets time pass. @throws AbortedError as a call would. */
  async pause(milliseconds: number, deadline?: AbortSignal): Promise<void> {
    try {
      await this.#world.clock.sleep(milliseconds, deadline);
    } catch {
      throw new AbortedError({ operation: 'pause', region: this.#region, cause: deadline?.reason });
    }
  }

  /** Notes an answer that is not what it should be. */
  expect(isRight: boolean, text: string): void {
    if (!isRight) this.#tally.noteDefect('wrong answers', `${this.#name}: ${text}`);
  }
}
