import { inParallel } from '../../time/in-parallel.js';
import { readJson } from '../answers/read-json.js';
import { readLab } from '../answers/read-lab.js';
import { isAccepted } from '../answers/refusal.js';
import { HostFault } from '../failures/host-fault.js';
import type { HostCaller } from '../host-caller.js';
import type { CmlLab, CmlLabState, CmlLabsSummary } from '../model/cml-labs.js';

/** How many labs are read at a time. */
const AT_ONCE = 4;

const ACTIVE: CmlLabState = 'STARTED';

/** The states in which nothing of a lab runs. */
const INACTIVE: readonly (CmlLabState | undefined)[] = ['STOPPED', 'DEFINED_ON_CORE'];

/** Whether a lab counts as active. */
export function isActive({ state }: CmlLab): boolean {
  return state === ACTIVE;
}

/** Reads every lab that the account sees. CML has no list with states, so each is asked for. */
export async function listLabs(caller: HostCaller, signal: AbortSignal | undefined): Promise<CmlLab[]> {
  const ids = await caller.read('/labs?show_all=true', signal);
  if (!Array.isArray(ids) || ids.some((id) => typeof id !== 'string')) {
    throw new HostFault('NOT_JSON', { text: 'the answer is no list of labs' });
  }
  return await readLabs(caller, ids as string[], signal);
}

/** Reads some labs, a few at a time. One that is gone is left out. */
export async function readLabs(
  caller: HostCaller,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<CmlLab[]> {
  const labs = await inParallel(ids, AT_ONCE, async (id) => {
    const reply = await caller.send({ path: `/labs/${encodeURIComponent(id)}` }, signal);
    if (reply.status === 404) return undefined;
    if (!isAccepted(reply.status)) throw await caller.refusal(reply, signal);
    return readLab(id, readJson(reply));
  });
  return labs.filter((lab) => lab !== undefined);
}

/** Counts the labs of a host. */
export async function countLabs(
  caller: HostCaller,
  details: boolean,
  signal: AbortSignal | undefined,
): Promise<CmlLabsSummary> {
  const labs = await listLabs(caller, signal);
  const { isAdmin } = await caller.account(signal);
  return {
    total: labs.length,
    active: labs.filter(isActive).length,
    unclear: labs.filter((lab) => !isActive(lab) && !INACTIVE.includes(lab.state)).length,
    // An account that the host tells nothing of may be anybody's.
    scope: isAdmin === true ? 'all' : 'visible',
    labs: details ? labs : undefined,
  };
}
