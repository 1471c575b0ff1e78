import { isRecord } from '../../errors/describe-type.js';

/** An answer is read for what it has: CML adds members in every version, and leaves some out for non-admins. */
export type Fields = Readonly<Record<string, unknown>>;

/** The members of an object; none, of what is not one. */
export function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number that can be reckoned with. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A truth value; `undefined` for null, by which CML says that it does not tell. */
export function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
