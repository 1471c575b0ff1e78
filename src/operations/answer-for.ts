import type { Answers } from '../ec2/ec2-port.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { InstanceCall } from './worker-context.js';

/** The answer for the instance of a call; its error is thrown. An answer that is missing is one, too. */
export function answerFor<Value>(answers: Answers<Value>, { instanceId, operation }: InstanceCall): Value {
  const outcome = answers.get(instanceId);
  if (outcome === undefined) {
    const message = `${operation} ${instanceId} failed: the port gave no answer for it.`;
    throw new Ec2WorkerError({ operation, instanceIds: [instanceId], message });
  }
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
