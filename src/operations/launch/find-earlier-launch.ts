import { InstanceState } from '../../model/instance-state.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import { LAUNCH_KEY_TAG } from '../../tags/launch-tags.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import type { KeyMemory } from './launch-keys.js';

/**
 * How long to wait for what another process may have launched under the same key a moment ago. AWS names no
 * bound; a client that wants none, or less, sets `launchGraceSeconds`.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 */
const SETTLING_MS = 10_000;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 2_000;

/** What earlier launches with a key have made. */
export interface EarlierLaunch {
  /** What of it still lives, the oldest first. */
  readonly live: readonly WorkerInstance[];
  /** The client tokens that are used up, also by instances that are terminated. */
  readonly tokens: ReadonlySet<string>;
}

/** What is looked for. */
export interface EarlierLaunchQuery {
  readonly launchKey: string;
  /** As soon as so many live, there is nothing left to wait for. */
  readonly count: number;
  /** What this client itself has done under the key. */
  readonly memory: KeyMemory;
  /**
   * Whether an earlier launch may have taken another choice than this one would take now. With a single choice
   * EC2 recognises the repetition by its token, whatever it shows meanwhile.
   */
  readonly mayDiffer: boolean;
}

/** Finds what earlier launches with a key have made, and waits for what EC2 may not show yet. */
export async function findEarlierLaunch(
  context: WorkerContext,
  call: OperationCall,
  query: EarlierLaunchQuery,
): Promise<EarlierLaunch> {
  const { clock } = context;
  const startedAt = clock.now();
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    const found = await listByKey(context, call, query.launchKey);
    const live = found.filter(isLive).toSorted(byAge);
    const remaining = waitUntil(context, query, found, startedAt) - clock.now();
    if (live.length >= query.count || remaining <= 0) {
      return { live, tokens: new Set(found.flatMap(({ clientToken }) => clientToken ?? [])) };
    }
    await clock.sleep(Math.min(delay, remaining), call.abortSignal);
  }
}

/** What a token has launched, as far as EC2 shows it now. */
export function listByToken(
  { ec2 }: WorkerContext,
  call: OperationCall,
  clientToken: string,
): Promise<readonly WorkerInstance[]> {
  return collect(ec2.list({ clientTokens: [clientToken] }, call));
}

/** What a token has launched, waiting for it as long as for anything that is new. */
export async function findByToken(
  context: WorkerContext,
  call: OperationCall,
  clientToken: string,
): Promise<readonly WorkerInstance[]> {
  const { clock } = context;
  const endsAt = clock.now() + settlingMs(context);
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    const found = await listByToken(context, call, clientToken);
    const remaining = endsAt - clock.now();
    if (found.length > 0 || remaining <= 0) return found;
    await clock.sleep(Math.min(delay, remaining), call.abortSignal);
  }
}

/** Whether an instance still serves: it is neither terminated nor on its way there. */
export function isLive({ instanceState }: WorkerInstance): boolean {
  return instanceState !== InstanceState.SHUTTING_DOWN && instanceState !== InstanceState.TERMINATED;
}

/** Until when EC2 may show more than it does. */
function waitUntil(
  context: WorkerContext,
  { memory, mayDiffer }: EarlierLaunchQuery,
  found: readonly WorkerInstance[],
  startedAt: number,
): number {
  const ids = new Set(found.map(({ instanceId }) => instanceId));
  // What is missing and not young is not yet to come: it was terminated, and EC2 has forgotten it.
  const ownMissing = [...memory.launched].some((id) => !ids.has(id) && context.ledger.isYoung(id));
  if (ownMissing) return startedAt + graceMs(context);
  if (!mayDiffer || memory.settled) return startedAt;
  // Where the newest of an earlier launch is old, that launch is over, and all of it can be seen.
  const newest = Math.max(...found.map(({ launchTime }) => launchTime?.getTime() ?? startedAt));
  return Math.min(startedAt, found.length === 0 ? startedAt : newest) + settlingMs(context);
}

/** How long to wait for what may have been launched by somebody else, or not at all. */
export function settlingMs(context: WorkerContext): number {
  return Math.min(SETTLING_MS, graceMs(context));
}

/** How long to wait for what this client has launched. */
export function graceMs({ launchGraceSeconds }: WorkerContext): number {
  return launchGraceSeconds * 1_000;
}

/** In every state: what is terminated has used up its token as well. */
function listByKey(
  context: WorkerContext,
  call: OperationCall,
  launchKey: string,
): Promise<WorkerInstance[]> {
  return collect(context.ec2.list({ tags: { [LAUNCH_KEY_TAG]: launchKey } }, call));
}

async function collect(pages: AsyncIterable<readonly WorkerInstance[]>): Promise<WorkerInstance[]> {
  const found = new Map<string, WorkerInstance>();
  for await (const page of pages) for (const worker of page) found.set(worker.instanceId, worker);
  return [...found.values()];
}

function byAge(one: WorkerInstance, other: WorkerInstance): number {
  const time = ({ launchTime }: WorkerInstance): number => launchTime?.getTime() ?? 0;
  return time(one) - time(other) || one.instanceId.localeCompare(other.instanceId);
}
