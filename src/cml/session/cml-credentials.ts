/**
 * Who logs in: a user, or a token that somebody else has fetched. For a user the client logs in when it has to,
 * once for all calls, and again before the token runs out. Licences, telemetry and the count of all labs need an
 * admin.
 */
export type CmlCredentials = CmlUserCredentials | CmlTokenCredentials;

/** A user of the host. */
export interface CmlUserCredentials {
  /** 1 to 32 characters. */
  readonly username: string;
  /** Never in a message, a log or an error. */
  readonly password: string;
}

/** A token of the host, sent as it is. */
export interface CmlTokenCredentials {
  /** Never in a message, a log or an error. */
  readonly token: string;
}
