/** Why SimulatedAws and moto differ, and who is right. */
export interface KnownDifference {
  readonly right: 'SimulatedAws' | 'moto' | 'neither';
  readonly why: string;
  /** A page of AWS that decides; without one it is but generally known. */
  readonly see?: string;
}

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide';
const DEVELOPER_GUIDE = 'https://docs.aws.amazon.com/ec2/latest/devguide';
const STS = 'https://docs.aws.amazon.com/STS/latest/APIReference';
const PRICES = 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference';
const CLOUDWATCH = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference';

/** By the name of the step. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, KnownDifference>> = {
  'take on a role for eleven days': {
    right: 'SimulatedAws',
    why: 'a session lasts 15 minutes to 12 hours',
    see: `${STS}/API_AssumeRole.html`,
  },
  'decode what is no refusal': {
    right: 'SimulatedAws',
    why: 'moto has no such action, and answers with a page of HTML',
    see: `${STS}/API_DecodeAuthorizationMessage.html`,
  },
  'how many instances two launches with one token make': {
    right: 'SimulatedAws',
    why: 'a request with the token of an earlier one launches nothing more',
    see: `${DEVELOPER_GUIDE}/ec2-api-idempotency.html`,
  },
  'launch with a used token and other parameters': {
    right: 'SimulatedAws',
    why: 'a token goes with the parameters of its first request',
    see: `${DEVELOPER_GUIDE}/ec2-api-idempotency.html`,
  },
  'launch one to three': {
    right: 'SimulatedAws',
    why: 'as many as possible are launched, up to `MaxCount`',
    see: `${EC2}/API_RunInstances.html`,
  },
  'launch at least three and at most one': {
    right: 'SimulatedAws',
    why: '`MinCount` may not be above `MaxCount`',
    see: `${EC2}/API_RunInstances.html`,
  },
  'snapshot all volumes of an instance': {
    right: 'SimulatedAws',
    why: 'a snapshot that was just asked for is `pending`; moto tells no state',
    see: `${EC2}/API_SnapshotInfo.html`,
  },
  'snapshot a volume': {
    right: 'SimulatedAws',
    why: 'the copying goes on after the reply; in moto every change is made at once',
    see: `${EC2}/API_CreateSnapshot.html`,
  },
  'describe a snapshot': {
    right: 'SimulatedAws',
    why: 'a snapshot is in the standard tier until it is archived',
    see: `${EC2}/API_Snapshot.html`,
  },
  'make an image by a name that is taken': {
    right: 'SimulatedAws',
    why: 'the name of an image is unique in its account and region',
    see: `${EC2}/errors-overview.html`,
  },
  'make an image by a name in the wrong form': {
    right: 'SimulatedAws',
    why: 'a colon may not be in the name of an image',
    see: `${EC2}/API_CreateImage.html`,
  },
  'spot prices of a type': {
    right: 'neither',
    why:
      'the market makes the prices: SimulatedAws has those that a test puts there, moto the same one for everything; ' +
      'but moto does not keep to the product that is asked for',
    see: `${EC2}/API_DescribeSpotPriceHistory.html`,
  },
  'the request behind a spot instance': {
    right: 'SimulatedAws',
    why: 'a spot instance that is launched by RunInstances has a spot request, too',
    see: `${GUIDE}/spot-requests.html`,
  },
  'a spot request that does not exist': {
    right: 'SimulatedAws',
    why: 'an id that nothing has is not found',
    see: `${EC2}/errors-overview.html`,
  },
  'describe by the client token': {
    right: 'SimulatedAws',
    why: 'moto does not know the filter, and answers with a page of HTML',
    see: `${EC2}/API_DescribeInstances.html`,
  },
  'status checks of a running instance': {
    right: 'SimulatedAws',
    why: 'EC2 checks attached EBS volumes of instances on Nitro, such as `t3.micro`',
    see: `${GUIDE}/monitoring-system-instance-status-check.html`,
  },
  'set a tag that AWS keeps to itself': {
    right: 'SimulatedAws',
    why: 'keys that begin with `aws:` are reserved',
    see: `${GUIDE}/Using_Tags.html#tag-restrictions`,
  },
  'switch detailed monitoring on': {
    right: 'SimulatedAws',
    why: 'moto has no such action, and answers with a page of HTML',
    see: `${EC2}/API_MonitorInstances.html`,
  },
  'switch detailed monitoring off': {
    right: 'SimulatedAws',
    why: 'moto has no such action, and answers with a page of HTML',
    see: `${EC2}/API_UnmonitorInstances.html`,
  },
  'change the type of a running instance': {
    right: 'SimulatedAws',
    why: 'the instance has to be stopped',
    see: `${EC2}/API_ModifyInstanceAttribute.html`,
  },
  'the state right after a stop': {
    right: 'SimulatedAws',
    why: 'an instance takes time to stop; in moto every change is made at once',
    see: `${GUIDE}/ec2-instance-lifecycle.html`,
  },
  'reboot a stopped instance': {
    right: 'SimulatedAws',
    why: 'only what runs can be rebooted; moto starts it',
    see: `${EC2}/API_RebootInstances.html`,
  },
  'why an instance is stopped': {
    right: 'SimulatedAws',
    why: 'it follows from the reboot before, by which the instance runs in moto',
    see: `${EC2}/API_StateReason.html`,
  },
  start: {
    right: 'SimulatedAws',
    why: 'it follows from the reboot before, by which the instance runs in moto',
  },
  'start what runs': {
    right: 'SimulatedAws',
    why: 'the state is the one that the instance is in, and a start of what runs changes none',
    see: `${EC2}/API_InstanceStateChange.html`,
  },
  'start what is terminated': {
    right: 'SimulatedAws',
    why: 'what is terminated stays so; moto brings it back to life',
    see: `${GUIDE}/ec2-instance-lifecycle.html`,
  },
  'stop an id that is none': {
    right: 'SimulatedAws',
    why: 'an id in the wrong form is malformed',
    see: `${EC2}/errors-overview.html`,
  },
  'describe by a filter that does not exist': {
    right: 'SimulatedAws',
    why: 'the value of a parameter is refused; moto answers with a page of HTML',
    see: `${EC2}/errors-overview.html`,
  },
  'a page of one instance': {
    right: 'SimulatedAws',
    why: 'a page has 5 to 1,000 items',
    see: `${EC2}/API_DescribeInstances.html`,
  },
  'a page after no page': {
    right: 'SimulatedAws',
    why: 'a token that is none is refused; moto answers with a page of HTML',
    see: `${EC2}/errors-overview.html`,
  },
  'launch from a template that does not exist': {
    right: 'SimulatedAws',
    why: 'an id that nothing has is not found; moto answers with a page of HTML',
    see: `${EC2}/errors-overview.html`,
  },
  'read a metric by an odd period': {
    right: 'SimulatedAws',
    why: 'a period is 1, 5, 10, 20 or 30 seconds, or whole minutes',
    see: `${CLOUDWATCH}/API_MetricStat.html`,
  },
  'publish into a namespace of AWS': {
    right: 'SimulatedAws',
    why: 'namespaces that begin with `AWS/` are those of AWS',
    see: `${CLOUDWATCH}/API_PutMetricData.html`,
  },
  'what an instance costs on demand': {
    right: 'SimulatedAws',
    why: 'moto has no price list, and answers with status 500',
    see: `${PRICES}/API_pricing_GetProducts.html`,
  },
  'what a service that does not exist costs': {
    right: 'SimulatedAws',
    why: 'moto has no price list, and answers with status 500',
    see: `${PRICES}/API_pricing_GetProducts.html`,
  },
};
