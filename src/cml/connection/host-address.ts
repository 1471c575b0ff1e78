import { isIP } from 'node:net';
import { describeType } from '../../errors/describe-type.js';
import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import { abortable } from '../../time/abortable.js';
import { askCaller } from '../failures/caller-fault.js';

/** A host name or an address, or what gives one. */
export type CmlHostName = string | (() => string | Promise<string>);

/** A name or an address: no scheme, no port, no path. A colon is in the addresses of version 6 alone. */
export function isHostName(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return /^[a-z0-9_][\w.-]{0,252}$/i.test(value) || (isIP(value) === 6 && !value.includes('%'));
}

/** An address as it stands before a port: one of version 6 in brackets, for it has colons of its own. */
export function beforePort(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** Where a host is, asked for again once the connection was lost: a public address changes over a stop and start. */
export class HostAddress {
  readonly #host: CmlHostName;
  #asked: Promise<string> | undefined;
  #known: string | undefined;

  constructor(host: CmlHostName) {
    this.#host = host;
    if (typeof host === 'string') this.#known = host;
  }

  /** The address last known, for messages. */
  get known(): string | undefined {
    return this.#known;
  }

  /** The address in use. Rejects with whatever the caller's function fails with. */
  async current(signal: AbortSignal | undefined): Promise<string> {
    const host = this.#host;
    if (typeof host === 'string') return host;
    this.#asked ??= ask(host).then((address) => {
      this.#known = address;
      return address;
    });
    const asked = this.#asked;
    asked.catch(() => {
      if (this.#asked === asked) this.#asked = undefined;
    });
    return await abortable(asked, signal);
  }

  /** Nothing is to be had at an address: the next call asks anew. */
  forget(address: string): void {
    if (this.#known === address) this.#asked = undefined;
  }
}

async function ask(host: () => string | Promise<string>): Promise<string> {
  const address: unknown = await askCaller('host', host);
  if (isHostName(address)) return address;
  throw new InvalidParameterError({
    operation: 'CmlHostClient',
    parameter: 'host',
    expected: 'a function that gives a host name or an address, without scheme and port',
    received: describeType(address),
  });
}
