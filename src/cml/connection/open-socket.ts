import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { HostFault } from '../failures/host-fault.js';
import type { CmlCertificate } from '../model/cml-probe.js';
import { readCertificate, refuseCertificate } from './certificate.js';
import { toHostFault } from './socket-fault.js';
import type { CmlTls } from './tls-options.js';

// Taken at load: the network goes by real time, also where a test has replaced the global timers.
const { setTimeout: startTimer, clearTimeout: stopTimer, performance } = globalThis;

/** Where to connect to, whom to trust there, and how long each step may take. */
export interface SocketTarget {
  readonly address: string;
  readonly port: number;
  readonly tls: CmlTls;
  readonly connectTimeoutMs: number;
  readonly tlsTimeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** What is learnt on the way, also when it fails. */
export interface SocketTraits {
  tcpMs?: number;
  tlsMs?: number;
  certificate?: CmlCertificate | undefined;
}

/** Opens a connection to a host that is trusted. Until it is, nothing but the handshake is sent. */
export async function openSocket(target: SocketTarget, traits: SocketTraits): Promise<TLSSocket> {
  const { address, port, signal } = target;
  const beganAt = performance.now();
  const plain = connect({ host: address, port });
  await untilEvent(plain, 'connect', { stage: 'tcp', limitMs: target.connectTimeoutMs, signal });
  traits.tcpMs = performance.now() - beganAt;

  const secured = startTls(plain, target);
  const connectedAt = performance.now();
  await untilEvent(secured, 'secureConnect', { stage: 'tls', limitMs: target.tlsTimeoutMs, signal });
  traits.tlsMs = performance.now() - connectedAt;
  const certificate = readCertificate(secured);
  traits.certificate = certificate;
  const refusal = refuseCertificate(target.tls, secured, certificate);
  if (refusal !== undefined) {
    secured.destroy();
    throw refusal;
  }
  return secured;
}

function startTls(socket: Socket, { address, tls }: SocketTarget): TLSSocket {
  const name = tls.mode === 'ca' ? tls.serverName : undefined;
  // An address is compared with the certificate as it is, but may not be sent as the name of a server.
  const serverName = name ?? (isIP(address) === 0 ? address : undefined);
  return connectTls({
    socket,
    host: address,
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...(tls.mode === 'ca' ? { ca: tls.ca } : {}),
    // The verdict is ours: Node's own check destroys the socket before the certificate can be shown.
    rejectUnauthorized: false,
  });
}

interface Limit {
  readonly stage: 'tcp' | 'tls';
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Waits for an event of a socket; if that does not come, in time or at all, the socket is destroyed. */
function untilEvent(socket: Socket, event: string, { stage, limitMs, signal }: Limit): Promise<void> {
  return new Promise((resolve, reject) => {
    const letGo = (): void => {
      stopTimer(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.off(event, onEvent).off('error', onError).off('close', onClose);
    };
    const onEvent = (): void => {
      letGo();
      resolve();
    };
    const fail = (error: Error): void => {
      letGo();
      // Whatever it still has to say has nobody to listen to it.
      socket.on('error', () => undefined).destroy();
      reject(error);
    };
    const onError = (error: Error): void => {
      fail(toHostFault(error, stage));
    };
    const onClose = (): void => {
      fail(new HostFault('UNREACHABLE', { text: 'the connection was closed', stage }));
    };
    const onAbort = (): void => {
      fail(signal?.reason as Error);
    };
    const timer = startTimer(() => {
      const what = stage === 'tcp' ? 'no connection' : 'no TLS handshake';
      fail(new HostFault('TIMEOUT', { text: `${what} within ${limitMs} ms`, stage }));
    }, limitMs);
    socket.once(event, onEvent).once('error', onError).once('close', onClose);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
