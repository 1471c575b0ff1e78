/** @throws RangeError for what a clock cannot be moved on by: it would have no time from then on, or an earlier one. */
export function checkAdvance(milliseconds: number): void {
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return;
  throw new RangeError(`A clock moves on by 0 milliseconds or more, got ${milliseconds}.`);
}
