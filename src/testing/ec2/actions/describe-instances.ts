import type { DescribeInstancesRequest, DescribeInstancesResult } from '@aws-sdk/client-ec2';
import { DescribeInstances$ } from '@aws-sdk/client-ec2';
import type { ActionContext, Ec2Action } from '../action.js';
import { describeReservation } from '../describe-instance.js';
import type { Ec2Region } from '../ec2-region.js';
import { applyFilters } from '../filters.js';
import { instanceFields } from '../instance-fields.js';
import { paginate, refuseIdsWithPageSize } from '../pagination.js';
import type { SimulatedInstance } from '../simulated-instance.js';

export const describeInstances: Ec2Action = { schema: DescribeInstances$, perform: describe };

function describe(
  request: DescribeInstancesRequest,
  { region, now }: ActionContext,
): DescribeInstancesResult {
  refuseIdsWithPageSize(request.InstanceIds, request);
  const matching = applyFilters(
    selectInstances(request.InstanceIds, region),
    request.Filters,
    instanceFields(region, now),
  );
  const { items, nextToken } = paginate(matching, request, (instance) => instance.instanceId);
  return {
    Reservations: [...groupByReservation(items)].map(([reservationId, instances]) =>
      describeReservation(instances, reservationId, region, now),
    ),
    NextToken: nextToken,
  };
}

function groupByReservation(
  instances: readonly SimulatedInstance[],
): ReadonlyMap<string, SimulatedInstance[]> {
  const groups = new Map<string, SimulatedInstance[]>();
  for (const instance of instances) {
    const { reservationId } = instance.birth;
    const group = groups.get(reservationId);
    if (group === undefined) groups.set(reservationId, [instance]);
    else group.push(instance);
  }
  return groups;
}

/** The instances asked for by id; no ids means every instance, as it does for EC2. */
export function selectInstances(
  instanceIds: readonly string[] | undefined,
  region: Ec2Region,
): readonly SimulatedInstance[] {
  if (instanceIds === undefined || instanceIds.length === 0) return region.instances();
  return region.require(instanceIds);
}
