/** What is to go wrong with a request to a simulated CML host. */
export interface SimulatedCmlFault {
  /** Such as `GET`. Default: any. */
  readonly method?: string | undefined;
  /** Below `/api/v0` and without the query, such as `/licensing`. Default: any. */
  readonly path?: string | RegExp | undefined;
  /** How many requests it strikes; 0 for none, `Infinity` for all. Default 1. */
  readonly times?: number | undefined;
  /** The status to answer with. Default 500. */
  readonly status?: number | undefined;
  /**
   * The body to answer with: as JSON, or a text as it is where `headers` have a type such as `text/html`. Default: an
   * error as CML has them.
   */
  readonly body?: unknown;
  /** Headers to answer with, over `content-type: application/json`. Default: that alone. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * In place of an answer: `reset` breaks the connection before anything is done, `lost-reply` after it was done,
   * `stall` never answers, `truncated` ends in the middle of the answer.
   */
  readonly effect?: 'reset' | 'lost-reply' | 'stall' | 'truncated' | undefined;
}

/** The faults that are to come, in the order in which they were planned. */
export class CmlFaultPlan {
  #pending: { readonly fault: SimulatedCmlFault; left: number }[] = [];

  add(fault: SimulatedCmlFault): void {
    const { times = 1 } = fault;
    if (times > 0) this.#pending.push({ fault, left: times });
  }

  clear(): void {
    this.#pending = [];
  }

  /** Takes the next fault that fits a request. */
  take(method: string, path: string): SimulatedCmlFault | undefined {
    const hit = this.#pending.find(({ fault }) => fits(fault, method, path));
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#pending = this.#pending.filter((pending) => pending !== hit);
    return hit.fault;
  }
}

function fits(fault: SimulatedCmlFault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.path === undefined) return true;
  // Unlike `test`, `search` does not begin where an earlier match of a global pattern has ended.
  return typeof fault.path === 'string' ? fault.path === path : path.search(fault.path) !== -1;
}
