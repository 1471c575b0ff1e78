import { EC2Client, RunInstancesCommand, waitUntilInstanceStatusOk } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it, vi } from 'vitest';
import { useSimulatedTime } from '../bench/simulated-time.js';

const PENDING_MS = 15_000;

/** Workers that become healthy 30 to 300 seconds after their launch, at times that are spread but the same each run. */
async function launchMany(count: number) {
  const clock = new ManualClock({ autoAdvance: true });
  const readyAfter = new Map<string, number>();
  const initializingMs = (instanceId: string): number => {
    const known = readyAfter.get(instanceId);
    if (known !== undefined) return known - PENDING_MS;
    const spread = (readyAfter.size * 0.618_034) % 1;
    readyAfter.set(instanceId, 30_000 + spread * 270_000);
    return initializingMs(instanceId);
  };
  const aws = new SimulatedAws({
    clock,
    limits: { requests: 'documented' },
    timing: { pendingMs: PENDING_MS, initializingMs, latencyMs: 50 },
    maxClockSkewMs: Number.POSITIVE_INFINITY,
  });
  const connection = {
    region: 'us-east-1',
    requestHandler: aws.requestHandler,
    credentials: aws.credentials,
  };
  const ec2 = new EC2Client(connection);
  const launch = new RunInstancesCommand({
    ImageId: 'ami-0123456789abcdef0',
    InstanceType: 'c5.2xlarge',
    MinCount: count,
    MaxCount: count,
  });
  const { Instances = [] } = await ec2.send(launch);
  const ids = Instances.map(({ InstanceId = '' }) => InstanceId);
  const client = new Ec2WorkerClient({ ...connection, clock });
  await client.ec2();
  aws.clearRequests();
  const launchedAt = clock.now();
  const lagOf = (id: string): number => clock.now() - launchedAt - (readyAfter.get(id) ?? 0);
  return { aws, clock, ec2, client, ids, lagOf };
}

type Launched = Awaited<ReturnType<typeof launchMany>>;

/** Waits for all at once. @returns How late each was told, and how many requests that took. */
async function measure({ aws, ids, lagOf }: Launched, wait: (id: string) => Promise<unknown>) {
  const lags = await Promise.all(
    ids.map(async (id) => {
      await wait(id);
      return lagOf(id);
    }),
  );
  lags.sort((one, other) => one - other);
  return {
    requests: aws.requests.length,
    refused: aws.requests.filter(({ outcome }) => outcome !== 'ok').length,
    earliest: lags[0] ?? 0,
    mean: lags.reduce((sum, lag) => sum + lag, 0) / lags.length,
    p95: lags[Math.ceil(lags.length * 0.95) - 1] ?? 0,
  };
}

async function measureSdk(launched: Launched) {
  const restore = useSimulatedTime(launched.clock);
  // The SDK's waiters leave their delays to chance, which here gives the same each time.
  let drawn = 0;
  const random = vi.spyOn(Math, 'random').mockImplementation(() => {
    drawn += 1;
    return (drawn * 0.754_878) % 1;
  });
  try {
    return await measure(launched, (id) =>
      waitUntilInstanceStatusOk({ client: launched.ec2, maxWaitTime: 900 }, { InstanceIds: [id] }),
    );
  } finally {
    random.mockRestore();
    restore();
  }
}

describe('waits for many', () => {
  it("cost a twentieth of the requests of the AWS SDK's waiters, and tell soon", async () => {
    const launched = await launchMany(1_000);

    const ours = await measure(launched, (id) => launched.client.waitUntilHealthy(id));

    // The SDK's waiters take about five and a half requests each.
    expect(ours.requests).toBeLessThanOrEqual(5_300 / 20);
    expect(ours.refused).toBe(0);
    expect(ours.earliest).toBeGreaterThanOrEqual(0);
    expect(ours.mean).toBeLessThanOrEqual(4_500);
    expect(ours.p95).toBeLessThanOrEqual(8_500);
  });

  it("cost no more than the AWS SDK's waiters when they are few", async () => {
    const sdk = await measureSdk(await launchMany(10));
    const launched = await launchMany(10);

    const ours = await measure(launched, (id) => launched.client.waitUntilHealthy(id));

    expect(ours.requests).toBeLessThanOrEqual(sdk.requests);
    expect(ours.p95).toBeLessThanOrEqual(8_500);
    expect(sdk.p95).toBeGreaterThan(ours.p95);
  });
});
