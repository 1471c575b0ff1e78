/**
 * A client of the AWS SDK, as far as it can be told without its package. What only some features need is not installed
 * everywhere, and where it is not, types that name it could not be checked.
 */
export interface SdkClient {
  /** Sends a command. */
  send(command: never, options?: never): Promise<unknown>;
  /** Closes its connections. */
  destroy(): void;
}
