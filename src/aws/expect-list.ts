import type { AwsCall } from './aws-sender.js';
import { foreignReply } from './translate-aws-error.js';

/** A reply without its list is not AWS's: read as "nothing found", it would be a false answer. */
export function expectList<Row>(rows: Row[] | undefined, call: AwsCall): Row[] {
  if (rows === undefined) throw foreignReply(call, 'the list that was asked for is missing from the reply');
  return rows;
}
