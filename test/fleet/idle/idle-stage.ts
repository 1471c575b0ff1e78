import type { CmlActivity } from 'ec2-worker-client/cml';
import type { IdleDecision, IdleOptions, WorkerActivity } from 'ec2-worker-client/fleet';
import { FleetStage } from '../fleet-stage.js';

/** A minute in milliseconds. */
export const MINUTE = 60_000;

/** A decision in short. */
export const shortOf = ({ type, reason, outcome }: IdleDecision): string => `${type} ${reason} ${outcome}`;

/** A fleet whose workers have been up for hours, and what their lab service tells. */
export class IdleStage extends FleetStage {
  /** How long ago somebody used each worker, in minutes, by its name. */
  readonly usedAgo: Map<string, number> = new Map();

  async old(
    ...workers: readonly [name: string, usedAgo: number, tags?: Record<string, string>][]
  ): Promise<void> {
    for (const [name, usedAgo, tags = {}] of workers) {
      await this.add({ name, tags });
      this.usedAgo.set(name, usedAgo);
    }
    await this.clock.advance(300 * MINUTE);
    this.aws.clearRequests();
  }

  readonly activityOf = ({ name = '' }: { readonly name: string | undefined }): Promise<WorkerActivity> => {
    const now = this.clock.now();
    const usedAgo = this.usedAgo.get(name);
    if (usedAgo === undefined) return Promise.reject(new Error('the host does not answer'));
    const lastActivityAt = new Date(now - usedAgo * MINUTE);
    const counts = { events: 9, ignored: 0, unreadable: 0 };
    const activity: CmlActivity = { known: true, lastActivityAt, lastEventAt: new Date(now), ...counts };
    return Promise.resolve({ activity, activeLabs: 1 });
  };

  async check(options: IdleOptions = {}): Promise<Record<string, string>> {
    const report = await this.fleet.checkIdle({ activityOf: this.activityOf, ...options });
    return Object.fromEntries(report.decisions.map((each) => [each.worker.name ?? '', shortOf(each)]));
  }

  get stops(): number {
    return this.actions.filter((action) => action === 'StopInstances').length;
  }
}
