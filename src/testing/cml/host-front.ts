import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { SimulatedCmlPhase } from './phase.js';
import type { HostCertificate } from './self-signed-certificate.js';

/** In these phases nobody gets through to the API, not even over a connection that is open. */
const CUT_OFF: readonly SimulatedCmlPhase[] = ['refuse', 'accept-and-hang', 'tls-garbage'];

/** Somebody may have the port for a moment while nothing of ours listens. */
const LISTEN_ATTEMPTS = 20;
const LISTEN_PAUSE_MS = 25;

type Handle = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** The network side of a simulated host: a real listener, real TLS, or the lack of either. */
export class HostFront {
  readonly #https: HttpsServer;
  readonly #sockets = new Set<Socket>();
  #phase: SimulatedCmlPhase = 'refuse';
  #listener: Server | undefined;
  #address = '';
  #port = 0;
  #changes: Promise<void> = Promise.resolve();

  constructor({ certificate, key }: HostCertificate, handle: Handle) {
    // A client that breaks off is no event for the host.
    this.#https = createHttpsServer({ cert: certificate, key }, handle)
      .on('tlsClientError', () => undefined)
      .on('clientError', (_, socket) => socket.destroy());
  }

  get port(): number {
    return this.#port;
  }

  get phase(): SimulatedCmlPhase {
    return this.#phase;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** Behaves from now on as told; resolves when that is so on the network as well. */
  change(phase: SimulatedCmlPhase, address: string): Promise<void> {
    this.#phase = phase;
    const apply = (): Promise<void> => this.#apply(phase, address);
    // A port that could not be had must not keep the host from ever changing again, or from closing.
    this.#changes = this.#changes.then(apply, apply);
    return this.#changes;
  }

  async #apply(phase: SimulatedCmlPhase, address: string): Promise<void> {
    if (CUT_OFF.includes(phase) || address !== this.#address) this.#disconnect();
    if (phase === 'refuse' || address !== this.#address) await this.#stopListening();
    this.#address = address;
    if (phase !== 'refuse' && this.#listener === undefined) await this.#listen();
  }

  async #listen(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const listener = createServer((socket) => {
        this.#accept(socket);
      });
      try {
        await new Promise<void>((resolve, reject) => {
          listener.once('error', reject).listen({ port: this.#port, host: this.#address }, resolve);
        });
        this.#listener = listener;
        this.#port = (listener.address() as AddressInfo).port;
        return;
      } catch (error) {
        if (attempt === LISTEN_ATTEMPTS) throw error;
        await delay(LISTEN_PAUSE_MS);
      }
    }
  }

  async #stopListening(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    if (listener === undefined) return;
    await new Promise<void>((resolve) => {
      this.#disconnect();
      listener.close(() => {
        resolve();
      });
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
    if (this.#phase === 'accept-and-hang') socket.resume();
    else if (this.#phase === 'tls-garbage') socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    else this.#https.emit('connection', socket);
  }

  #disconnect(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
