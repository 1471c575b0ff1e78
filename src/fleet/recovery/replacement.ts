import { UnsupportedError } from '../../errors/unsupported-error.js';
import type { CreateInstanceInput } from '../../model/create-instance-input.js';
import type { Tags } from '../../model/tags.js';
import { LAUNCH_KEY_TAG } from '../../tags/launch-tags.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { assignmentTags } from '../discovery/lab-assignment.js';
import { tagOf } from '../discovery/read-tags.js';
import type { LocatedWorker } from '../fleet-context.js';
import { isoOf, type RecoveryHistory, readHistory, writeAttempts } from './recovery-history.js';
import type { RecoveryOptions } from './recovery-options.js';

/** The tags of an assignment alone: `AutoShutdown` may be the worker's own as well. */
const LAB_TAGS: readonly string[] = [FleetTag.ASSIGNED_LAB, FleetTag.STUDENT, FleetTag.LAB_START_TIME];

/** The step of a replacement that was launched with the assignment of another worker. */
const RESERVED = 'reserved';

/** What belongs to one worker and does not pass to another. */
const OWN_TAGS: readonly string[] = [
  'Name',
  'CreatedBy',
  LAUNCH_KEY_TAG,
  FleetTag.RECOVERY_STEP,
  FleetTag.RECOVERY_AT,
  FleetTag.RECOVERY_ATTEMPTS,
  FleetTag.REPLACED_BY,
  FleetTag.REPLACES,
  FleetTag.ASSIGNMENT_TOKEN,
  FleetTag.IDLE_SNOOZED_UNTIL,
];

/** Whether anybody can tell with what a worker was launched. */
export function canReplace({ client }: LocatedWorker, { launchSettingsOf }: RecoveryOptions): boolean {
  return launchSettingsOf !== undefined || client.getLaunchSettings !== undefined;
}

/** What was begun to recover a worker, of which its replacement is the last. */
type Attempts = RecoveryHistory['attempts'];

/**
 * By which key the replacement of a worker is launched, and found again: of the worker, its last start, and when the
 * step before was begun, of which all attempts to replace it differ however many there are. Two processes that have the
 * same idea come to the same key.
 */
function replacementKey({ instanceId, launchTime }: FleetWorker, attempts: Attempts): string {
  const times = [launchTime, attempts.at(-2)?.at];
  return `recovery/${instanceId}/${times.map((time) => (time === undefined ? '' : isoOf(time))).join('/')}`;
}

/** Finds the replacement of a worker that is being replaced. */
export function findReplacement(
  worker: FleetWorker,
  byLaunchKey: ReadonlyMap<string, FleetWorker>,
): FleetWorker | undefined {
  const { step, attempts } = readHistory(worker.tags);
  if (step !== 'replace') return undefined;
  return byLaunchKey.get(replacementKey(worker, attempts));
}

/** By which key a worker was launched. */
export function launchKeyOf({ tags }: FleetWorker): string | undefined {
  return tagOf(tags, LAUNCH_KEY_TAG);
}

/**
 * Launches the replacement of a worker, or finds the one that was launched before. It carries the assignment from its
 * launch on, so that nobody else takes it.
 */
export async function launchReplacement(
  old: FleetWorker,
  located: LocatedWorker,
  { at: begunAt, attempts }: { readonly at: Date; readonly attempts: Attempts },
  options: RecoveryOptions,
): Promise<string | undefined> {
  const { client, ref } = located;
  const { abortSignal } = options;
  const settings = await readLaunchSettings(old, located, options);
  const { clientToken: _, ...launch } = settings;
  const input = {
    ...launch,
    name: old.name ?? settings.name,
    createdBy: tagOf(old.tags, 'CreatedBy') ?? settings.createdBy,
    tags: {
      ...withoutOwn(settings.tags ?? {}, LAB_TAGS),
      ...withoutOwn(old.tags),
      ...replacementTags(old, begunAt),
    },
    count: 1,
    launchKey: replacementKey(old, attempts),
  };
  const { instances } = await client.createInstances(input, { region: ref.region, abortSignal });
  return instances[0]?.instanceId;
}

async function readLaunchSettings(
  old: FleetWorker,
  { client, ref }: LocatedWorker,
  { launchSettingsOf, abortSignal }: RecoveryOptions,
): Promise<CreateInstanceInput> {
  const settings =
    launchSettingsOf === undefined
      ? await client.getLaunchSettings?.(ref, { abortSignal })
      : await launchSettingsOf(old);
  if (settings !== undefined) return settings;
  const message = `recover: nobody can tell with what ${old.instanceId} was launched. Give launchSettingsOf.`;
  throw new UnsupportedError({ operation: 'recover', instanceIds: [old.instanceId], message });
}

/** Whether the assignment of a replacement came from the worker whose place it takes. */
export function isReserved({ tags }: FleetWorker): boolean {
  return tagOf(tags, FleetTag.RECOVERY_STEP) === RESERVED;
}

/** The attempt goes along, so that a replacement that fails as well is not replaced again at once. */
function replacementTags({ instanceId, assignment }: FleetWorker, begunAt: Date): Tags {
  return {
    ...(assignment === undefined ? {} : { [FleetTag.RECOVERY_STEP]: RESERVED }),
    [FleetTag.REPLACES]: instanceId,
    [FleetTag.RECOVERY_AT]: isoOf(begunAt),
    [FleetTag.RECOVERY_ATTEMPTS]: writeAttempts([{ step: 'replace', at: begunAt }]),
  };
}

/**
 * Gives the place of a worker to its replacement: the assignment, as it is now, goes over first, and then the worker is
 * marked as replaced. From then on it is released, whatever happens.
 */
export async function handOver(
  old: FleetWorker,
  replacement: FleetWorker,
  { client, ref }: LocatedWorker,
  abortSignal: AbortSignal | undefined,
): Promise<void> {
  const successor = { instanceId: replacement.instanceId, region: ref.region };
  const assignment = assignmentTags(old.tags) ?? {};
  const isStale = (key: string): boolean =>
    Object.hasOwn(replacement.tags, key) && !Object.hasOwn(assignment, key);
  const stale = isReserved(replacement) ? LAB_TAGS.filter(isStale) : [];
  if (Object.keys(assignment).length > 0) await client.addTags(successor, assignment, { abortSignal });
  if (stale.length > 0) await client.removeTags(successor, stale, { abortSignal });
  await client.addTags(ref, { [FleetTag.REPLACED_BY]: replacement.instanceId }, { abortSignal });
}

/** The keys of the tags by which a worker that was replaced is still assigned. */
export function assignmentKeys({ tags }: FleetWorker, { replacedBy }: RecoveryHistory): readonly string[] {
  return replacedBy === undefined ? [] : Object.keys(assignmentTags(tags) ?? {});
}

function withoutOwn(tags: Tags, others: readonly string[] = []): Tags {
  const kept = [...OWN_TAGS, ...others];
  const passed = Object.entries(tags).filter(([key]) => !kept.includes(key) && !/^aws:/i.test(key));
  return Object.fromEntries(passed);
}
