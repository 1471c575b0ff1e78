import type { Answers } from '../ec2/ec2-port.js';
import { answerFor } from './answer-for.js';
import { withLaunchGrace } from './with-launch-grace.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Changes one instance: in its turn, patiently if the instance is young, and with one answer. */
export function changeInstance<Result>(
  context: WorkerContext,
  call: InstanceCall,
  send: (instanceIds: readonly string[]) => Promise<Answers<Result>>,
): Promise<Result> {
  const { instanceId, abortSignal } = call;
  return context.ledger.change(instanceId, abortSignal, () =>
    withLaunchGrace(context, call, async () => {
      const answers = await send([instanceId]);
      return answerFor(answers, call);
    }),
  );
}
