import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import { formatDuration } from '../time/duration.js';
import { impairedChecks } from './judge-healthy.js';
import { hold, type Verdict, type WaitTable } from './verdict.js';
import type { OwnChanges } from './wait-context.js';
import type { WaitPlan } from './wait-options.js';

/** What a tracker works with. */
export interface GoalTrackerOptions {
  readonly instanceId: string;
  readonly table: WaitTable;
  readonly plan: WaitPlan;
  readonly changes: OwnChanges;
}

/** Checks, when they were seen, and how many changes this client had made before they were asked for. */
export interface DatedChecks {
  readonly checks: InstanceStatusChecks;
  readonly at: number;
  readonly changesBefore: number;
}

/** Judges what is seen over time: for how long an impairment or the goal has held, and since which change. */
export class GoalTracker {
  readonly #instanceId: string;
  readonly #table: WaitTable;
  readonly #plan: WaitPlan;
  readonly #changes: OwnChanges;
  #impairedSince: number | undefined;
  #reachedAt: number | undefined;
  #changesCounted: number;

  constructor({ instanceId, table, plan, changes }: GoalTrackerOptions) {
    this.#instanceId = instanceId;
    this.#table = table;
    this.#plan = plan;
    this.#changes = changes;
    this.#changesCounted = changes.count();
  }

  /** What an observation means, together with those before it. */
  judge(seen: DatedChecks): Verdict {
    if (!this.#isUpToDate(seen.changesBefore)) return hold('to see the effect of the latest change');
    const verdict = this.#judgeAlone(seen);
    if (verdict.state !== 'SUCCESS') {
      this.#reachedAt = undefined;
      return verdict;
    }
    return this.#judgeSuccess(seen);
  }

  /** What was reached no longer holds, or nobody knows whether it does. */
  lose(): void {
    this.#reachedAt = undefined;
  }

  /** Whether nothing was changed since the request. What held before a change has to hold anew after it. */
  #isUpToDate(changesBefore: number): boolean {
    if (!this.#changes.isUnchangedSince(this.#instanceId, this.#changesCounted)) {
      this.#impairedSince = undefined;
      this.#reachedAt = undefined;
    }
    this.#changesCounted = changesBefore;
    return this.#changes.isUnchangedSince(this.#instanceId, changesBefore);
  }

  #judgeAlone({ checks, at }: DatedChecks): Verdict {
    const plan = this.#plan;
    const isImpaired = impairedChecks(checks, plan.requiredChecks).length > 0;
    this.#impairedSince = isImpaired ? (this.#impairedSince ?? at) : undefined;
    return this.#table.judge({
      checks,
      impairedSeconds: (at - (this.#impairedSince ?? at)) / 1_000,
      impairedGraceSeconds: plan.impairedGraceSeconds,
      requiredChecks: plan.requiredChecks,
      mayBeOutdated: this.#changes.mayPrecedeChange(this.#instanceId, checks.instanceState),
    });
  }

  #judgeSuccess({ checks, at }: DatedChecks): Verdict {
    if (this.#looksLikeBefore(checks.instanceState)) {
      this.#reachedAt = undefined;
      return hold('to see the effect of the latest change');
    }
    const { stableForMs } = this.#plan;
    this.#reachedAt ??= at;
    if (at - this.#reachedAt < stableForMs) return hold(`to be stable for ${formatDuration(stableForMs)}`);
    return { state: 'SUCCESS' };
  }

  /** EC2 may go on showing the state before a change for a while after it has acknowledged it. */
  #looksLikeBefore(state: InstanceState): boolean {
    return this.#changes.isStateBeforeChange(this.#instanceId, state);
  }
}
