import { ServiceError } from '../wire/service-error.js';

/** One page and the token of the next. */
export interface TokenPage<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** Cuts a page by position. @throws ServiceError `InvalidNextToken` */
export function cutPage<Item>(
  items: readonly Item[],
  size: number,
  token: string | undefined,
): TokenPage<Item> {
  const start = token === undefined ? 0 : readToken(token);
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? `from-${end}` : undefined };
}

function readToken(token: string): number {
  const match = /^from-(\d+)$/.exec(token);
  if (match === null) throw new ServiceError('InvalidNextToken', 'The next token specified is invalid.');
  return Number(match[1]);
}
