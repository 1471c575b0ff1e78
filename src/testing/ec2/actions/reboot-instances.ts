import type { RebootInstancesRequest } from '@aws-sdk/client-ec2';
import { RebootInstances$ } from '@aws-sdk/client-ec2';
import { type ActionContext, type Ec2Action, requireList } from '../action.js';
import { incorrectState } from './change-state.js';

export const rebootInstances: Ec2Action = { schema: RebootInstances$, perform: reboot };

function reboot(request: RebootInstancesRequest, { region, now, commit }: ActionContext): object {
  const instances = region.require(requireList(request.InstanceIds, 'InstanceId'));
  for (const instance of instances) {
    if (instance.state(now) !== 'running') {
      throw incorrectState(`The instance '${instance.instanceId}' is not in the 'running' state.`);
    }
  }
  commit();
  for (const instance of instances) instance.reboot(now);
  return {};
}
