import { inspect } from 'node:util';

/** Everything that a log or a debugger may show of an error. */
export function everythingOf(error: Error): string {
  return [
    error.message,
    error.stack,
    String(error),
    JSON.stringify(error),
    inspect(error),
    inspect(error, { showHidden: true, depth: 30, getters: true }),
  ].join('\n');
}
