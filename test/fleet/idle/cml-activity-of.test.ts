import { cmlActivityOf, type FleetWorker } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { setServiceStage } from '../service-stage.js';

describe('cmlActivityOf', () => {
  it('asks the host on a worker for its activity and its labs, and logs out', async () => {
    const stage = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await stage.client.waitUntilHealthy(stage.worker);
    stage.cml.putLab({ state: 'STARTED' });
    stage.cml.record({ category: 'start_lab', at: new Date(stage.clock.now() - 60_000) });
    const activityOf = cmlActivityOf(stage.hostOptions);

    const told = await activityOf(stage.worker as FleetWorker, { abortSignal: undefined });

    expect(told).toMatchObject({ activeLabs: 1, activity: { known: true } });
    expect(told.activity).toHaveProperty('lastActivityAt', expect.any(Date));
    expect(stage.cml.requests.at(-1)?.path).toBe('/logout');
  });

  it('does not take labs of which it cannot tell for none that are active', async () => {
    const stage = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await stage.client.waitUntilHealthy(stage.worker);
    const activityOf = cmlActivityOf(stage.hostOptions);
    const call = { abortSignal: undefined };

    const before = await activityOf(stage.worker as FleetWorker, call);
    stage.cml.putLab({ state: 'MOVING' });
    const unclear = await activityOf(stage.worker as FleetWorker, call);

    expect([before.activeLabs, unclear.activeLabs]).toEqual([0, undefined]);
  });
});
