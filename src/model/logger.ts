/**
 * Where the library writes what it does: the shape of the AWS SDK's own loggers, and of `console`.
 * It gets a short message and plain data; inputs such as user data and tag values never reach it.
 */
export interface Logger {
  trace?(...content: unknown[]): void;
  debug(...content: unknown[]): void;
  info(...content: unknown[]): void;
  warn(...content: unknown[]): void;
  error(...content: unknown[]): void;
}
