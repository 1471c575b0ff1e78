import type { SpotInstanceRequest } from '@aws-sdk/client-ec2';
import type { Ec2Region } from './ec2-region.js';
import type { SimulatedInstance } from './simulated-instance.js';

type Status = readonly [
  state: NonNullable<SpotInstanceRequest['State']>,
  code: string,
  message: string,
  at: number,
];

/** The request of a spot instance as DescribeSpotInstanceRequests shows it at `now`. */
export function describeSpotRequest(
  instance: SimulatedInstance,
  region: Ec2Region,
  now: number,
): SpotInstanceRequest {
  const { request, imageId } = instance.birth.specification;
  const options = request.InstanceMarketOptions?.SpotOptions ?? {};
  const [State, Code, Message, at] = spotStatus(instance, now);
  return {
    SpotInstanceRequestId: instance.birth.spotRequestId,
    InstanceId: instance.instanceId,
    State,
    Status: { Code, Message, UpdateTime: new Date(at) },
    Type: options.SpotInstanceType ?? 'one-time',
    InstanceInterruptionBehavior: options.InstanceInterruptionBehavior ?? 'terminate',
    SpotPrice: options.MaxPrice ?? '0.500000',
    ProductDescription: 'Linux/UNIX',
    LaunchedAvailabilityZone: instance.availabilityZone,
    CreateTime: new Date(instance.createdAt),
    LaunchSpecification: {
      ImageId: imageId,
      InstanceType: instance.instanceType as NonNullable<
        SpotInstanceRequest['LaunchSpecification']
      >['InstanceType'],
      Placement: { AvailabilityZone: instance.availabilityZone },
    },
    Tags: region.tagsOf(instance.birth.spotRequestId ?? ''),
  };
}

/**
 * How a request stands, in the words of EC2.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status.html
 */
function spotStatus(instance: SimulatedInstance, now: number): Status {
  const state = instance.state(now);
  const status = interruptionStatus(instance, state, now);
  if (status !== undefined) return status;
  const endedAt = instance.end(now)?.at ?? now;
  if (state === 'terminated' || state === 'shutting-down') {
    const text = 'The instance was terminated by its user.';
    return ['closed', 'instance-terminated-by-user', text, endedAt];
  }
  if (state === 'stopped' || state === 'stopping') {
    return ['disabled', 'instance-stopped-by-user', 'The instance was stopped by its user.', endedAt];
  }
  return ['active', 'fulfilled', 'Your spot request is fulfilled.', instance.createdAt];
}

/** What AWS has announced, or done; `undefined` where the user was quicker, or has it running again. */
function interruptionStatus(
  { interruption }: SimulatedInstance,
  state: string,
  now: number,
): Status | undefined {
  if (interruption === undefined) return undefined;
  const { noticedAt, takenAt, behavior } = interruption;
  const ends = behavior === 'terminate';
  const isOff = ['stopping', 'stopped', 'shutting-down', 'terminated'].includes(state);
  if (now < takenAt) {
    const code = ends ? 'marked-for-termination' : 'marked-for-stop';
    const text = `Your Spot Instance is marked for ${ends ? 'termination' : 'stop'}.`;
    return isOff ? undefined : ['active', code, text, noticedAt];
  }
  if (!isOff) return undefined;
  const code = ends ? 'instance-terminated-no-capacity' : 'instance-stopped-no-capacity';
  const text = `Your Spot Instance was ${ends ? 'terminated' : 'stopped'} due to a lack of capacity.`;
  return [ends ? 'closed' : 'open', code, text, takenAt];
}
