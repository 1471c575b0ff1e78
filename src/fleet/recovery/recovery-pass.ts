import { AbortedError } from '../../errors/aborted-error.js';
import { InstanceState } from '../../model/instance-state.js';
import type { FleetFailure } from '../discovery/fleet-listing.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { getWorker } from '../discovery/get-worker.js';
import { listWorkers } from '../discovery/list-workers.js';
import { isOwned } from '../discovery/ownership.js';
import type { FleetContext } from '../fleet-context.js';
import type { EventWorker } from '../monitor/fleet-event.js';
import { failingChecks } from '../monitor/worker-health.js';
import { publishEvent } from '../publish-event.js';
import { toWorkerError } from '../to-worker-error.js';
import { withWorkerLease } from '../with-worker-lease.js';
import { type ActionSubject, carryOutAction } from './carry-out-action.js';
import { decideRecovery } from './decide-recovery.js';
import type { RecoveryDecision } from './recovery-decision.js';
import { afterBeginning, type FleetSituation, factsOf, situationOf } from './recovery-facts.js';
import { readHistory } from './recovery-history.js';
import type { RecoveryOptions } from './recovery-options.js';
import type { RecoveryRule } from './recovery-policy.js';
import type { RecoveryVerdict } from './recovery-verdict.js';
import { canReplace } from './replacement.js';
import { act, escalate, leave } from './verdicts.js';

/** What a pass works with. */
export interface RecoveryPlan {
  readonly operation: string;
  readonly rule: RecoveryRule;
  readonly options: RecoveryOptions;
  /** Whether a worker was seen to be impaired as often as it has to be. */
  readonly isConfirmed: (worker: FleetWorker) => boolean;
  /** Whether a decision is worth telling. */
  readonly isNews: (decision: RecoveryDecision) => boolean;
  /** Told of a worker that is plainly well, or off: what is decided about it later is news again. */
  readonly forget: (worker: FleetWorker) => void;
}

/** Begins a step, which counts against the budget. */
const BEGINNINGS: readonly RecoveryVerdict['action'][] = ['reboot', 'stop', 'launch'];

/** One pass over a fleet: decides about each worker, and does what was decided, one worker after the other. */
export class RecoveryPass {
  readonly failures: FleetFailure[] = [];
  /** When it is worth looking again before the next pass is due. */
  nextLookAt: number = Number.POSITIVE_INFINITY;
  readonly #context: FleetContext;
  readonly #plan: RecoveryPlan;
  /** The fleet as it was listed, and what this pass has begun since. */
  #situation: FleetSituation;

  constructor(context: FleetContext, plan: RecoveryPlan) {
    this.#context = context;
    this.#plan = plan;
    this.#situation = situationOf([], context.clock.now(), plan.rule);
  }

  async *run(): AsyncGenerator<RecoveryDecision, void, undefined> {
    const { operation, rule, options } = this.#plan;
    const { regions, only = () => true, abortSignal } = options;
    // The budget and the replacements are those of the whole fleet, whichever workers are to be recovered.
    const criteria = regions === undefined ? {} : { regions };
    const listing = await listWorkers(this.#context, { operation, criteria, abortSignal });
    this.failures.push(...listing.failures);
    this.#situation = situationOf(listing.workers, this.#context.clock.now(), rule);
    for (const worker of listing.workers) {
      this.#checkSignal();
      if (!only(worker)) continue;
      const decision = await this.#see(worker);
      if (decision === undefined) {
        this.#plan.forget(worker);
        continue;
      }
      if (decision.againAt !== undefined) this.#lookAgainAt(decision.againAt.getTime());
      if (this.#plan.isNews(decision)) yield publishEvent(decision);
    }
  }

  async #see(worker: FleetWorker): Promise<RecoveryDecision | undefined> {
    const verdict = this.#judge(worker, this.#situation);
    const { action, reason } = verdict;
    const { attempts, step } = readHistory(worker.tags);
    const isPlain = reason === 'healthy' || reason === 'not-running';
    if (isPlain && attempts.length === 0 && step === undefined) return undefined;
    const replacement = this.#situation.replacements.get(worker.instanceId);
    if (action === 'none' || action === 'escalate') {
      return this.#decision(worker, verdict, { outcome: 'nothing-to-do', replacement });
    }
    if (this.#plan.options.dryRun === true) {
      this.#count(worker, verdict);
      return this.#decision(worker, verdict, { outcome: 'planned', replacement });
    }
    return await this.#act(worker, verdict);
  }

  #judge(worker: FleetWorker, situation: FleetSituation): RecoveryVerdict {
    const { rule, isConfirmed } = this.#plan;
    const now = this.#context.clock.now();
    const facts = factsOf(worker, situation, { now, isConfirmed: isConfirmed(worker) });
    return decideRecovery(facts, readHistory(worker.tags), rule);
  }

  /** Acts on what is so now: both workers are read again, since another process may have been quicker. */
  async #act(listed: FleetWorker, intended: RecoveryVerdict): Promise<RecoveryDecision> {
    const { operation, options } = this.#plan;
    const { abortSignal } = options;
    const listedReplacement = this.#situation.replacements.get(listed.instanceId);
    try {
      const located = await this.#context.locate(listed, operation);
      const decision = await withWorkerLease(
        this.#context,
        located,
        { purpose: 'recovery', abortSignal },
        async (signal) => {
          const worker = await this.#read(listed, signal);
          if (!this.#isOurs(worker)) return this.#left(worker, 'it has left the fleet');
          const found = listedReplacement && (await this.#read(listedReplacement, signal));
          const replacement = found !== undefined && this.#isOurs(found) ? found : undefined;
          const replacements = new Map(replacement && [[worker.instanceId, replacement]]);
          const verdict = this.#judge(worker, { ...this.#situation, replacements });
          if (verdict.action !== intended.action) {
            const isIdle = verdict.action === 'none' || verdict.action === 'escalate';
            if (!isIdle) return this.#left(worker, 'it has changed meanwhile', replacement);
            return this.#decision(worker, verdict, { outcome: 'nothing-to-do', replacement });
          }
          return await this.#carryOut(verdict, { worker, replacement, located, abortSignal: signal });
        },
      );
      return decision ?? this.#left(listed, 'another process is at it', listedReplacement);
    } catch (thrown) {
      return this.#failed(listed, intended, thrown);
    }
  }

  async #carryOut(
    wanted: RecoveryVerdict,
    subject: Pick<ActionSubject, 'worker' | 'replacement' | 'located'> & Pick<RecoveryOptions, 'abortSignal'>,
  ): Promise<RecoveryDecision> {
    const { worker, replacement, located, abortSignal } = subject;
    const { rule } = this.#plan;
    const options = { ...this.#plan.options, abortSignal };
    const isPossible = wanted.action !== 'launch' || canReplace(located, options);
    const verdict = isPossible ? wanted : withoutLaunch(worker);
    if (verdict.action === 'escalate') {
      return this.#decision(worker, verdict, { outcome: 'nothing-to-do', replacement });
    }
    this.#count(worker, verdict);
    const now = new Date(this.#context.clock.now());
    const launched = await carryOutAction(verdict, { worker, replacement, located, now, rule, options });
    if (verdict.action !== 'forget') this.#lookAgainAt(this.#soon().getTime());
    const known = launched ?? replacement?.instanceId;
    return { ...this.#decision(worker, verdict, { outcome: 'done', replacement }), replacement: known };
  }

  /** Counts a step against the budget, as it is begun: also one that takes the place of another that comes to nothing. */
  #count({ instanceId, tags }: FleetWorker, { action, reason, step }: RecoveryVerdict): void {
    const isGoingOn = reason === 'unfinished' && readHistory(tags).step === step;
    if (isGoingOn || !BEGINNINGS.includes(action)) return;
    this.#situation = afterBeginning(this.#situation, instanceId);
  }

  #isOurs({ tags }: FleetWorker): boolean {
    return isOwned(tags, this.#context.ownership);
  }

  /** Of a worker that is not what it was when it was listed. */
  #left(worker: FleetWorker, why: string, replacement?: FleetWorker): RecoveryDecision {
    return this.#decision(worker, leave('busy', why, this.#soon()), {
      outcome: 'nothing-to-do',
      replacement,
    });
  }

  async #read(worker: FleetWorker, abortSignal: AbortSignal | undefined): Promise<FleetWorker> {
    return await getWorker(this.#context, worker, { abortSignal }, this.#plan.operation);
  }

  /** A failure is one worker's: the others are seen to as well. */
  #failed(worker: FleetWorker, verdict: RecoveryVerdict, thrown: unknown): RecoveryDecision {
    this.#checkSignal();
    const { instanceId, region } = worker;
    const error = toWorkerError(thrown, {
      operation: this.#plan.operation,
      instanceIds: [instanceId],
      region,
    });
    return { ...this.#decision(worker, verdict, { outcome: 'failed', replacement: undefined }), error };
  }

  #decision(
    worker: FleetWorker,
    verdict: RecoveryVerdict,
    result: Pick<RecoveryDecision, 'outcome'> & { readonly replacement: FleetWorker | undefined },
  ): RecoveryDecision {
    return {
      type: 'recovery',
      at: new Date(this.#context.clock.now()),
      worker: named(worker),
      ...verdict,
      failing: failingChecks(worker.checks),
      outcome: result.outcome,
      error: undefined,
      replacement: result.replacement?.instanceId,
    };
  }

  #checkSignal(): void {
    const { operation, options } = this.#plan;
    if (options.abortSignal?.aborted !== true) return;
    throw new AbortedError({ operation, cause: options.abortSignal.reason });
  }

  #soon(): Date {
    return new Date(this.#context.clock.now() + 15_000);
  }

  #lookAgainAt(time: number): void {
    this.nextLookAt = Math.min(this.nextLookAt, time);
  }
}

/** Where nothing can be launched, a worker that recovery itself has stopped is at least started again. */
function withoutLaunch({ instanceState, tags }: FleetWorker): RecoveryVerdict {
  const why = 'nobody can tell with what it was launched';
  const isStopped = instanceState === InstanceState.STOPPED && readHistory(tags).step === 'stop-start';
  return isStopped
    ? act('start', 'stop-start', 'unfinished', `it was stopped, and ${why}`)
    : escalate('no-launch-settings', 'replace', why);
}

function named({ instanceId, region, roleArn, name }: FleetWorker): EventWorker {
  return { instanceId, region, roleArn, name };
}
