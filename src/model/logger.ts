/**
 * Where the library writes what it does: the shape of the AWS SDK's own loggers, and of `console`.
 * It gets a short message and plain data; inputs such as user data and tag values never reach it.
 */
export interface Logger {
  /** Not used at present. */
  trace?(...content: unknown[]): void;
  /** Calls that were aborted, requests that several calls share, and names of images that could not be read. */
  debug(...content: unknown[]): void;
  /** Not used at present. */
  info(...content: unknown[]): void;
  /**
   * What went wrong without a call failing for it: requests that are tried again, credentials that could not be
   * refreshed, launches that may not serve their purpose, instances that a rollback left behind, leases that could not
   * be renewed or released, and callbacks that threw.
   */
  warn(...content: unknown[]): void;
  /** Calls that failed, with the error as plain data. */
  error(...content: unknown[]): void;
}
