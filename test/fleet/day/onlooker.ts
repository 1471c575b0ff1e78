import { type AwsRegion, Ec2WorkerClient, RequestBudget } from 'ec2-worker-client';
import type { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import type { Sample } from './day-record.js';
import type { Troubles } from './troubles.js';

const MINUTE = 60_000;

/** What an onlooker looks at. */
export interface Scene {
  readonly aws: SimulatedAws;
  readonly clock: ManualClock;
  readonly troubles: Troubles;
  readonly regions: readonly AwsRegion[];
}

/** Writes down how a fleet stands, and lets come true what was done about hosts that have failed. */
export class Onlooker {
  readonly samples: Sample[] = [];
  readonly #scene: Scene;
  readonly #client: Ec2WorkerClient;

  constructor(scene: Scene) {
    const { aws, clock } = scene;
    this.#scene = scene;
    this.#client = new Ec2WorkerClient({
      region: scene.regions[0],
      requestHandler: aws.requestHandler,
      credentials: aws.credentialsProvider,
      clock,
      budget: new RequestBudget({ clock, share: 0.05 }),
    });
  }

  /** Looks until the signal aborts. */
  async watch(signal: AbortSignal): Promise<void> {
    const { clock, troubles } = this.#scene;
    for (;;) {
      troubles.cure();
      if ((clock.now() / MINUTE) % 5 < 0.5) await this.#look();
      try {
        await clock.sleep(MINUTE / 2, signal);
      } catch {
        // The day is over.
        break;
      }
    }
    this.#client.destroy();
  }

  async #look(): Promise<void> {
    const { clock, troubles, regions } = this.#scene;
    const lists = await Promise.all(
      regions.map((region) => this.#client.listInstances({}, { region }).catch(() => undefined)),
    );
    // What cannot be seen is not drawn.
    if (lists.includes(undefined)) return;
    const at = clock.now();
    const all = lists.flatMap((list) => list ?? []);
    const running = all.filter(({ instanceState }) => instanceState === 'running');
    const ill = running.filter(({ instanceId }) => troubles.isIll(instanceId, at));
    this.samples.push({
      at,
      healthy: running.length - ill.length,
      inLabs: all.filter(({ tags }) => tags['AssignedLab'] !== undefined).length,
      ill: ill.length,
      stopped: all.filter(({ instanceState }) => instanceState === 'stopped').length,
    });
  }
}
