import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5_000;

/**
 * Carries a call through the time in which EC2 may not know an instance that this client has just
 * launched: NotFound then means "not yet", for as long as the launch grace lasts.
 */
export async function withLaunchGrace<Result>(
  context: WorkerContext,
  call: InstanceCall,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const { clock, ledger, launchGraceSeconds } = context;
  const endsAt = clock.now() + launchGraceSeconds * 1_000;
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const remaining = endsAt - clock.now();
      const isEarly = InstanceNotFoundError.isInstance(error) && ledger.isYoung(call.instanceId);
      if (!isEarly || remaining <= 0) throw error;
      await clock.sleep(Math.min(delay, remaining), call.abortSignal);
    }
  }
}
