import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { LaunchAttempt } from '../../model/launch-result.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import type { CapacityMemory } from './capacity-memory.js';
import type { EarlierLaunch } from './find-earlier-launch.js';
import type { LaunchPlan } from './launch-plan.js';
import { tokenOf } from './launch-tokens.js';
import type { PlannedChoice } from './planned-choice.js';

/** What a launch has come to so far, and what is left to try. Instances are added and never taken away. */
export class LaunchProgress {
  /** Why the last request failed; `undefined` as long as none did. */
  error: Ec2WorkerError | undefined;
  /** Whether there may be instances that nobody knows of. */
  uncertain = false;
  readonly #plan: LaunchPlan;
  readonly #memory: CapacityMemory;
  readonly #attempts: LaunchAttempt[] = [];
  readonly #instances = new Map<string, WorkerInstance>();
  readonly #usedTokens: Set<string>;
  /** Choices that gave fewer instances than they were asked for. */
  readonly #partial = new Set<PlannedChoice>();
  /** Pools that have refused this launch. */
  readonly #refused = new Set<string>();

  constructor(plan: LaunchPlan, memory: CapacityMemory, earlier: EarlierLaunch) {
    this.#plan = plan;
    this.#memory = memory;
    this.#usedTokens = new Set(earlier.tokens);
    this.add(earlier.live);
  }

  get instances(): readonly WorkerInstance[] {
    return [...this.#instances.values()];
  }

  /** Every request, in order. */
  get attempts(): readonly LaunchAttempt[] {
    return this.#attempts;
  }

  /** How many instances are still to be launched. */
  get missing(): number {
    return Math.max(0, this.#plan.count - this.#instances.size);
  }

  add(instances: readonly WorkerInstance[]): void {
    for (const instance of instances) this.#instances.set(instance.instanceId, instance);
  }

  noteAttempt(attempt: LaunchAttempt, error: Ec2WorkerError | undefined): void {
    this.#attempts.push(attempt);
    this.error = error ?? this.error;
  }

  /** The token of a choice's next attempt: the first that no launch has used up. */
  nextToken(choice: PlannedChoice): string {
    for (let attempt = 0; ; attempt += 1) {
      const token = tokenOf(this.#plan.intent, choice, attempt);
      if (!this.#usedTokens.has(token)) return token;
    }
  }

  useUp(token: string): void {
    this.#usedTokens.add(token);
  }

  /**
   * What to try next: the first choice that is not known to lack capacity, else one that is, else one that gave
   * some but not all, if only to learn why. Whatever draws on a pool that has refused is over.
   */
  nextChoice(): PlannedChoice | undefined {
    const open = this.#plan.choices.filter((choice) => !this.#isRefused(choice));
    const fresh = open.filter((choice) => !this.#partial.has(choice));
    return fresh.find((choice) => !this.#memory.isEmpty(choice)) ?? fresh[0] ?? open[0];
  }

  notePartial(choice: PlannedChoice): void {
    this.#partial.add(choice);
  }

  noteRefused(pools: readonly string[]): void {
    for (const pool of pools) this.#refused.add(pool);
  }

  #isRefused(choice: PlannedChoice): boolean {
    return this.#memory.poolsOf(choice).some((pool) => this.#refused.has(pool));
  }
}
