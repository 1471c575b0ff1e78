/** So many times the ids at fault are cut out one after the other; then the rest goes on in halves. */
const MOST_CUTS = 3;

/** A request that failed for the sake of some of its ids. */
export interface FailedRequest<Item> {
  /** What was in it. */
  readonly ids: readonly string[];
  /** What is still wanted of it. */
  readonly wanted: readonly Item[];
  /** Those that the error names; none if it does not tell. */
  readonly blamed: readonly string[];
  /**
   * How often ids were cut out of it before: errors that name one id at a time must not be met one after the other
   * for ever.
   */
  readonly cuts: number;
}

/** How it goes on. */
export interface Split<Item> {
  /** Those at fault, which are over. */
  readonly over: readonly Item[];
  /** The others, as requests of their own. */
  readonly parts: readonly (readonly Item[])[];
}

/**
 * Parts the ids at fault from the others. Where the error does not tell which they are, halves find them in a
 * number of requests that grows with the logarithm of the size.
 */
export function split<Item extends { readonly id: string }>(request: FailedRequest<Item>): Split<Item> {
  const { ids, wanted, blamed, cuts } = request;
  if (blamed.length === 0) {
    return ids.length === 1 ? { over: wanted, parts: [] } : { over: [], parts: halves(wanted) };
  }
  const guilty = new Set(blamed);
  const innocent = wanted.filter(({ id }) => !guilty.has(id));
  return {
    over: wanted.filter(({ id }) => guilty.has(id)),
    parts: cuts < MOST_CUTS ? nonEmpty([innocent]) : halves(innocent),
  };
}

function halves<Item>(items: readonly Item[]): (readonly Item[])[] {
  const middle = Math.ceil(items.length / 2);
  return nonEmpty([items.slice(0, middle), items.slice(middle)]);
}

function nonEmpty<Item>(parts: readonly (readonly Item[])[]): (readonly Item[])[] {
  return parts.filter(({ length }) => length > 0);
}
