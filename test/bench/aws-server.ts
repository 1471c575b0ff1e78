import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { SimulatedAws, type SimulatedAwsOptions, type SimulatedCredentials } from 'ec2-worker-client/testing';

/** How to set up the simulated AWS of a server process. */
export interface ServerOptions {
  readonly latencyMs: number;
  readonly instances: number;
  readonly limits?: SimulatedAwsOptions['limits'];
  /** How long the checks of the instances stay at work. Default: none of them does. */
  readonly initializingMs?: number;
}

/** What a server process tells when it is ready. */
export interface ServedState {
  readonly url: string;
  readonly instanceIds: readonly string[];
  readonly credentials: SimulatedCredentials;
}

/** What a server process can be asked. */
export type ServerQuestion = 'counts';

/** The tags of a worker in service. */
const TAGS = {
  Name: 'cml-worker-prod-001',
  Environment: 'Production',
  ManagedBy: 'CML-Cloud-Manager',
  CMLVersion: '2.7.0',
};

const PER_LAUNCH = 500;

const options = JSON.parse(process.argv[2] ?? '') as ServerOptions;
const { latencyMs, instances, limits, initializingMs = 0 } = options;
const aws = new SimulatedAws({
  limits,
  timing: { pendingMs: 0, initializingMs, latencyMs },
  maxClockSkewMs: Number.POSITIVE_INFINITY,
});
const { url } = await aws.listen();
const instanceIds = await launch(instances);
aws.clearRequests();

process.on('message', () => {
  const counts: Record<string, number> = {};
  for (const { outcome } of aws.requests) counts[outcome] = (counts[outcome] ?? 0) + 1;
  aws.clearRequests();
  process.send?.(counts);
});
process.on('disconnect', () => {
  process.exit();
});
process.send?.({ url, instanceIds, credentials: aws.credentials } satisfies ServedState);

async function launch(count: number): Promise<string[]> {
  const { requestHandler, credentials } = aws;
  const client = new EC2Client({ region: 'us-east-1', requestHandler, credentials });
  const ids: string[] = [];
  while (ids.length < count) {
    const size = Math.min(count - ids.length, PER_LAUNCH);
    const reply = await client.send(
      new RunInstancesCommand({
        ImageId: 'ami-0123456789abcdef0',
        InstanceType: 'c5.2xlarge',
        KeyName: 'cml-worker-key',
        MinCount: size,
        MaxCount: size,
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value })),
          },
        ],
      }),
    );
    // The limits are for whoever is measured.
    if (limits !== undefined) await aws.advance(PER_LAUNCH * 1_000);
    ids.push(...(reply.Instances ?? []).map(({ InstanceId = '' }) => InstanceId));
  }
  return ids;
}
