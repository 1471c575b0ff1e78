import type { OperationCall, WorkerContext } from '../worker-context.js';
import { type EarlierLaunch, findEarlierLaunch } from './find-earlier-launch.js';
import type { KeyMemory } from './launch-keys.js';
import type { LaunchPlan } from './launch-plan.js';
import { LaunchProgress } from './launch-progress.js';
import { LaunchRun } from './launch-run.js';

/** What a launch came to. */
export interface LaunchOutcome {
  readonly progress: LaunchProgress;
  /** The ids of what this call has launched, as opposed to what it has found. */
  readonly launchedIds: ReadonlySet<string>;
}

const NOTHING: EarlierLaunch = { live: [], tokens: new Set() };

/**
 * Carries a launch out: choice after choice, until there are as many instances as there are to be, or nothing
 * else may help.
 *
 * @throws AbortedError with the ids of what was launched. Of a launch with a key also whatever keeps it from
 * finding what an earlier one made; then nothing was launched.
 */
export function carryOutLaunch(
  context: WorkerContext,
  call: OperationCall,
  plan: LaunchPlan,
): Promise<LaunchOutcome> {
  const { launchKey, count, choices } = plan;
  if (launchKey === undefined) return run(context, call, plan, NOTHING, undefined);
  return context.launchKeys.inTurn(launchKey, call.abortSignal, async (memory) => {
    const query = { launchKey, count, memory, mayDiffer: choices.length > 1 };
    const earlier = await findEarlierLaunch(context, call, query);
    memory.settled = false;
    const outcome = await run(context, call, plan, earlier, memory);
    memory.settled = !outcome.progress.uncertain;
    return outcome;
  });
}

async function run(
  context: WorkerContext,
  call: OperationCall,
  plan: LaunchPlan,
  earlier: EarlierLaunch,
  memory: KeyMemory | undefined,
): Promise<LaunchOutcome> {
  const progress = new LaunchProgress(plan, context.capacity, earlier);
  const launchRun = new LaunchRun({ context, call, plan, progress, memory });
  await launchRun.finish();
  return { progress, launchedIds: launchRun.launchedIds };
}
