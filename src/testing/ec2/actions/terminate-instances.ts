import type { TerminateInstancesRequest, TerminateInstancesResult } from '@aws-sdk/client-ec2';
import { TerminateInstances$ } from '@aws-sdk/client-ec2';
import { type ActionContext, type Ec2Action, requireList } from '../action.js';
import { USER_SHUTDOWN } from '../shutdowns.js';
import { changeStates, protectedInstance } from './change-state.js';

export const terminateInstances: Ec2Action = { schema: TerminateInstances$, perform: terminate };

/**
 * A protected instance saves those of its own zone; what is in other zones terminates, though the request fails.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html
 */
function terminate(
  request: TerminateInstancesRequest,
  { region, now, commit }: ActionContext,
): TerminateInstancesResult {
  const instances = region.require(requireList(request.InstanceIds, 'InstanceId'));
  const refused = instances.filter(
    (instance) => instance.protectedFromTermination && instance.state(now) !== 'terminated',
  );
  const savedZones = new Set(refused.map((instance) => instance.availabilityZone));
  const [first] = refused;
  const refusal =
    first === undefined
      ? undefined
      : protectedInstance(first.instanceId, 'terminated', 'disableApiTermination');
  if (refusal !== undefined && request.DryRun === true) throw refusal;
  commit();
  const doomed = instances.filter((instance) => !savedZones.has(instance.availabilityZone));
  const TerminatingInstances = changeStates(doomed, now, (instance) => {
    if (['shutting-down', 'terminated'].includes(instance.state(now))) return;
    instance.terminate(now, USER_SHUTDOWN);
  });
  if (refusal !== undefined) throw refusal;
  return { TerminatingInstances };
}
