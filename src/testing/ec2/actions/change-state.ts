import type { InstanceStateChange } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import type { SimulatedInstance } from '../simulated-instance.js';
import { instanceState } from '../state-timeline.js';

/** Carries a change out on every instance and tells each one's state before and after. */
export function changeStates(
  instances: readonly SimulatedInstance[],
  now: number,
  change: (instance: SimulatedInstance) => void,
): InstanceStateChange[] {
  return instances.map((instance) => {
    const previous = instance.state(now);
    change(instance);
    return {
      InstanceId: instance.instanceId,
      PreviousState: instanceState(previous),
      CurrentState: instanceState(instance.state(now)),
    };
  });
}

/** The error for an action that an instance's state does not allow. */
export function incorrectState(message: string): ServiceError {
  return new ServiceError('IncorrectInstanceState', message);
}

/** The error for an instance that is protected by one of its attributes. */
export function protectedInstance(instanceId: string, participle: string, attribute: string): ServiceError {
  return new ServiceError(
    'OperationNotPermitted',
    `The instance '${instanceId}' may not be ${participle}. Modify its '${attribute}' instance attribute and try again.`,
  );
}
