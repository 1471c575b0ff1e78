import type { FaultEffect } from './faults/fault.js';
import type { ServiceName } from './wire/service.js';

/** One request that the simulated AWS received. */
export interface SimulatedRequest {
  readonly service: ServiceName;
  /** Such as `RunInstances`. */
  readonly action: string;
  readonly region: string;
  /** The input as the SDK names its members; empty when it could not be read. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** When it arrived, by the simulated clock, in milliseconds since the epoch. */
  readonly at: number;
  readonly accessKeyId: string;
  /** `'ok'`, the code of the error that it was answered with, or the effect that was planned for it. */
  readonly outcome: 'ok' | FaultEffect | (string & {});
}
