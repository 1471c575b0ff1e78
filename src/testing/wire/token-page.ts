import { ServiceError } from './service-error.js';

/** One page and the token of the next. */
export interface TokenPage<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** Cuts a page by position. @throws ServiceError with the `code` that the service has for a token that is none. */
export function cutPage<Item>(
  items: readonly Item[],
  size: number,
  token: string | undefined,
  code = 'InvalidNextToken',
): TokenPage<Item> {
  const start = token === undefined ? 0 : readToken(token, code);
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? `from-${end}` : undefined };
}

function readToken(token: string, code: string): number {
  const match = /^from-(\d+)$/.exec(token);
  if (match === null) throw new ServiceError(code, 'The next token specified is invalid.');
  return Number(match[1]);
}
