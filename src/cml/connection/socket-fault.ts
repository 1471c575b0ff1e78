import { type FaultStage, HostFault } from '../failures/host-fault.js';
import type { CmlProblemCode } from '../model/cml-problem.js';

/** Node's codes for a network that does not do, and what they mean. Any other is a connection that was lost. */
const MEANINGS: Readonly<Record<string, CmlProblemCode>> = {
  ECONNREFUSED: 'REFUSED',
  ETIMEDOUT: 'TIMEOUT',
  ENOTFOUND: 'DNS',
  EAI_AGAIN: 'DNS',
  EAI_FAIL: 'DNS',
  EAI_NODATA: 'DNS',
  EAI_NONAME: 'DNS',
  ECONNRESET: 'UNREACHABLE',
  ECONNABORTED: 'UNREACHABLE',
  EPIPE: 'UNREACHABLE',
  EHOSTUNREACH: 'UNREACHABLE',
  EHOSTDOWN: 'UNREACHABLE',
  ENETUNREACH: 'UNREACHABLE',
  ENETDOWN: 'UNREACHABLE',
  EADDRNOTAVAIL: 'UNREACHABLE',
};

const TEXTS: Partial<Record<CmlProblemCode, string>> = {
  REFUSED: 'the connection was refused',
  TIMEOUT: 'the connection timed out',
  DNS: 'the host name has no address',
};

/** The code of a network error; of the first of several where several addresses were tried. */
function codeOf(error: unknown): string | undefined {
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: readonly unknown[] };
  if (typeof code === 'string') return code;
  return errors === undefined || errors.length === 0 ? undefined : codeOf(errors[0]);
}

/** Makes a fault of whatever a socket or a request has failed with. */
export function toHostFault(thrown: unknown, stage: FaultStage): HostFault {
  if (thrown instanceof HostFault) return thrown;
  const systemCode = codeOf(thrown) ?? '';
  // Node's HTTP parser: the other side speaks TLS, and something else than HTTP in it.
  if (systemCode.startsWith('HPE_')) {
    return new HostFault('NOT_JSON', { text: `the answer is no HTTP, ${systemCode}`, stage });
  }
  const known = MEANINGS[systemCode];
  const code = known ?? (stage === 'tls' ? 'TLS_OTHER' : 'UNREACHABLE');
  const detail = systemCode === '' ? '' : `, ${systemCode}`;
  const text = code === 'TLS_OTHER' ? 'no TLS could be agreed on' : (TEXTS[code] ?? 'the connection broke');
  return new HostFault(code, { text: `${text}${detail}`, stage, cause: thrown });
}

/** Whether the connection, rather than the answer, is what failed: the host may have another address by now. */
export function isConnectionLoss({ code }: HostFault): boolean {
  return code === 'REFUSED' || code === 'TIMEOUT' || code === 'UNREACHABLE' || code === 'DNS';
}

/** Whether the host cannot be asked for now, rather than answers: a wait goes on. */
export function isPassing(fault: HostFault): boolean {
  return isConnectionLoss(fault) || fault.code === 'GATEWAY';
}
