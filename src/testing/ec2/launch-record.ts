import type { SimulatedInstance } from './simulated-instance.js';

/** What EC2 remembers of a launch with a client token. */
export interface LaunchRecord {
  /** The parameters it was made with, for comparison. */
  readonly fingerprint: string;
  readonly instances: readonly SimulatedInstance[];
}
