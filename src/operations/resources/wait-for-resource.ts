import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { describeSubject } from '../../errors/failure-message.js';
import { InputCheck } from '../../errors/input-check.js';
import { WaitTimeoutError } from '../../errors/wait-timeout-error.js';
import type { CallOptions } from '../../model/call-options.js';
import { planDelays } from '../../waiters/wait-options.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';

/** How often to look, and for how long. */
interface WaitTimes extends CallOptions {
  readonly maxWaitTime?: number | undefined;
  readonly minDelay?: number | undefined;
  readonly maxDelay?: number | undefined;
}

/** Something to wait for. */
interface ResourceGoal<Seen> {
  /** The time allowed by default, in seconds. */
  readonly maxWaitTime: number;
  readonly instanceIds: readonly string[];
  readonly read: () => Promise<Seen | undefined>;
  /** Whether the goal is reached. @throws Ec2WorkerError if it never will be. */
  isReached(seen: Seen): boolean;
  /** The error for what is not there, once that cannot be for its youth. */
  missing(): Ec2WorkerError;
  /** Says how it stands, in few words. */
  readonly describe: (seen: Seen) => string;
  onSeen?(seen: Seen, elapsedSeconds: number, polls: number): void;
}

/** Looks at something until it is as it should be. Faults that pass are ridden out. */
export async function waitForResource<Seen>(
  context: WorkerContext,
  call: OperationCall,
  times: WaitTimes,
  goal: ResourceGoal<Seen>,
): Promise<Seen> {
  const { clock, launchGraceSeconds } = context;
  const check = new InputCheck(call.operation);
  const maxWaitTime = check.time(times.maxWaitTime, 'maxWaitTime', { otherwise: goal.maxWaitTime });
  const { minDelay, maxDelay } = planDelays(times, call.operation);
  const startedAt = clock.now();
  const elapsed = (): number => (clock.now() - startedAt) / 1_000;
  let last: Seen | undefined;
  for (let polls = 1, delay = minDelay; ; polls += 1, delay = Math.min(delay * 1.5, maxDelay)) {
    const { seen, fault } = await look(goal);
    if (seen !== undefined) {
      goal.onSeen?.(seen, elapsed(), polls);
      if (goal.isReached(seen)) return seen;
      last = seen;
    } else if (fault === undefined) {
      if (last !== undefined || elapsed() >= launchGraceSeconds) throw goal.missing();
    }
    const remaining = maxWaitTime - elapsed();
    if (remaining <= 0) {
      throw timeout(context, call, goal, { maxWaitTime, elapsedSeconds: elapsed(), polls, last, fault });
    }
    await clock.sleep(Math.min(delay, remaining * 1_000), call.abortSignal);
  }
}

async function look<Seen>({
  read,
}: ResourceGoal<Seen>): Promise<{ seen?: Seen | undefined; fault?: Ec2WorkerError }> {
  try {
    return { seen: await read() };
  } catch (error) {
    if (Ec2WorkerError.isInstance(error) && error.retryable) return { fault: error };
    throw error;
  }
}

interface Ending<Seen> {
  readonly maxWaitTime: number;
  readonly elapsedSeconds: number;
  readonly polls: number;
  readonly last: Seen | undefined;
  readonly fault: Ec2WorkerError | undefined;
}

function timeout<Seen>(
  { region }: WorkerContext,
  { operation }: OperationCall,
  { instanceIds, describe }: ResourceGoal<Seen>,
  { maxWaitTime, elapsedSeconds, polls, last, fault }: Ending<Seen>,
): WaitTimeoutError {
  const subject = describeSubject({ operation, instanceIds, region });
  const waited = `timed out after ${Math.round(elapsedSeconds)} s and ${polls} ${polls === 1 ? 'poll' : 'polls'}`;
  const state = last === undefined ? 'it was never seen' : `last seen ${describe(last)}`;
  const advice = `Wait again, or allow more than maxWaitTime ${maxWaitTime} s.`;
  const message = `${subject} ${waited}: ${state}. ${advice}`;
  const record = { wait: operation, maxWaitTime, elapsedSeconds, polls };
  return new WaitTimeoutError({ ...record, region, instanceIds, message, cause: fault });
}
