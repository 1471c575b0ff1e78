import { InputCheck, isText } from '../../errors/input-check.js';
import { OperationNotPermittedError } from '../../errors/operation-not-permitted-error.js';
import { InstanceState } from '../../model/instance-state.js';
import type { InstanceStateChange } from '../../model/instance-state-change.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import type { FleetWorkerRef } from '../discovery/fleet-worker.js';
import { isEnding } from '../discovery/is-ending.js';
import { type LabAssignment, readAssignment } from '../discovery/lab-assignment.js';
import type { FleetCallOptions } from '../discovery/list-workers.js';
import { isProtected } from '../discovery/read-tags.js';
import type { FleetContext, LocatedWorker } from '../fleet-context.js';
import { CLEARED_TAGS } from './lab-request.js';
import { refuseForeign, refuseStale, takenBy } from './refusals.js';
import { type Hold, holdOf, whileHeld } from './while-held.js';

/** What to do with a worker whose lab is over. */
export interface ReleaseOptions extends FleetCallOptions {
  /** Whether it stays as it is, is stopped to be used again, or is terminated. Default `keep`. */
  readonly then?: 'keep' | 'stop' | 'terminate' | undefined;
  /**
   * Releases it only from this lab: one that another lab has by now is left to it. To be given whenever a release may
   * be repeated. Default: whatever lab has it.
   */
  readonly lab?: string | undefined;
  /** Further tags to clear, such as those that were put on with the lab. Default: none. */
  readonly tagKeys?: readonly string[] | undefined;
  /** Stops or terminates it as if the power were cut. Default `false`. */
  readonly force?: boolean | undefined;
  /** Skips the operating system's own shutdown. Default `false`. */
  readonly skipOsShutdown?: boolean | undefined;
  /**
   * Terminates the worker in place of the client: with a licensed CML host on it by `terminateWorker`, which gives
   * the licence back. Called once the tags are cleared, while nobody else can take the worker. Default: the client's
   * `terminateInstance`.
   */
  readonly terminate?: ((worker: WorkerInstance) => Promise<unknown>) | undefined;
}

/** A worker that is free of its lab. */
export interface ReleasedWorker {
  /** The worker. */
  readonly instanceId: string;
  /** The lab that it was released from; `undefined` if it had none. */
  readonly assignment: LabAssignment | undefined;
  /** What EC2 says of the stop or the termination; `undefined` where it stays, or somebody else's code ended it. */
  readonly change: InstanceStateChange | undefined;
}

interface Releasing extends ReleaseOptions {
  readonly operation: string;
}

const WAYS = ['keep', 'stop', 'terminate'];

/** Frees a worker of its lab, and stops or terminates it if asked to. */
export async function releaseWorker(
  context: FleetContext,
  worker: FleetWorkerRef,
  options: ReleaseOptions,
): Promise<ReleasedWorker> {
  const operation = 'release';
  checkOptions(options, operation);
  const located = await context.locate(worker, operation);
  const releasing = { ...options, operation };
  const request = holdOf(located, { operation, abortSignal: options.abortSignal });
  return await whileHeld(context, request, (hold) => releaseHeld(context, located, releasing, hold));
}

/** Frees a worker that is held. The tags go first, so that nothing that has ended looks as if it were in use. */
async function releaseHeld(
  context: FleetContext,
  located: LocatedWorker,
  releasing: Releasing,
  hold: Hold,
): Promise<ReleasedWorker> {
  const { operation, then = 'keep', lab, tagKeys = [] } = releasing;
  const { client, ref } = located;
  const found = await client.findInstance(ref, { abortSignal: hold.signal });
  const isOver = found === undefined || isEnding(found.instanceState);
  if (then === 'terminate' && isOver) return gone(located, found);
  const worker = found ?? (await client.getInstanceDetails(ref, { abortSignal: hold.signal }));
  const { instanceId, tags } = worker;
  const assignment = readAssignment(tags);
  refuseForeign(worker, context.ownership, operation);
  refuseOtherLab(worker, lab, operation);
  if (then !== 'keep') refuseProtected(worker, then, operation);
  const doomed = [...CLEARED_TAGS, ...tagKeys].filter((key) => Object.hasOwn(tags, key));
  if (doomed.length > 0) {
    refuseStale(worker, hold, operation);
    await hold.confirm();
    await client.removeTags(ref, doomed, { abortSignal: hold.signal });
  }
  const change = then === 'keep' ? undefined : await end(context, located, worker, releasing, hold);
  return { instanceId, assignment, change };
}

/** Stops or terminates a worker that has just become free, unless somebody has taken it since. */
async function end(
  { leases }: FleetContext,
  { client, ref }: LocatedWorker,
  worker: WorkerInstance,
  { operation, then, force, skipOsShutdown, terminate }: Releasing,
  hold: Hold,
): Promise<InstanceStateChange | undefined> {
  const abortSignal = hold.signal;
  if (leases === undefined) {
    const now = await client.getTags(ref, { abortSignal });
    const taken = isSameAssignment(now, worker.tags) ? undefined : takenBy({ ...ref, tags: now }, operation);
    if (taken !== undefined) throw taken;
  }
  await hold.confirm();
  const options = { abortSignal, force, skipOsShutdown };
  if (then === 'stop') return await client.stopInstance(ref, options);
  if (terminate === undefined) return await client.terminateInstance(ref, options);
  await terminate(worker);
  return undefined;
}

/** EC2 may go on showing for a moment what was cleared just now. */
function isSameAssignment(now: WorkerInstance['tags'], before: WorkerInstance['tags']): boolean {
  return CLEARED_TAGS.every((key) => now[key] === before[key]);
}

function refuseOtherLab(worker: WorkerInstance, lab: string | undefined, operation: string): void {
  const assignment = readAssignment(worker.tags);
  const taken = assignment?.lab === lab || lab === undefined ? undefined : takenBy(worker, operation);
  if (taken !== undefined) throw taken;
}

/**
 * Refuses to end a worker that is protected.
 *
 * @throws OperationNotPermittedError.
 */
function refuseProtected(
  { instanceId, region, tags }: WorkerInstance,
  then: 'stop' | 'terminate',
  operation: string,
): void {
  if (!isProtected(tags)) return;
  const message = `${operation}: ${instanceId} in ${region} has the tag ${FleetTag.PROTECTED} = true, so nothing was done. Remove the tag to ${then} it, or release it with then: 'keep'.`;
  throw new OperationNotPermittedError({ operation, instanceIds: [instanceId], region, message });
}

/** A release that was cut off after the termination has nothing left to do. */
function gone({ ref }: LocatedWorker, found: WorkerInstance | undefined): ReleasedWorker {
  const { instanceId } = ref;
  const state = found?.instanceState ?? InstanceState.TERMINATED;
  const change = { instanceId, previousState: state, currentState: state, changed: false };
  return { instanceId, assignment: undefined, change };
}

function checkOptions({ then, lab, tagKeys, terminate }: ReleaseOptions, operation: string): void {
  const check = new InputCheck(operation);
  check.that(then === undefined || WAYS.includes(then), 'then', "'keep', 'stop' or 'terminate'", then);
  check.that(lab === undefined || isText(lab), 'lab', 'the name of a lab', lab);
  const areKeys = tagKeys === undefined || (Array.isArray(tagKeys) && tagKeys.every(isText));
  check.that(areKeys, 'tagKeys', 'a list of tag keys', tagKeys);
  check.that(
    terminate === undefined || typeof terminate === 'function',
    'terminate',
    'a function',
    terminate,
  );
}
