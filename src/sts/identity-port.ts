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

/** A role to take on. */
export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  readonly durationSeconds: number | undefined;
}

/** Credentials that end. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration?: Date;
}

/** STS as this library needs it, for one identity. */
export interface IdentityPort {
  readCaller(call: IdentityCall): Promise<CallerIdentity>;
  assumeRole(role: RoleRequest, call: IdentityCall): Promise<TemporaryCredentials>;
  /** What AWS has encoded of a refusal, as the JSON that it is. */
  decodeDenial(encodedMessage: string, call: IdentityCall): Promise<string>;
}
