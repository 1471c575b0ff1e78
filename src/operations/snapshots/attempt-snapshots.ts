import type { SnapshotSpecification } from '../../ec2/snapshot-port.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { leavesOutcomeOpen } from '../../errors/leaves-outcome-open.js';
import type { SnapshotSetRef, WorkerSnapshot } from '../../model/worker-snapshot.js';
import { settlingMs } from '../launch/find-earlier-launch.js';
import type { ResourceParts } from '../resource-parts.js';
import type { InstanceCall, WorkerContext } from '../worker-context.js';
import { readSetSnapshots } from './find-set.js';

const MOST_ATTEMPTS = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 2_000;

/** What to make, how it is known, and how many snapshots it has. */
interface SnapshotIntent {
  readonly specification: SnapshotSpecification;
  readonly set: SnapshotSetRef;
  readonly count: number;
}

/**
 * Asks EC2 for the snapshots. It has no token for them, so that when no reply tells what came of it, they are looked
 * for by their key, and asked for again only if EC2 does not show any for longer than it takes to show them.
 */
export async function attemptSnapshots(
  context: WorkerContext,
  parts: ResourceParts,
  call: InstanceCall,
  intent: SnapshotIntent,
): Promise<readonly WorkerSnapshot[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await parts.snapshots.create(intent.specification, call);
    } catch (error) {
      if (!Ec2WorkerError.isInstance(error) || !leavesOutcomeOpen(error)) throw error;
      const found = await lookUp(context, parts, call, intent);
      if (found.length > 0) return found;
      if (attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

async function lookUp(
  context: WorkerContext,
  parts: ResourceParts,
  call: InstanceCall,
  { set, count }: SnapshotIntent,
): Promise<readonly WorkerSnapshot[]> {
  const { clock } = context;
  const endsAt = clock.now() + settlingMs(context);
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    const found = await readSetSnapshots(parts, call, set);
    const remaining = endsAt - clock.now();
    if (found.length >= count || remaining <= 0) return found;
    await clock.sleep(Math.min(delay, remaining), call.abortSignal);
  }
}
