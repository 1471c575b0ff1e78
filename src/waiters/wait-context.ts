import type { AwsRegion } from '../model/aws-region.js';
import type { InstanceState } from '../model/instance-state.js';
import type { Logger } from '../model/logger.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { Clock } from '../time/clock.js';
import type { ObservationSource } from './observation.js';

/** What the client knows of the instances that it has launched and changed itself. */
export interface OwnChanges {
  /** Whether this client launched the instance so lately that EC2 may not know it everywhere. */
  isYoung(instanceId: string): boolean;
  /** Whether a state is the one that an instance was in before this client's last change, a moment ago. */
  isStateBeforeChange(instanceId: string, state: InstanceState): boolean;
  /** The same, or nobody knows what came of the change: then any state may be the one before. */
  mayPrecedeChange(instanceId: string, state: InstanceState): boolean;
  /** How many changes this client has made so far. */
  count(): number;
  /** Whether nothing of this client's has changed the instance since that many changes. */
  isUnchangedSince(instanceId: string, count: number): boolean;
}

/** What a wait works with. */
export interface WaitContext {
  readonly region: AwsRegion;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  /** Aborts when the client is destroyed. */
  readonly closing: AbortSignal;
  readonly source: ObservationSource;
  readonly changes: OwnChanges;
  /** Reads the whole instance; rejects with one of our errors. */
  readonly describe: (
    instanceId: string,
    call: { readonly operation: string; readonly abortSignal: AbortSignal },
  ) => Promise<WorkerInstance>;
}
