import type { TLSSocket } from 'node:tls';
import { HostFault } from '../failures/host-fault.js';
import type { CmlCertificate } from '../model/cml-probe.js';
import type { CmlProblemCode } from '../model/cml-problem.js';
import { type CmlTls, normalizeFingerprint } from './tls-options.js';

/** Node's words for a certificate that is for somebody else. */
const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';

/** Its words for a certificate that is right but for its dates. */
const WRONG_TIME: readonly string[] = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

/** The certificate that a host has shown in the handshake. */
export function readCertificate(socket: TLSSocket): CmlCertificate | undefined {
  const { fingerprint256, valid_to: validTo } = socket.getPeerCertificate() as {
    readonly fingerprint256?: string;
    readonly valid_to?: string;
  };
  if (fingerprint256 === undefined) return undefined;
  const notAfter = new Date(validTo ?? '');
  return { sha256: fingerprint256, notAfter: Number.isNaN(notAfter.getTime()) ? undefined : notAfter };
}

/** Why a host is not to be trusted; `undefined` if it is. */
export function refuseCertificate(
  tls: CmlTls,
  socket: TLSSocket,
  certificate: CmlCertificate | undefined,
): HostFault | undefined {
  if (tls.mode === 'insecure') return undefined;
  if (tls.mode === 'pin') return comparePins(tls.sha256, certificate);
  // Node has checked the chain, the dates and the name, and says so in these two.
  if (socket.authorized) return undefined;
  const reason = String(socket.authorizationError);
  return untrusted(codeFor(reason), `its certificate is not trusted (${reason})`, certificate);
}

function comparePins(
  pins: string | readonly string[],
  certificate: CmlCertificate | undefined,
): HostFault | undefined {
  const shown = certificate === undefined ? undefined : normalizeFingerprint(certificate.sha256);
  const allowed = [pins].flat().map(normalizeFingerprint);
  if (shown !== undefined && allowed.includes(shown)) return undefined;
  return untrusted('TLS_PIN', 'its certificate is not one of those that are pinned', certificate);
}

function codeFor(reason: string): CmlProblemCode {
  if (reason.includes(WRONG_NAME)) return 'TLS_NAME';
  return WRONG_TIME.includes(reason) ? 'TLS_OTHER' : 'TLS_UNTRUSTED';
}

function untrusted(code: CmlProblemCode, text: string, certificate: CmlCertificate | undefined): HostFault {
  const shown =
    certificate === undefined ? 'it has shown none' : `it has shown SHA-256 ${certificate.sha256}`;
  const advice = code === 'TLS_OTHER' ? 'Renew it on the host, or pin it, which goes by no date.' : undefined;
  return new HostFault(code, { text: `${text}; ${shown}`, stage: 'tls', advice });
}
