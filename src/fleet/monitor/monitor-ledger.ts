import type { AwsRegion } from '../../model/aws-region.js';
import type { FleetEvent, FleetWorkerEvent } from './fleet-event.js';
import type { MonitorSnapshot } from './monitor-snapshot.js';
import { afterEvent, type WorkerMemo } from './worker-memo.js';

/** An account and region. */
export interface Place {
  readonly region: AwsRegion;
  readonly roleArn?: string | undefined;
}

/** A name for an account and region. */
export function placeKey({ region, roleArn }: Place): string {
  return `${roleArn ?? ''} ${region}`;
}

/** What somebody knows of a fleet who has heard its events, and nothing else. */
export class MonitorLedger {
  readonly #workers: Map<string, WorkerMemo>;
  readonly #unreachable: Map<string, Place>;

  constructor(workers: Iterable<WorkerMemo> = [], unreachable: Iterable<Place> = []) {
    this.#workers = new Map([...workers].map((memo) => [memo.instanceId, memo]));
    this.#unreachable = new Map([...unreachable].map((place) => [placeKey(place), place]));
  }

  /** The knowledge of a snapshot. */
  static of({ workers, unreachable }: MonitorSnapshot): MonitorLedger {
    const memos = workers.map(({ lastSeen: _, ...memo }) => memo);
    return new MonitorLedger(memos, unreachable);
  }

  get workers(): readonly WorkerMemo[] {
    return [...this.#workers.values()];
  }

  get unreachable(): readonly Place[] {
    return [...this.#unreachable.values()];
  }

  get(instanceId: string): WorkerMemo | undefined {
    return this.#workers.get(instanceId);
  }

  isUnreachable(place: Place): boolean {
    return this.#unreachable.has(placeKey(place));
  }

  copy(): MonitorLedger {
    return new MonitorLedger(this.workers, this.unreachable);
  }

  hear(event: FleetEvent): void {
    if (event.type === 'lagged') return;
    if (event.type === 'unreachable') {
      const { region, roleArn } = event;
      this.#unreachable.set(placeKey(event), { region, roleArn });
    } else if (event.type === 'reachable') this.#unreachable.delete(placeKey(event));
    else this.#hearOfWorker(event);
  }

  #hearOfWorker(event: FleetWorkerEvent): void {
    const { instanceId } = event.worker;
    const memo = afterEvent(this.#workers.get(instanceId), event);
    if (memo === undefined) this.#workers.delete(instanceId);
    else this.#workers.set(instanceId, memo);
  }
}
