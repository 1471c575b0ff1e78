import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  EC2Client,
  type EC2ClientConfig,
  type Instance,
  type InstanceStatus,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { STSClient } from '@aws-sdk/client-sts';
import { ManualClock, SimulatedAws, type SimulatedAwsOptions } from 'ec2-worker-client/testing';

export const AMI = 'ami-0123456789abcdef0';

/** A simulated AWS on a clock that stands still, and the real SDK's clients on top of it. */
export interface Simulation {
  readonly aws: SimulatedAws;
  readonly ec2: EC2Client;
  readonly cloudWatch: CloudWatchClient;
  readonly sts: STSClient;
  /** One more EC2 client with other options. */
  readonly ec2With: (config: EC2ClientConfig) => EC2Client;
}

/** Signing times are not checked here, as the SDK signs by real time while simulated hours pass. */
export function simulate(options: SimulatedAwsOptions = {}): Simulation {
  const aws = new SimulatedAws({
    clock: new ManualClock(),
    maxClockSkewMs: Number.POSITIVE_INFINITY,
    ...options,
  });
  const config = {
    region: 'us-east-1',
    requestHandler: aws.requestHandler,
    credentials: aws.credentials,
    maxAttempts: 1,
  };
  return {
    aws,
    ec2: new EC2Client(config),
    cloudWatch: new CloudWatchClient(config),
    sts: new STSClient(config),
    ec2With: (more) => new EC2Client({ ...config, ...more }),
  };
}

export async function launch(
  ec2: EC2Client,
  input: Partial<RunInstancesCommandInput> = {},
): Promise<Instance[]> {
  const reply = await ec2.send(
    new RunInstancesCommand({ ImageId: AMI, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...input }),
  );
  return reply.Instances ?? [];
}

export async function launchOne(
  ec2: EC2Client,
  input: Partial<RunInstancesCommandInput> = {},
): Promise<string> {
  const [instance] = await launch(ec2, input);
  return instance?.InstanceId ?? '';
}

export async function launchRunning(
  { aws, ec2 }: Simulation,
  input: Partial<RunInstancesCommandInput> = {},
): Promise<string> {
  const instanceId = await launchOne(ec2, input);
  await aws.advance(15_000);
  return instanceId;
}

export async function describeOne(ec2: EC2Client, instanceId: string): Promise<Instance> {
  const reply = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  return reply.Reservations?.[0]?.Instances?.[0] ?? {};
}

export async function stateOf(ec2: EC2Client, instanceId: string): Promise<string | undefined> {
  return (await describeOne(ec2, instanceId)).State?.Name;
}

export async function statusOf(ec2: EC2Client, instanceId: string): Promise<InstanceStatus> {
  const reply = await ec2.send(
    new DescribeInstanceStatusCommand({ InstanceIds: [instanceId], IncludeAllInstances: true }),
  );
  return reply.InstanceStatuses?.[0] ?? {};
}
