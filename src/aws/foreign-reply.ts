/** An answer with status 200 that lacks what AWS always sends; the message says what. */
export class ForeignReply extends Error {
  override readonly name = 'ForeignReply';
}
