/** One request that a simulated CML host received. */
export interface SimulatedCmlRequest {
  /** Such as `GET`. */
  readonly method: string;
  /** Below `/api/v0` and without the query. */
  readonly path: string;
  /** What follows the `?`; empty if nothing does. */
  readonly query: string;
  /** Whether it carried a token, good or not. */
  readonly authenticated: boolean;
  /** The JSON of its body, passwords and licence tokens left out; `undefined` without one. */
  readonly body: unknown;
  /** When it arrived, by the simulated clock, in milliseconds since the epoch. */
  readonly at: number;
  /** The status it was answered with; `undefined` if it was not answered. */
  readonly status: number | undefined;
}
