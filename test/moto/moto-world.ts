import { CloudWatchClient, PutMetricDataCommand, type StandardUnit } from '@aws-sdk/client-cloudwatch';
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
  type EC2ClientConfig,
  RegisterImageCommand,
} from '@aws-sdk/client-ec2';
import type { Ec2WorkerClientOptions } from 'ec2-worker-client';
import type { ContractFeatures, ContractWorld, SeededMetric } from '../contracts/contract-world.js';
import { HOME } from '../contracts/contract-world.js';
import type { Moto } from './start-moto.js';

/** What moto gets right. */
export const MOTO_FEATURES: ContractFeatures = {
  exactTiming: false,
  idempotentLaunch: false,
  clientTokenFilter: false,
  stateRules: false,
  idleStateChanges: false,
  protectionAtLaunch: false,
  escapedBackslash: false,
  tagsNeedInstance: false,
  restartedLaunchTime: false,
  imageSnapshotTags: false,
};

/** moto takes any credentials until it is told to enforce IAM. */
const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-secret' };

/** A world on a moto that has forgotten everything of the one before. */
export async function makeMotoWorld(
  moto: Moto,
  options: Ec2WorkerClientOptions = {},
): Promise<ContractWorld> {
  await moto.reset();
  const connection = { region: HOME, endpoint: moto.url, credentials: CREDENTIALS };
  return {
    clientOptions: { ...connection, ...options },
    network: await findNetwork(connection),
    waitOptions: { minDelay: 0.05, maxDelay: 0.2 },
    now: () => Date.now(),
    putImage: (name) => registerImage(connection, name),
    seedMetric: (metric) => putMetric(moto, metric),
    close: () => Promise.resolve(),
  };
}

/** moto makes up a new network after every reset. */
async function findNetwork(config: EC2ClientConfig): Promise<ContractWorld['network']> {
  const client = new EC2Client(config);
  const { Subnets = [] } = await client.send(new DescribeSubnetsCommand());
  const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand());
  client.destroy();
  return {
    subnetId: Subnets[0]?.SubnetId ?? '',
    securityGroupIds: SecurityGroups.slice(0, 1).map(({ GroupId = '' }) => GroupId),
  };
}

async function registerImage(config: EC2ClientConfig, Name: string): Promise<string> {
  const client = new EC2Client(config);
  const { ImageId = '' } = await client.send(new RegisterImageCommand({ Name }));
  client.destroy();
  return ImageId;
}

/** AWS keeps the namespaces that begin with `AWS/` to itself; moto lets everybody write to them. */
async function putMetric({ url }: Moto, metric: SeededMetric): Promise<void> {
  const client = new CloudWatchClient({ region: metric.region, endpoint: url, credentials: CREDENTIALS });
  const Dimensions = Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
  const MetricData = metric.values.map(({ at, value }) => ({
    MetricName: metric.metricName,
    Dimensions,
    Unit: metric.unit as StandardUnit,
    Timestamp: at,
    Value: value,
  }));
  await client.send(new PutMetricDataCommand({ Namespace: metric.namespace, MetricData }));
  client.destroy();
}
