import { AbortedError } from '../errors/aborted-error.js';
import type { Clock } from '../time/clock.js';

/** On whose behalf somebody waits. */
export interface PausingCall {
  readonly operation: string;
  readonly instanceIds?: readonly string[] | undefined;
  readonly region?: string | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** Waits so many milliseconds. @throws AbortedError as soon as the caller's signal aborts. */
export async function pause(
  clock: Clock,
  milliseconds: number,
  { abortSignal, ...subject }: PausingCall,
): Promise<void> {
  try {
    await clock.sleep(milliseconds, abortSignal);
  } catch (cause) {
    throw new AbortedError({ ...subject, cause });
  }
}
