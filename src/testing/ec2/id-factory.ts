import { stableHex } from '../identity/stable-digits.js';

/** Makes resource ids of EC2's long form; they repeat from run to run, so that a failing test can be retraced. */
export class IdFactory {
  #count = 0;

  /** The next id, such as `i-0` and 16 hexadecimal digits for the prefix `i`. */
  next(prefix: string): string {
    this.#count += 1;
    return `${prefix}-0${stableHex(`${prefix}/${this.#count}`, 16)}`;
  }

  /** The next number, for an address. */
  nextNumber(): number {
    this.#count += 1;
    return this.#count;
  }
}
