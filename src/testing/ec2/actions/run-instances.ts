import type { Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { RunInstances$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import type { ActionContext, Ec2Action } from '../action.js';
import { describeReservation } from '../describe-instance.js';
import { launch, launchTags } from '../launch.js';
import type { LaunchRecord } from '../launch-record.js';
import { checkLaunch } from '../launch-rules.js';
import type { LaunchSpecification } from '../launch-specification.js';

export const runInstances: Ec2Action = { schema: RunInstances$, perform: run };

function run(request: RunInstancesRequest, context: ActionContext): Reservation {
  const { region, now, commit } = context;
  const specification = checkLaunch(request, region.name);
  launchTags(request, 'instance', region);
  launchTags(request, 'volume', region);
  const key = idempotencyKey(specification);
  const fingerprint = fingerprintOf(request);
  const earlier = key === undefined ? undefined : region.launches.get(key);
  if (earlier !== undefined) checkRepetition(earlier, fingerprint, now);
  const count = earlier?.instances.length ?? affordableCount(request, region.room());
  commit();
  const instances = earlier?.instances ?? launch(specification, region, count);
  const reservationId = instances[0]?.birth.reservationId ?? '';
  if (key !== undefined) region.launches.set(key, { fingerprint, instances });
  return describeReservation(instances, reservationId, region, now);
}

/** As many instances as there is room for, from `MinCount` to `MaxCount`. */
function affordableCount({ MinCount = 1, MaxCount = 1 }: RunInstancesRequest, room: number): number {
  if (room >= MinCount) return Math.min(MaxCount, room);
  throw new ServiceError(
    'InstanceLimitExceeded',
    `You have requested more instances (${MinCount}) than your current instance limit allows.`,
  );
}

/**
 * A client token holds for the region, or for the zone when the request chooses one.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
function idempotencyKey({ request, location }: LaunchSpecification): string | undefined {
  if (request.ClientToken === undefined) return undefined;
  const choosesZone = request.SubnetId ?? request.Placement?.AvailabilityZone;
  return `${choosesZone === undefined ? '' : location.availabilityZone}/${request.ClientToken}`;
}

function fingerprintOf(request: RunInstancesRequest): string {
  return JSON.stringify({ ...request, DryRun: undefined });
}

function checkRepetition(earlier: LaunchRecord, fingerprint: string, now: number): void {
  if (earlier.fingerprint !== fingerprint) {
    throw new ServiceError(
      'IdempotentParameterMismatch',
      'The client token you have provided is associated with a resource that was created with different parameters.',
    );
  }
  if (earlier.instances.every((instance) => instance.state(now) === 'terminated')) {
    throw new ServiceError(
      'IdempotentInstanceTerminated',
      'The client token you have provided is associated with an instance that has been terminated.',
    );
  }
}
