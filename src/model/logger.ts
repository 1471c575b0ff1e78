/**
 * Where the library writes what it does: the shape of the AWS SDK's own loggers, and of `console`.
 * It gets a short message and plain data; inputs such as user data and tag values never reach it.
 */
export interface Logger {
  /** Not used at present. */
  trace?(...content: unknown[]): void;
  /** Aborts. */
  debug(...content: unknown[]): void;
  /** Not used at present. */
  info(...content: unknown[]): void;
  /** Requests that are tried again, and launches that may not serve their purpose. */
  warn(...content: unknown[]): void;
  /** Calls that failed, with the error as plain data. */
  error(...content: unknown[]): void;
}
