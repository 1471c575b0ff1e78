import { translateAwsError } from '../aws/translate-aws-error.js';
import { InstanceState } from '../model/instance-state.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { Answers, Outcome } from './ec2-port.js';

/**
 * Corrects the answers for instances that were in an earlier request which a protected instance made fail. EC2 then
 * terminates those in other zones although it answers with the error: the second answer shows an instance that
 * is shutting down already, but it was this call that did it. What it was in before, nobody knows any more.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html
 */
export function correctTerminations(
  answers: Answers<InstanceStateChange>,
  history: ReadonlyMap<string, readonly unknown[]>,
): Answers<InstanceStateChange> {
  if (history.size === 0) return answers;
  return new Map(
    [...answers].map(([instanceId, outcome]): [string, Outcome<InstanceStateChange>] => {
      const wasCaught = history.get(instanceId)?.some(isProtection) === true;
      if (!wasCaught || 'error' in outcome || !isGoing(outcome.value.previousState)) {
        return [instanceId, outcome];
      }
      return [instanceId, { value: { ...outcome.value, previousState: 'unknown', changed: true } }];
    }),
  );
}

function isProtection(thrown: unknown): boolean {
  return translateAwsError(thrown, { operation: 'terminateInstance' }).kind === 'operation-not-permitted';
}

function isGoing(state: InstanceState): boolean {
  return state === InstanceState.SHUTTING_DOWN || state === InstanceState.TERMINATED;
}
