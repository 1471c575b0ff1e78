import type { Logger } from '../model/logger.js';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** A logger that cannot take a call down with it: what it throws or rejects with is nobody's answer. */
export function safeLogger(logger: Logger): Logger {
  // What a logger returns is no business of anybody, but an async function is one, too.
  const target: Record<Level, (...content: unknown[]) => unknown> = logger;
  const safely =
    (level: Level) =>
    (...content: unknown[]): void => {
      try {
        const written = target[level](...content);
        if (written instanceof Promise) written.catch(() => undefined);
      } catch {
        // There is nowhere left to tell of it.
      }
    };
  return { debug: safely('debug'), info: safely('info'), warn: safely('warn'), error: safely('error') };
}
