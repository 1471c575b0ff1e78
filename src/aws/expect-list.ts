import { ForeignReply } from './foreign-reply.js';

/** A reply without its list is not AWS's: read as "nothing found", it would be a false answer. */
export function expectList<Row>(rows: Row[] | undefined): Row[] {
  if (rows === undefined) throw new ForeignReply('the list that was asked for is missing from the reply');
  return rows;
}
