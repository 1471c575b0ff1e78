import { createHash } from 'node:crypto';

/** Hexadecimal digits that depend on the text alone. */
export function stableHex(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A number from 0 to `below` - 1 that depends on the text alone. */
export function stableNumber(text: string, below: number): number {
  return Number.parseInt(stableHex(text, 8), 16) % below;
}
