/** On whose behalf a request goes out. */
export interface IdentityCall {
  /** The method that the caller called, for error messages. */
  readonly operation: string;
  readonly abortSignal?: AbortSignal | undefined;
}

/** Whom credentials stand for. */
export interface CallerIdentity {
  readonly accountId: string;
  /** Of a user, or of the session of a role. */
  readonly arn: string;
}

/** STS as this library needs it, for one identity. */
export interface IdentityPort {
  readCaller(call: IdentityCall): Promise<CallerIdentity>;
  /** What AWS has encoded of a refusal, as the JSON that it is. */
  decodeDenial(encodedMessage: string, call: IdentityCall): Promise<string>;
}
