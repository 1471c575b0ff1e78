import type { SimulatedInstance } from './simulated-instance.js';

/** An instance and the present time. */
export interface LocatedInstance {
  readonly instance: SimulatedInstance;
  readonly now: number;
}
