import { fieldsOf, flagOf, textOf } from '../answers/fields.js';
import { readJson } from '../answers/read-json.js';
import { isAccepted } from '../answers/refusal.js';
import type { SocketTraits } from '../connection/open-socket.js';
import type { HostReply } from '../connection/send-request.js';
import { ADVICE, problem } from '../failures/advice.js';
import { HostFault } from '../failures/host-fault.js';
import type { HostCaller } from '../host-caller.js';
import type { CmlPhase } from '../model/cml-probe.js';
import type { CmlProblem } from '../model/cml-problem.js';

/** What anybody can see of a host. */
export interface OutsideLook {
  /** How far it has come; `undefined` once CML answers. */
  readonly phase: CmlPhase | undefined;
  readonly httpStatus: number | undefined;
  readonly httpMs: number | undefined;
  readonly version: string | undefined;
  readonly ready: boolean | undefined;
  readonly maintenance: boolean | undefined;
  readonly problems: readonly CmlProblem[];
}

const PHASES = { tcp: 'unreachable', tls: 'tls-failed', http: 'starting' } as const;

/** The versions whose API this package was made for, major and minor. */
const KNOWN = { major: 2, firstMinor: 9, lastMinor: 11 } as const;

/** Looks at a host without logging in. */
export async function lookFromOutside(
  caller: HostCaller,
  traits: SocketTraits,
  signal: AbortSignal | undefined,
): Promise<OutsideLook> {
  let reply: HostReply | undefined;
  try {
    reply = await caller.send({ path: '/system_information', isPublic: true }, signal, traits);
    if (!isAccepted(reply.status)) throw await caller.refusal(reply, signal);
    return await readInformation(caller, reply, signal);
  } catch (thrown) {
    if (!(thrown instanceof HostFault)) throw thrown;
    const httpStatus = reply?.status ?? thrown.httpStatus;
    const seen = { phase: PHASES[thrown.stage], httpStatus, httpMs: reply?.httpMs };
    return { ...NOTHING, ...seen, problems: [problemOf(thrown)] };
  }
}

const NOTHING: OutsideLook = {
  phase: undefined,
  httpStatus: undefined,
  httpMs: undefined,
  version: undefined,
  ready: undefined,
  maintenance: undefined,
  problems: [],
};

async function readInformation(
  caller: HostCaller,
  reply: HostReply,
  signal: AbortSignal | undefined,
): Promise<OutsideLook> {
  const information = fieldsOf(readJson(reply));
  const version = textOf(information['version']);
  const ready = flagOf(information['ready']);
  if (version === undefined && ready === undefined) {
    throw new HostFault('NOT_JSON', { text: 'the answer is not that of CML', httpStatus: reply.status });
  }
  const maintenance = await readMaintenance(caller, signal);
  const problems = [
    ...(ready === true ? [] : [problem('NOT_READY', 'CML says that it is not ready')]),
    ...(maintenance === true ? [problem('MAINTENANCE', 'CML is in maintenance mode')] : []),
    ...(isKnown(version) ? [] : [problem('VERSION_UNTESTED', `CML is of version ${version ?? 'unknown'}`)]),
  ];
  const { status: httpStatus, httpMs } = reply;
  return { phase: undefined, httpStatus, httpMs, version, ready, maintenance, problems };
}

async function readMaintenance(
  caller: HostCaller,
  signal: AbortSignal | undefined,
): Promise<boolean | undefined> {
  try {
    return flagOf(fieldsOf(await caller.read('/system/maintenance_mode', signal, true))['maintenance_mode']);
  } catch (thrown) {
    if (thrown instanceof HostFault) return undefined;
    throw thrown;
  }
}

/** Goes by the first two numbers: what follows is a build, a branch or a word. */
function isKnown(version: string | undefined): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  const { major: known, firstMinor, lastMinor } = KNOWN;
  return Number(major) === known && Number(minor) >= firstMinor && Number(minor) <= lastMinor;
}

/** A fault as something that is wrong with a host. */
export function problemOf({ code, text, advice, httpStatus }: HostFault): CmlProblem {
  const status = httpStatus === undefined ? '' : ` (HTTP ${httpStatus})`;
  return problem(code, `${text}${status}`, advice ?? ADVICE[code]);
}
