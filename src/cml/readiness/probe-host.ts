import type { Clock } from '../../time/clock.js';
import type { HostAddress } from '../connection/host-address.js';
import type { HostConnection } from '../connection/host-connection.js';
import type { SocketTraits } from '../connection/open-socket.js';
import type { Scrubber } from '../failures/scrubber.js';
import type { HostCaller } from '../host-caller.js';
import type { CmlPhase, CmlProbe } from '../model/cml-probe.js';
import type { CmlProblem, CmlProblemCode } from '../model/cml-problem.js';
import { type InsideLook, lookFromInside, NOT_LOOKED } from './look-from-inside.js';
import { lookFromOutside, type OutsideLook } from './look-from-outside.js';

/** What a probe works with. */
export interface ProbeParts {
  readonly clock: Clock;
  readonly caller: HostCaller;
  readonly connection: HostConnection;
  readonly addresses: HostAddress;
  readonly scrubber: Scrubber;
  /** Where the service is watched. */
  readonly httpsPort: number;
  /** Where the API is called; on a CML host the same. */
  readonly apiPort: number;
}

/** What is worth a word, and no harm. */
const NOTES: readonly CmlProblemCode[] = ['VERSION_UNTESTED'];

/**
 * Takes one look at a host, over connections of its own: those that are open already say nothing of whether
 * others can be opened. It resolves whatever state the host is in.
 */
export async function probeHost(
  parts: ProbeParts,
  authenticated: boolean,
  signal: AbortSignal | undefined,
): Promise<CmlProbe> {
  const { caller, connection, addresses, clock } = parts;
  const address = await addresses.current(signal);
  const fresh = connection.fresh();
  try {
    const traits: SocketTraits = {};
    const outside = await lookFromOutside(caller.once(fresh, parts.httpsPort), traits, signal);
    const inside =
      authenticated && outside.phase === undefined
        ? await lookFromInside(
            caller.once(fresh, parts.apiPort),
            parts.scrubber,
            outside.ready === true,
            signal,
          )
        : NOT_LOOKED;
    return { at: new Date(clock.now()), address, ...summarize(outside, inside, traits) };
  } finally {
    fresh.close();
  }
}

function summarize(
  outside: OutsideLook,
  inside: InsideLook,
  traits: SocketTraits,
): Omit<CmlProbe, 'at' | 'address'> {
  const { httpMs, httpStatus, version, ready, maintenance } = outside;
  const problems = [...outside.problems, ...inside.problems];
  return {
    phase: outside.phase ?? judgePhase(ready, problems),
    tcpMs: traits.tcpMs,
    tlsMs: traits.tlsMs,
    httpMs,
    httpStatus,
    certificate: traits.certificate,
    version,
    ready,
    maintenance,
    auth: inside.auth,
    licensed: inside.licensed,
    problems,
  };
}

function judgePhase(ready: boolean | undefined, problems: readonly CmlProblem[]): CmlPhase {
  if (ready !== true) return 'not-ready';
  return problems.every(({ code }) => NOTES.includes(code)) ? 'ready' : 'degraded';
}
