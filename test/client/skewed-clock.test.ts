import { describe, expect, it } from 'vitest';
import { LAUNCH, WorkerSimulation } from './worker-simulation.js';

const TEN_MINUTES_MS = 600_000;

describe('a client whose clock is not that of AWS', () => {
  it.each([
    ['behind', -TEN_MINUTES_MS],
    ['ahead', TEN_MINUTES_MS],
  ])('is refused once while it is %s, and signs by the time of AWS from then on', async (_, skewMs) => {
    const simulation = new WorkerSimulation();
    const { clock, aws } = simulation;
    const client = simulation.connect({
      clock: {
        now: () => clock.now() + skewMs,
        sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
      },
    });

    const worker = await client.createInstance(LAUNCH);
    await client.waitUntilHealthy(worker);

    const refused = aws.requests.filter(({ outcome }) => outcome !== 'ok');
    expect(refused).toHaveLength(1);
    expect(aws.requests.length).toBeGreaterThan(3);
  });
});
