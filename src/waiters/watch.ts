import { AbortedError } from '../errors/aborted-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import { Mailbox } from './mailbox.js';
import type { Observation, ObservationEnd, Observer, Sight } from './observation.js';
import { type DelayBounds, type Pace, paceOf } from './poll-pace.js';
import { isPassing } from './step.js';
import type { WaitContext } from './wait-context.js';
import type { WorkerObservation } from './worker-observation.js';

/** A worker to watch, and what looks at it. */
export interface WatchTarget {
  readonly instanceId: string;
  readonly context: WaitContext;
}

/** How to watch, with every default filled in. */
export interface WatchPlan extends DelayBounds {
  readonly operation: string;
  readonly abortSignal: AbortSignal | undefined;
}

/**
 * Tells what is new about workers, beginning with how each of them is. It ends with the caller's signal or with the
 * first error that waiting cannot mend.
 */
export async function* watch(
  targets: readonly WatchTarget[],
  plan: WatchPlan,
): AsyncGenerator<WorkerObservation, void, undefined> {
  const mailbox = new Mailbox<WorkerObservation>();
  const attendances = targets.map((target) =>
    target.context.source.observe(new Watcher(target, plan, mailbox)),
  );
  try {
    while (targets.length > 0) yield await mailbox.take();
  } finally {
    for (const attendance of attendances) attendance.leave();
  }
}

/** Watches one worker. */
class Watcher implements Observer {
  readonly instanceId: string;
  readonly operation: string;
  readonly minDelay: number;
  readonly maxDelay: number;
  readonly abortSignal: AbortSignal | undefined;
  readonly endsAt: number = Number.POSITIVE_INFINITY;
  readonly #context: WaitContext;
  readonly #mailbox: Mailbox<WorkerObservation>;
  #last: Sight | undefined;

  constructor({ instanceId, context }: WatchTarget, plan: WatchPlan, mailbox: Mailbox<WorkerObservation>) {
    this.instanceId = instanceId;
    this.operation = plan.operation;
    this.minDelay = plan.minDelay;
    this.maxDelay = plan.maxDelay;
    this.abortSignal = plan.abortSignal;
    this.#context = context;
    this.#mailbox = mailbox;
  }

  pace(checks: InstanceStatusChecks | undefined): Pace {
    return paceOf(checks);
  }

  see({ at, seen }: Observation): Promise<void> {
    const isYoung = seen.kind === 'missing' && this.#context.changes.isYoung(this.instanceId);
    if (seen.kind === 'failed' && !isPassing(seen.error)) this.#mailbox.close(seen.error);
    else if (!isYoung && !isSame(this.#last, seen)) {
      this.#last = seen;
      this.#mailbox.put(
        this.instanceId,
        toWorkerObservation(this.instanceId, this.#context.region, at, seen),
      );
    }
    return Promise.resolve();
  }

  end(reason: ObservationEnd): void {
    const { closing, region } = this.#context;
    const { operation, instanceId } = this;
    const cause: unknown = reason === 'time-is-up' ? undefined : reason.reason;
    this.#mailbox.close(
      closing.aborted ? new AbortedError({ operation, region, instanceIds: [instanceId], cause }) : cause,
    );
  }
}

function toWorkerObservation(
  instanceId: string,
  region: AwsRegion,
  at: number,
  seen: Sight,
): WorkerObservation {
  const subject = { instanceId, region, at: new Date(at) };
  if (seen.kind === 'checks') {
    const { checks } = seen;
    return { ...subject, kind: 'seen', instanceState: checks.instanceState, checks, error: undefined };
  }
  const kind = seen.kind === 'missing' ? 'missing' : 'unreachable';
  return { ...subject, kind, instanceState: undefined, checks: undefined, error: seen.error };
}

/** Whether a look shows nothing that the last one did not. */
function isSame(last: Sight | undefined, seen: Sight): boolean {
  if (last?.kind !== seen.kind) return false;
  if (last.kind !== 'checks' || seen.kind !== 'checks') return true;
  return fingerprint(last.checks) === fingerprint(seen.checks);
}

function fingerprint({ instanceState, checks, scheduledEvents }: InstanceStatusChecks): string {
  return JSON.stringify([instanceState, checks, scheduledEvents]);
}
