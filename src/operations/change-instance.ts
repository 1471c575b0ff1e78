import type { Answers } from '../ec2/ec2-port.js';
import { answerFor } from './answer-for.js';
import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Sends a change of one instance, or of many, and answers for each. */
type Send<Result> = (instanceIds: readonly string[]) => Promise<Answers<Result>>;

/** Changes the state of an instance: in its turn, and patiently if the instance is young. */
export function changeState<Result>(
  context: WorkerContext,
  call: InstanceCall,
  send: Send<Result>,
): Promise<Result> {
  return change(context, call, true, send);
}

/** Changes what is kept of an instance, such as its tags, and leaves its state as it is. */
export function changeRecord<Result>(
  context: WorkerContext,
  call: InstanceCall,
  send: Send<Result>,
): Promise<Result> {
  return change(context, call, false, send);
}

function change<Result>(
  context: WorkerContext,
  call: InstanceCall,
  affectsState: boolean,
  send: Send<Result>,
): Promise<Result> {
  const { instanceId, abortSignal } = call;
  return context.ledger.change(instanceId, { affectsState, abortSignal }, () =>
    withLaunchGrace(context, call, async () => answerFor(await send([instanceId]), call)),
  );
}
