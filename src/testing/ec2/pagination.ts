import { ServiceError } from '../wire/service-error.js';
import { invalidValue } from './action.js';

/** The paging members of a describe request. */
export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page and the token of the next. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const SMALLEST_PAGE = 5;
const LARGEST_PAGE = 1_000;

/**
 * Cuts the page out of what matches. The token names the last item, so that others which go away between two
 * pages do not shift the next one, and its number, for when it has gone away itself.
 *
 * @throws ServiceError `InvalidParameterValue` for a page size outside 5 to 1000, `InvalidPaginationToken`.
 */
export function paginate<Item>(
  items: readonly Item[],
  request: PageRequest,
  idOf: (item: Item) => string,
): Page<Item> {
  const size = request.MaxResults ?? LARGEST_PAGE;
  if (size < SMALLEST_PAGE || size > LARGEST_PAGE) {
    throw invalidValue(size, 'maxResults', `Expecting a value between ${SMALLEST_PAGE} and ${LARGEST_PAGE}.`);
  }
  const start = request.NextToken === undefined ? 0 : startAfter(items, readToken(request.NextToken), idOf);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  const more = last !== undefined && start + size < items.length;
  return { items: page, nextToken: more ? writeToken(idOf(last), start + size) : undefined };
}

/** @throws ServiceError `InvalidParameterCombination` when ids and a page size are given together. */
export function refuseIdsWithPageSize(ids: readonly string[] | undefined, request: PageRequest): void {
  if (ids === undefined || ids.length === 0 || request.MaxResults === undefined) return;
  throw new ServiceError(
    'InvalidParameterCombination',
    'The parameter instancesSet cannot be used with the parameter maxResults',
  );
}

interface Position {
  readonly lastId: string;
  readonly index: number;
}

function startAfter<Item>(items: readonly Item[], position: Position, idOf: (item: Item) => string): number {
  const last = items.findIndex((item) => idOf(item) === position.lastId);
  return last === -1 ? Math.max(position.index - 1, 0) : last + 1;
}

function writeToken(lastId: string, index: number): string {
  return Buffer.from(`page/${index}/${lastId}`).toString('base64url');
}

function readToken(token: string): Position {
  const match = /^page\/(\d+)\/(.+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) {
    throw new ServiceError('InvalidPaginationToken', `The specified pagination token is not valid.`);
  }
  return { index: Number(match[1]), lastId: match[2] ?? '' };
}
