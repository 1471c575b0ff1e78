/** What to do about requests that fail as a whole, decided by whoever knows the errors. */
export interface FailurePolicy {
  /**
   * The ids that an error is about: none of them if it does not tell which, and `undefined` if it is about no
   * id in particular, as throttling is. Then the request stays whole.
   */
  blame(error: unknown, ids: readonly string[]): readonly string[] | undefined;
  /**
   * After how many milliseconds an id may be sent again that has met these errors, the latest last;
   * `undefined` if no more. Asked only for requests that stay whole.
   */
  retryAfter(failures: readonly unknown[]): Promise<number | undefined>;
}
