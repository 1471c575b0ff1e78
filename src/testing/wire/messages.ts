/** A request as it comes off the wire; header names are in lower case. */
export interface WireRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reply as it goes onto the wire. */
export interface WireReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a caller gets: a reply, a connection that breaks, or nothing at all. */
export type WireOutcome = WireReply | 'reset' | 'stall';
