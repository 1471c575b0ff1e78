import type { MonitorInstancesRequest, MonitorInstancesResult, MonitoringState } from '@aws-sdk/client-ec2';
import { MonitorInstances$, UnmonitorInstances$ } from '@aws-sdk/client-ec2';
import { type ActionContext, type Ec2Action, requireList } from '../action.js';

export const monitorInstances: Ec2Action = {
  schema: MonitorInstances$,
  perform: (request: MonitorInstancesRequest, context) => setMonitoring(request, context, true, 'pending'),
};

export const unmonitorInstances: Ec2Action = {
  schema: UnmonitorInstances$,
  perform: (request: MonitorInstancesRequest, context) => setMonitoring(request, context, false, 'disabling'),
};

/** The reply speaks of a change under way, the next description of its result. */
function setMonitoring(
  request: MonitorInstancesRequest,
  { region, commit }: ActionContext,
  detailed: boolean,
  reply: MonitoringState,
): MonitorInstancesResult {
  const instances = region.require(requireList(request.InstanceIds, 'InstanceId'));
  commit();
  return {
    InstanceMonitorings: instances.map((instance) => {
      instance.detailedMonitoring = detailed;
      return { InstanceId: instance.instanceId, Monitoring: { State: reply } };
    }),
  };
}
