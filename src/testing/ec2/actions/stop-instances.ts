import type { StopInstancesRequest, StopInstancesResult } from '@aws-sdk/client-ec2';
import { StopInstances$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import { type ActionContext, type Ec2Action, requireList } from '../action.js';
import { USER_HIBERNATE, USER_SHUTDOWN } from '../shutdowns.js';
import type { SimulatedInstance } from '../simulated-instance.js';
import { changeStates, incorrectState, protectedInstance } from './change-state.js';

export const stopInstances: Ec2Action = { schema: StopInstances$, perform: stop };

function stop(request: StopInstancesRequest, { region, now, commit }: ActionContext): StopInstancesResult {
  const instances = region.require(requireList(request.InstanceIds, 'InstanceId'));
  const hibernate = request.Hibernate === true;
  for (const instance of instances) checkStop(instance, now, hibernate);
  commit();
  return {
    StoppingInstances: changeStates(instances, now, (instance) => {
      if (['stopping', 'stopped'].includes(instance.state(now))) return;
      instance.stop(now, hibernate ? USER_HIBERNATE : USER_SHUTDOWN);
    }),
  };
}

function checkStop(instance: SimulatedInstance, now: number, hibernate: boolean): void {
  const { instanceId } = instance;
  const state = instance.state(now);
  if (['shutting-down', 'terminated'].includes(state)) {
    throw incorrectState(`This instance '${instanceId}' is not in a state from which it can be stopped.`);
  }
  if (state === 'pending' && !instance.hasEverRun(now)) {
    throw incorrectState(
      `Instance '${instanceId}' cannot be stopped as it has never reached the 'running' state.`,
    );
  }
  if (instance.protectedFromStop) throw protectedInstance(instanceId, 'stopped', 'disableApiStop');
  if (hibernate && instance.birth.specification.request.HibernationOptions?.Configured !== true) {
    throw new ServiceError(
      'UnsupportedHibernationConfiguration',
      `The instance '${instanceId}' is not configured for hibernation.`,
    );
  }
}
