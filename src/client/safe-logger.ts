import type { Logger } from '../model/logger.js';

/** A logger that cannot take a call down with it: what it throws is nobody's answer. */
export function safeLogger(logger: Logger): Logger {
  const safely =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...content: unknown[]): void => {
      try {
        logger[level](...content);
      } catch {
        // There is nowhere left to tell of it.
      }
    };
  return { debug: safely('debug'), info: safely('info'), warn: safely('warn'), error: safely('error') };
}
