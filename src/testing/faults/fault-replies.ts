import type { WireOutcome, WireReply } from '../wire/messages.js';
import { ServiceError } from '../wire/service-error.js';
import type { CodeFault, CodesFault } from './fault.js';

const HTML = { 'content-type': 'text/html' } as const;

/** A load balancer's page for a server behind it that does not answer. */
export const BAD_GATEWAY: WireReply = {
  statusCode: 502,
  headers: HTML,
  body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
};

/** The page of a network that wants its user to log in first. */
export const CAPTIVE_PORTAL: WireReply = {
  statusCode: 200,
  headers: HTML,
  body: '<html><head><title>Sign in to the network</title></head><body><h1>Welcome</h1></body></html>',
};

/** The errors of a fault that AWS answers with codes. */
export function faultErrors(fault: CodeFault | CodesFault): ServiceError[] {
  const codes = 'codes' in fault ? fault.codes : [fault];
  return codes.map(({ code, message }) => new ServiceError(code, message, fault.httpStatus));
}

/** The first half of a reply. */
export function truncate(wire: WireOutcome): WireOutcome {
  if (typeof wire === 'string') return wire;
  return { ...wire, body: wire.body.slice(0, Math.ceil(wire.body.length / 2)) };
}
