import { AbortedError } from '../../errors/aborted-error.js';
import { linkSignals } from '../../time/linked-signal.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import type { FleetContext } from '../fleet-context.js';
import type { FleetEvent } from '../monitor/fleet-event.js';
import { FleetMonitor } from '../monitor/fleet-monitor.js';
import { failingChecks } from '../monitor/worker-health.js';
import { rideOut } from '../ride-out.js';
import { planRecovery, planRecoveryLoop } from './plan-recovery.js';
import type { RecoveryDecision } from './recovery-decision.js';
import type { RecoveryLoopOptions } from './recovery-options.js';
import { RecoveryPass, type RecoveryPlan } from './recovery-pass.js';
import { Wakeup } from './wakeup.js';

interface LoopPlan extends ReturnType<typeof planRecoveryLoop> {
  readonly plan: RecoveryPlan;
}

/** What is worth a look at once. */
const WAKING: readonly FleetEvent['type'][] = ['impaired', 'recovered', 'state-changed', 'vanished'];

/** Sees to the impaired workers of a fleet for as long as somebody reads; tells each decision that is new. */
export function recoverContinuously(
  context: FleetContext,
  options: RecoveryLoopOptions,
): AsyncGenerator<RecoveryDecision, void, undefined> {
  return recoverAgainAndAgain(context, options, {
    plan: planRecovery(options, context.ownership, 'recovery'),
    ...planRecoveryLoop(options),
  });
}

async function* recoverAgainAndAgain(
  context: FleetContext,
  options: RecoveryLoopOptions,
  { plan: basis, everyMs, minSightings }: LoopPlan,
): AsyncGenerator<RecoveryDecision, void, undefined> {
  const sightings = new Sightings(minSightings);
  const told = new Map<string, string>();
  const plan = {
    ...basis,
    isConfirmed: (worker: FleetWorker) => sightings.isEnough(worker),
    isNews: (decision: RecoveryDecision) => isNews(decision, told),
    forget: ({ instanceId }: FleetWorker) => void told.delete(instanceId),
  };
  const over = linkSignals([options.abortSignal]);
  const wakeup = new Wakeup(context.clock);
  const watching = watchFor(context, options, wakeup, over.signal);
  try {
    for (;;) {
      const { abortSignal } = options;
      if (abortSignal?.aborted === true) {
        throw new AbortedError({ operation: 'recovery', cause: abortSignal.reason });
      }
      sightings.beginLook();
      const pass = new RecoveryPass(context, plan);
      yield* rideOut(context, 'recovery', pass.run());
      const pause = Math.min(everyMs, pass.nextLookAt - context.clock.now());
      await wakeup.wait(Math.max(pause, 1_000), over.signal);
    }
  } finally {
    over.release();
    over.abort();
    await watching;
  }
}

/** Wakes the loop when something happens; an error of the monitor is the loop's. */
async function watchFor(
  context: FleetContext,
  { regions }: RecoveryLoopOptions,
  wakeup: Wakeup,
  abortSignal: AbortSignal,
): Promise<void> {
  const criteria = regions === undefined ? {} : { regions };
  try {
    const monitor = new FleetMonitor(context, { criteria, abortSignal, debounceSeconds: 0 });
    for await (const { type } of monitor) if (WAKING.includes(type)) wakeup.wake();
  } catch (thrown) {
    if (!abortSignal.aborted) wakeup.fail(thrown);
  }
}

/** What is done is news each time; what is left alone only when there is another reason than before. */
function isNews(decision: RecoveryDecision, told: Map<string, string>): boolean {
  const { worker, action, reason, step, outcome, error } = decision;
  const content = JSON.stringify([action, reason, step, outcome, error?.kind]);
  const isSame = told.get(worker.instanceId) === content;
  told.set(worker.instanceId, content);
  return !isSame || outcome === 'done';
}

/** Counts in how many looks in a row workers were impaired. */
class Sightings {
  readonly #least: number;
  #before = new Map<string, number>();
  #now = new Map<string, number>();

  constructor(least: number) {
    this.#least = least;
  }

  beginLook(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  isEnough({ instanceId, checks }: FleetWorker): boolean {
    if (failingChecks(checks).length === 0) return false;
    const count = (this.#before.get(instanceId) ?? 0) + 1;
    this.#now.set(instanceId, count);
    return count >= this.#least;
  }
}
