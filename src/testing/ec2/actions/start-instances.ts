import type { StartInstancesRequest, StartInstancesResult } from '@aws-sdk/client-ec2';
import { StartInstances$ } from '@aws-sdk/client-ec2';
import { type ActionContext, type Ec2Action, requireList } from '../action.js';
import { nextPublicIp } from '../launch.js';
import { requireRoomToStart } from '../launch-room.js';
import { changeStates, incorrectState } from './change-state.js';

export const startInstances: Ec2Action = { schema: StartInstances$, perform: start };

function start(request: StartInstancesRequest, { region, now, commit }: ActionContext): StartInstancesResult {
  const instances = region.require(requireList(request.InstanceIds, 'InstanceId'));
  for (const instance of instances) {
    if (!['pending', 'running', 'stopped'].includes(instance.state(now))) {
      throw incorrectState(
        `The instance '${instance.instanceId}' is not in a state from which it can be started.`,
      );
    }
  }
  requireRoomToStart(
    instances.filter((instance) => instance.state(now) === 'stopped'),
    region,
  );
  commit();
  return {
    StartingInstances: changeStates(instances, now, (instance) => {
      if (instance.state(now) !== 'stopped') return;
      instance.start(now, nextPublicIp(instance.birth.specification, region));
    }),
  };
}
