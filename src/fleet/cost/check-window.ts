import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import { checkDate } from './check-amount.js';
import type { CostWindow } from './cost-estimate.js';
import type { Span } from './running-time.js';

/**
 * Refuses a window of which nothing is past.
 *
 * @throws InvalidParameterError
 */
export function checkWindow<Question extends { readonly window: CostWindow }>(
  question: Question,
  now: number,
  operation: string,
): Question {
  const check = new InputCheck(operation);
  check.that(isRecord(question), 'input', 'an object with window and prices', question);
  const { window } = question;
  check.that(isRecord(window), 'window', 'an object with startTime', window);
  const { startTime, endTime } = window;
  checkDate(startTime, operation, 'window.startTime');
  if (endTime !== undefined) checkDate(endTime, operation, 'window.endTime');
  const { from, to } = pastOf(window, now);
  const expected = 'before now and before the end of the window';
  check.that(from < to, 'window.startTime', expected, startTime.toISOString());
  return question;
}

/** The part of a window that is past. */
export function pastOf({ startTime, endTime }: CostWindow, now: number): Span {
  return { from: startTime.getTime(), to: Math.min(endTime?.getTime() ?? now, now) };
}
