import { type CodeTable, sameRule } from './code-meaning.js';

/** AWS failed on its side. */
export const SERVICE_CODES: CodeTable = sameRule({ kind: 'service-unavailable' }, [
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'InternalServiceError',
  'InternalServiceFault',
  'ServerInternal',
  'ServiceUnavailable',
  'Unavailable',
  'IDPCommunicationError',
]);

const UNKNOWN_HOST = {
  kind: 'network',
  advice: 'The name is not known: check the region, the endpoint, and the name resolution of this machine.',
} as const;

const NOBODY_THERE = {
  kind: 'network',
  advice: 'Nothing answers there: check the endpoint, the route to it, and any proxy in between.',
} as const;

const TIMED_OUT = {
  kind: 'network',
  advice: 'Try again, or allow more time by connectTimeoutMs and requestTimeoutMs.',
} as const;

const UNTRUSTED = {
  kind: 'network',
  retryable: false,
  advice:
    "The certificate is not trusted: behind a proxy that opens TLS, add the proxy's authority by NODE_EXTRA_CA_CERTS.",
} as const;

/** No usable answer: the codes of Node, of its HTTP clients and of the SDK. */
export const NETWORK_CODES: CodeTable = {
  ...sameRule(UNKNOWN_HOST, ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA']),
  ...sameRule(NOBODY_THERE, ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL']),
  ...sameRule(TIMED_OUT, [
    'ETIMEDOUT',
    'ESOCKETTIMEDOUT',
    'TimeoutError',
    'RequestTimeout',
    'RequestTimeoutException',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
  ]),
  ...sameRule({ kind: 'network' }, [
    'ECONNRESET',
    'ECONNABORTED',
    'ENETDOWN',
    'ENETRESET',
    'EPIPE',
    'EPROTO',
    'NetworkingError',
    'NGHTTP2_REFUSED_STREAM',
    'ERR_HTTP2_STREAM_ERROR',
    'ERR_HTTP2_STREAM_CANCEL',
    'ERR_HTTP2_SESSION_ERROR',
    'ERR_NETWORK',
    'ERR_STREAM_PREMATURE_CLOSE',
    'UND_ERR_SOCKET',
  ]),
  ...sameRule(UNTRUSTED, [
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ]),
};

/** Not a fault: the answer to a dry run of a request that would have been carried out. */
export const DRY_RUN_CODES: CodeTable = {
  DryRunOperation: { kind: 'unknown', trait: 'dry-run', advice: 'The request is permitted.' },
};
