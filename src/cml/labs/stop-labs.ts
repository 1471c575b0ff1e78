import type { Clock } from '../../time/clock.js';
import { isAccepted } from '../answers/refusal.js';
import type { HostCaller } from '../host-caller.js';
import type { CmlLab } from '../model/cml-labs.js';
import { isActive, listLabs, readLabs } from './list-labs.js';

/** How often the labs are looked at until all of them are stopped. */
const POLL_MS = 2_000;

/**
 * Stops every active lab and waits until none is. Nothing is lost but what runs in the nodes' memory. Ends with
 * the signal.
 *
 * @returns Those that were active.
 */
export async function stopLabs(caller: HostCaller, clock: Clock, signal: AbortSignal): Promise<CmlLab[]> {
  const active = (await listLabs(caller, signal)).filter(isActive);
  for (const { id } of active) {
    const path = `/labs/${encodeURIComponent(id)}/stop`;
    const reply = await caller.send({ method: 'PUT', path }, signal);
    // One that is gone is stopped as well.
    if (!isAccepted(reply.status) && reply.status !== 404) throw await caller.refusal(reply, signal);
  }
  const ids = active.map(({ id }) => id);
  while ((await readLabs(caller, ids, signal)).some(isActive)) await clock.sleep(POLL_MS, signal);
  return active;
}
