import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { atMost, count, forComparison, type Row, seconds } from '../row.js';
import { useSimulatedTime } from '../simulated-time.js';

const CALLS = 2_000;
const CAPACITY = 100;
const REFILL_PER_SECOND = 20;
const REFILL_SECONDS = (CALLS - CAPACITY) / REFILL_PER_SECOND;

interface Outcome {
  readonly failed: number;
  readonly refused: number;
  readonly seconds: number;
}

/** Thousands of calls that share no request, against the rate that EC2 allows them. */
export async function limitedSingles(): Promise<Row[]> {
  const subject = `${CALLS} details, nothing shared, bucket ${CAPACITY}/${REFILL_PER_SECOND}`;
  const own = await runOwn();
  const rows = [
    atMost(subject, 'calls that fail', own.failed, 0, count),
    atMost(subject, 'requests refused', own.refused, 1, count),
    atMost(subject, 'simulated time', own.seconds, 1.1 * REFILL_SECONDS, seconds),
  ];
  for (const retryMode of ['standard', 'adaptive'] as const) {
    const raw = await runRaw(retryMode);
    const told = `${count(raw.failed)} fail, ${count(raw.refused)} refused, ${seconds(raw.seconds)}`;
    rows.push(forComparison(subject, `raw SDK, ${retryMode} retries`, told));
  }
  return rows;
}

function prepare() {
  const clock = new ManualClock({ autoAdvance: true });
  const aws = new SimulatedAws({
    clock,
    limits: { requests: { capacity: CAPACITY, refillPerSecond: REFILL_PER_SECOND } },
    timing: { latencyMs: 20 },
    maxClockSkewMs: Number.POSITIVE_INFINITY,
  });
  const { requestHandler, credentials } = aws;
  return { clock, aws, connection: { region: 'us-east-1', requestHandler, credentials } };
}

async function runOwn(): Promise<Outcome> {
  const { clock, aws, connection } = prepare();
  const client = new Ec2WorkerClient({ ...connection, clock, coalescing: false });
  const { instanceId } = await client.createInstance({
    name: 'cml-worker-prod-001',
    amiId: 'ami-0123456789abcdef0',
    instanceType: 'c5.2xlarge',
  });
  return await run(clock, aws, () => client.getInstanceDetails(instanceId));
}

async function runRaw(retryMode: string): Promise<Outcome> {
  const { clock, aws, connection } = prepare();
  const ec2 = new EC2Client({ ...connection, retryMode });
  const restore = useSimulatedTime(clock);
  try {
    return await run(clock, aws, () => ec2.send(new DescribeInstancesCommand({ MaxResults: 5 })));
  } finally {
    restore();
  }
}

async function run(clock: ManualClock, aws: SimulatedAws, call: () => Promise<unknown>): Promise<Outcome> {
  aws.clearRequests();
  const begin = clock.now();
  const outcomes = await Promise.allSettled(Array.from({ length: CALLS }, call));
  return {
    failed: outcomes.filter(({ status }) => status === 'rejected').length,
    refused: aws.requests.filter(({ outcome }) => outcome === 'RequestLimitExceeded').length,
    seconds: (clock.now() - begin) / 1_000,
  };
}
