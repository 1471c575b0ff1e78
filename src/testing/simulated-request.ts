import type { FaultEffect } from './faults/fault-effect.js';

/** One request that the simulated AWS received. */
export interface SimulatedRequest {
  /** Which of the six services was asked. */
  readonly service: 'ec2' | 'cloudwatch' | 'sts' | 'ssm' | 'dynamodb' | 'pricing';
  /** Such as `RunInstances`. */
  readonly action: string;
  /** The region that the request was signed for. */
  readonly region: string;
  /** The input as the SDK names its members; empty when it could not be read. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** When it arrived, by the simulated clock, in milliseconds since the epoch. */
  readonly at: number;
  /** Who signed it; empty if nobody did. */
  readonly accessKeyId: string;
  /** `'ok'`, the code of the error that it was answered with, or the effect that was planned for it. */
  readonly outcome: 'ok' | FaultEffect | (string & {});
}
