import type { EventCode } from '@aws-sdk/client-ec2';
import type { SimulatedCheck } from './impairments.js';
import type { LocatedInstance } from './located-instance.js';
import { SPOT_SHUTDOWN, SPOT_TERMINATION } from './shutdowns.js';
import { type SimulatedSnapshot, snapshotState } from './simulated-snapshot.js';

/** A scheduled event of an instance. */
export interface SimulatedEvent {
  /** Such as `instance-retirement` or `system-reboot`. */
  readonly code: EventCode;
  /** AWS's words. Default: some. */
  readonly description?: string | undefined;
  /** The earliest time. Default: none told. */
  readonly notBefore?: Date | undefined;
  /** The latest end. Default: none told. */
  readonly notAfter?: Date | undefined;
  /** EC2 keeps an event that is over for a while, with its end written before the description. */
  readonly state?: 'completed' | 'canceled' | undefined;
}

const STATE_PREFIX = { completed: '[Completed] ', canceled: '[Canceled] ' } as const;

export function impairCheck({ instance, now }: LocatedInstance, check: SimulatedCheck): void {
  instance.impairments.begin(check, now);
}

export function recoverChecks({ instance, now }: LocatedInstance, check: SimulatedCheck | undefined): void {
  instance.impairments.end(check, now);
}

/** An event with the code of an earlier one takes its place, so that an event can be told to be over. */
export function scheduleInstanceEvent({ instance }: LocatedInstance, event: SimulatedEvent): void {
  const { code, description = `The instance has a scheduled ${code}.`, state } = event;
  const earlier = instance.events.findIndex(({ Code }) => Code === code);
  if (earlier !== -1) instance.events.splice(earlier, 1);
  instance.events.push({
    InstanceEventId: `instance-event-${instance.instanceId.slice(2)}-${code}`,
    Code: code,
    Description: `${state === undefined ? '' : STATE_PREFIX[state]}${description}`,
    NotBefore: event.notBefore,
    NotAfter: event.notAfter,
  });
}

/** The machine is the user's until `noticeMs` are over; one that is hibernated gets no such time. */
export function interruptSpotInstance({ instance, now }: LocatedInstance, noticeMs: number): void {
  const { request, spot } = instance.birth.specification;
  if (!spot) throw new Error(`Instance ${instance.instanceId} is not a spot instance.`);
  const state = instance.state(now);
  if (state !== 'pending' && state !== 'running') {
    throw new Error(`Instance ${instance.instanceId} is ${state}: there is nothing to take back.`);
  }
  const behavior = request.InstanceMarketOptions?.SpotOptions?.InstanceInterruptionBehavior ?? 'terminate';
  const takenAt = behavior === 'hibernate' ? now : now + noticeMs;
  instance.interruption = { noticedAt: now, takenAt, behavior };
  if (behavior === 'terminate') instance.terminate(takenAt, SPOT_TERMINATION);
  else instance.stop(takenAt, SPOT_SHUTDOWN);
}

/** @throws Error for a snapshot that is not being made. */
export function breakSnapshot(snapshot: SimulatedSnapshot, now: number, message: string): void {
  if (snapshotState(snapshot, now) !== 'pending') {
    throw new Error(`Snapshot ${snapshot.snapshotId} is not pending.`);
  }
  snapshot.failure = message;
}

/** What is terminated, or about to be, stays so, for the reason that it has. */
export function terminateByAws({ instance, now }: LocatedInstance, code: string, message?: string): void {
  if (['shutting-down', 'terminated'].includes(instance.state(now))) return;
  const text = message ?? 'The instance was terminated by AWS';
  instance.terminate(now, { code, message: text, initiator: code });
}
