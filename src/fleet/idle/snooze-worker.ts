import { InputCheck } from '../../errors/input-check.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import type { FleetWorkerRef } from '../discovery/fleet-worker.js';
import type { FleetCallOptions } from '../discovery/list-workers.js';
import type { FleetContext } from '../fleet-context.js';

/** The longest snooze, in minutes: a week. Whoever wants more wants `AutoShutdown=false`. */
const LONGEST_MINUTES = 7 * 24 * 60;

/** Keeps a worker from being stopped for being idle, for so many minutes. */
export async function snoozeWorker(
  context: FleetContext,
  worker: FleetWorkerRef,
  minutes: number,
  { abortSignal }: FleetCallOptions,
): Promise<Date | undefined> {
  const operation = 'snooze';
  const isTime = Number.isFinite(minutes) && minutes >= 0 && minutes <= LONGEST_MINUTES;
  new InputCheck(operation).that(isTime, 'minutes', `0 to ${LONGEST_MINUTES}`, minutes);
  const { client, ref } = await context.locate(worker, operation);
  if (minutes === 0) {
    await client.removeTags(ref, [FleetTag.IDLE_SNOOZED_UNTIL], { abortSignal });
    return undefined;
  }
  const until = new Date(context.clock.now() + minutes * 60_000);
  await client.addTags(ref, { [FleetTag.IDLE_SNOOZED_UNTIL]: until.toISOString() }, { abortSignal });
  return until;
}
