import { describeType } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { toPlainData } from '../errors/to-plain-data.js';
import type { Logger } from '../model/logger.js';

/** Calls a caller's function with news. What it throws, or rejects with, is no business of what it is told of. */
export function tell<News>(
  callback: ((news: News) => unknown) | undefined,
  news: News,
  logger: Logger | undefined,
): void {
  const ignore = (error: unknown): void => {
    write(logger, 'warn', 'onProgress failed, which is ignored', { error: toPlainData(error) });
  };
  try {
    const told = callback?.(Object.freeze(news));
    if (told instanceof Promise) told.catch(ignore);
  } catch (error) {
    ignore(error);
  }
}

/** Writes to a caller's logger, which cannot take a call down with it. */
export function write(
  logger: Logger | undefined,
  level: 'debug' | 'warn' | 'error',
  message: string,
  content: Readonly<Record<string, unknown>>,
): void {
  try {
    const written: unknown = (logger?.[level] as ((...content: unknown[]) => unknown) | undefined)?.call(
      logger,
      message,
      content,
    );
    if (written instanceof Promise) written.catch(() => undefined);
  } catch {
    // There is nowhere left to tell of it.
  }
}

/** @throws InvalidParameterError for a callback that cannot be called. */
export function checkCallback(operation: string, parameter: string, callback: unknown): void {
  if (callback === undefined || typeof callback === 'function') return;
  const received = describeType(callback);
  throw new InvalidParameterError({ operation, parameter, expected: 'a function', received });
}
