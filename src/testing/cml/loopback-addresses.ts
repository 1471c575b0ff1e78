import { randomInt } from 'node:crypto';

/** All of 127.0.0.0/8 is the loopback interface on Linux; elsewhere it is this one address. */
const EVERYWHERE = '127.0.0.1';

/** Addresses of this machine alone, another with each call where the system has more than one. */
export class LoopbackAddresses {
  // A range of one's own: nobody else who counts from one is likely to be in it.
  readonly #prefix: string = `127.${randomInt(64, 127)}.${randomInt(1, 255)}`;
  #count = 1;

  get current(): string {
    return process.platform === 'linux' ? `${this.#prefix}.${this.#count}` : EVERYWHERE;
  }

  next(): string {
    this.#count = (this.#count % 250) + 1;
    return this.current;
  }
}
