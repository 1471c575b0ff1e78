import type { CmlProblem, CmlProblemCode } from '../model/cml-problem.js';

/** What to do about each problem, in whole sentences. */
export const ADVICE: Readonly<Record<CmlProblemCode, string>> = {
  DNS: 'Check the host name, and the name server that is asked for it.',
  REFUSED:
    'Nothing listens there: the host may still boot. If it stays so, CML was never installed: see the ' +
    'cloud-init log, /var/log/cloud-init-output.log.',
  TIMEOUT:
    'Check that the security group lets the port in from here, and that the address, public or private, can be ' +
    'reached at all.',
  UNREACHABLE:
    'Check the route to the address; a public address changes when an instance is stopped and started.',
  TLS_UNTRUSTED:
    "A CML host has a self-signed certificate unless it was given another. Compare the fingerprint with the host's " +
    "own, then pin it: tls: { mode: 'pin', sha256 }, or hand in the certificate: tls: { mode: 'ca', ca }.",
  TLS_NAME:
    "Give the name in the certificate as tls: { mode: 'ca', ca, serverName }, or pin the certificate.",
  TLS_PIN:
    'Nothing was sent. If the host was installed anew, compare the fingerprint with its own and pin that; if not, ' +
    'somebody else answers.',
  TLS_OTHER: 'Check that the port is that of HTTPS.',
  GATEWAY: 'The web server is up and the services behind it are not yet: wait on.',
  NOT_JSON: 'Something else than the CML API answers: check address and port, and a proxy on the way.',
  TOO_LARGE: 'Raise maxBodyBytes if the host is to be trusted with more.',
  SERVER_ERROR: "See the host's own log, /var/local/virl2/log or journalctl.",
  NOT_READY: 'It can start no nodes yet: wait on, and see the other problems for what is missing.',
  NO_KVM:
    'The machine has no hardware virtualization: use a metal type, or one that takes ' +
    'CpuOptions.NestedVirtualization (c8i, m8i, r8i).',
  FEW_CPUS: 'CML needs at least 4 CPUs: use a larger instance type.',
  IMAGES_MISSING:
    'The reference platform images are not there: they may still be copied, or the bucket was not readable.',
  COMPUTE_NOT_READY: 'A service on the compute is not up: wait on, or see its log.',
  UNHEALTHY:
    "The host finds itself unhealthy and does not say why: see Tools, System Health in CML's own pages.",
  UNLICENSED: 'It starts no nodes without a licence: registerLicense({ token }).',
  MAINTENANCE: 'Only admins get in until maintenance mode is switched off.',
  DISK_LOW: 'Remove labs and images that are not needed, or enlarge the volume.',
  VERSION_UNTESTED: 'This package is made for CML 2.9 to 2.11; others mostly work.',
  AUTH_REJECTED:
    'Check user name and password, or fetch a new token. A rejected login is not sent again for a minute, since CML ' +
    'limits how often one may try.',
  AUTH_RATE_LIMITED: 'Too many logins: nothing more is sent until the host takes them again.',
  NO_PERMISSION: 'The account needs to be an admin of the host.',
  BAD_REQUEST: 'The host takes the request for wrong.',
  NOT_FOUND: 'The host does not know it: it may be gone, or this version of CML does not have it.',
  CONFLICT: 'The host is busy with another change of the same kind: try again in a moment.',
  NODES_RUNNING: 'Stop the labs first: deregisterLicense({ stopLabs: true }).',
  LICENSE_REJECTED: 'Cisco does not take the token: create a new one in the Smart Account.',
  LICENSE_FAILED:
    "Check that the host reaches Cisco's licence server, and that its transport settings are right.",
  OUT_OF_COMPLIANCE: 'The account has no licence left for this product: free one, or buy one.',
  LICENSED:
    "Give it back first, ifLicensed: 'deregister', or let it leak, ifLicensed: 'ignore': then Cisco goes on counting " +
    'it as used until somebody removes the host from the Smart Account.',
  LICENSE_UNKNOWN:
    "A licence that is not given back stays used. See to it that the host answers, or say ifLicensed: 'ignore'.",
};

/** A problem with what to do about it. */
export function problem(code: CmlProblemCode, text: string, advice: string = ADVICE[code]): CmlProblem {
  return { code, message: `${text.charAt(0).toUpperCase()}${text.slice(1)}. ${advice}` };
}
