import type { FleetContext } from '../fleet-context.js';
import { rideOut } from '../ride-out.js';
import type { IdleDecision, IdleReport } from './idle-decision.js';
import type { IdleLoopOptions, IdleOptions } from './idle-options.js';
import { IdlePass } from './idle-pass.js';
import { type IdlePlan, planIdle, planIdleLoop } from './plan-idle.js';

/** Stops the workers of a fleet that nobody uses, once. */
export async function checkIdle(context: FleetContext, options: IdleOptions): Promise<IdleReport> {
  const pass = new IdlePass(context, planIdle(context, options, 'checkIdle'));
  const decisions = [];
  for await (const decision of pass.run(() => true)) decisions.push(decision);
  const { failures } = pass;
  const hasFailed = decisions.some(({ error }) => error !== undefined);
  return { decisions, failures, complete: failures.length === 0 && !hasFailed };
}

/** Stops the workers that nobody uses for as long as somebody reads; tells what is new. */
export function shutDownIdle(
  context: FleetContext,
  options: IdleLoopOptions,
): AsyncGenerator<IdleDecision, void, undefined> {
  const plan = planIdle(context, options, 'idleShutdown');
  return lookAgainAndAgain(context, plan, planIdleLoop(context, options));
}

async function* lookAgainAndAgain(
  context: FleetContext,
  plan: IdlePlan,
  everyMs: number,
): AsyncGenerator<IdleDecision, void, undefined> {
  const told = new Map<string, string>();
  for (;;) {
    const pass = new IdlePass(context, plan).run((decision) => isNews(decision, told));
    yield* rideOut(context, 'idleShutdown', pass);
    // The pass after it tells of the end of the signal.
    await context.clock.sleep(everyMs, plan.options.abortSignal).catch(() => undefined);
  }
}

/** A warning is news once for each time that a worker falls idle. */
function isNews(
  { worker, type, reason, outcome, verdict }: IdleDecision,
  told: Map<string, string>,
): boolean {
  const since = type === 'idle-warning' ? verdict?.since?.getTime() : undefined;
  const content = JSON.stringify([type, reason, outcome, since]);
  const isSame = told.get(worker.instanceId) === content;
  told.set(worker.instanceId, content);
  return !isSame || outcome === 'done';
}
