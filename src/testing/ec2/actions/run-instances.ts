import type { Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { RunInstances$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import type { ActionContext, Ec2Action } from '../action.js';
import { describeReservation } from '../describe-instance.js';
import { launch } from '../launch.js';
import type { LaunchRecord } from '../launch-memory.js';
import { findRoom } from '../launch-room.js';
import { checkLaunch } from '../launch-rules.js';
import type { LaunchDraft } from '../launch-specification.js';
import { requestedTags } from '../tag-rules.js';

export const runInstances: Ec2Action = { schema: RunInstances$, perform: run };

function run(request: RunInstancesRequest, context: ActionContext): Reservation {
  const { region, now, commit } = context;
  const draft = checkLaunch(request, region);
  for (const kind of ['instance', 'volume', 'spot-instances-request']) {
    requestedTags(draft.request.TagSpecifications, kind, region);
  }
  const key = idempotencyKey(draft);
  const fingerprint = fingerprintOf(request);
  const earlier = key === undefined ? undefined : region.launches.find(key, now);
  if (earlier !== undefined) checkRepetition(earlier, fingerprint, now);
  const room = earlier === undefined ? findRoom(draft, region) : undefined;
  commit();
  const instances =
    room === undefined
      ? (earlier?.instances ?? [])
      : launch({ ...draft, location: room.location }, region, room.count);
  const reservationId = instances[0]?.birth.reservationId ?? '';
  if (key !== undefined) region.launches.note(key, { fingerprint, instances });
  return describeReservation(instances, reservationId, region, now);
}

/**
 * A client token holds for the region, or for the zone when the request chooses one.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
function idempotencyKey({ request, chosenZone = '' }: LaunchDraft): string | undefined {
  return request.ClientToken === undefined ? undefined : `${chosenZone}/${request.ClientToken}`;
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
