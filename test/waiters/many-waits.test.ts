import { waitUntilInstanceStatusOk } from '@aws-sdk/client-ec2';
import { describe, expect, it, vi } from 'vitest';
import { ReadyingCrowd } from '../bench/readying-crowd.js';
import { useSimulatedTime } from '../bench/simulated-time.js';

/** Numbers between 0 and 1 that look like chance, but are the same each time. */
function spreadOut(step: number): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return (drawn * step) % 1;
  };
}

async function launch(count: number): Promise<ReadyingCrowd> {
  const crowd = new ReadyingCrowd(spreadOut(0.618_034));
  await crowd.launch(count);
  return crowd;
}

describe('waits for many', () => {
  it("cost a twentieth of the requests of the AWS SDK's waiters, and tell soon", async () => {
    const crowd = await launch(1_000);

    const ours = await crowd.waitForAll((id) => crowd.client.waitUntilHealthy(id));

    // The SDK's waiters take about five and a half requests each.
    expect(ours.requests).toBeLessThanOrEqual(5_300 / 20);
    expect(ours.refused).toBe(0);
    expect(ours.lags[0]).toBeGreaterThanOrEqual(0);
    expect(ours.meanLag).toBeLessThanOrEqual(4_500);
    expect(ours.p95Lag).toBeLessThanOrEqual(8_500);
  });

  it("cost no more than the AWS SDK's waiters when they are few", async () => {
    const [crowd, other] = [await launch(10), await launch(10)];
    const restore = useSimulatedTime(other.clock);
    // The SDK's waiters leave their delays to chance.
    const random = vi.spyOn(Math, 'random').mockImplementation(spreadOut(0.754_878));
    const sdk = await other
      .waitForAll((id) =>
        waitUntilInstanceStatusOk({ client: other.ec2, maxWaitTime: 900 }, { InstanceIds: [id] }),
      )
      .finally(restore);
    random.mockRestore();

    const ours = await crowd.waitForAll((id) => crowd.client.waitUntilHealthy(id));

    expect(ours.requests).toBeLessThanOrEqual(sdk.requests);
    expect(ours.p95Lag).toBeLessThanOrEqual(8_500);
    expect(sdk.p95Lag).toBeGreaterThan(ours.p95Lag);
  });
});
