import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { AwsRegion } from '../../model/aws-region.js';
import type { InstanceState } from '../../model/instance-state.js';
import type { InstanceStateChange } from '../../model/instance-state-change.js';
import type { FleetFailure } from '../discovery/fleet-listing.js';

/** What is done to workers in bulk. */
export type DestructionAction = 'stop' | 'terminate';

/**
 * Why a worker is left alone: it lacks the fleet's tag; it has the tag `Protected` = `true`; a lab has it; it is
 * younger than `minAgeSeconds`; it is stopped or terminated already, or on its way there; it is terminated and cannot
 * be stopped; there is no such instance; it could not be read; or somebody else is changing it.
 */
export type RefusalReason =
  | 'not-owned'
  | 'protected'
  | 'assigned'
  | 'too-young'
  | 'already'
  | 'wrong-state'
  | 'not-found'
  | 'unreadable'
  | 'busy';

/** A worker of a plan: enough to hand it to any method of the fleet. */
export interface PlannedWorker {
  /** The worker. */
  readonly instanceId: string;
  /** Its region. */
  readonly region: AwsRegion;
  /** The role by which its account is reached; `undefined` for the client's own account. */
  readonly roleArn: string | undefined;
  /** Its name; `undefined` if it has none, or could not be read. */
  readonly name: string | undefined;
  /** Its state; `undefined` if it could not be read. */
  readonly instanceState: InstanceState | undefined;
  /** The lab that has it; `undefined` if none does, or nobody knows. */
  readonly assignedLab: string | undefined;
}

/** A worker that is left alone. */
export interface RefusedWorker extends PlannedWorker {
  /** Why. */
  readonly reason: RefusalReason;
  /** Why, for people. */
  readonly message: string;
}

/** What a bulk stop or termination would do: plain data, to be shown, kept, and handed back to be carried out. */
export interface DestructionPlan {
  /** What would be done. */
  readonly action: DestructionAction;
  /** When the fleet was looked at. */
  readonly at: Date;
  /** Exactly the workers that it would be done to. */
  readonly workers: readonly PlannedWorker[];
  /** Those that were meant and are left alone, each with the reason. */
  readonly refused: readonly RefusedWorker[];
  /** How many workers the fleet has, as far as it could be read; those on their way out do not count. */
  readonly fleetSize: number;
  /** How much of the fleet would be stopped or terminated, in percent. */
  readonly percent: number;
  /** Whether the whole fleet could be read. If not, `percent` is of the part that could. */
  readonly complete: boolean;
  /** What could not be read. */
  readonly failures: readonly FleetFailure[];
  /** What keeps the plan from being carried out, for people; empty if nothing does. */
  readonly obstacles: readonly string[];
}

/** What became of a worker of a plan. */
export interface DestructionResult extends PlannedWorker {
  /** `done`; `refused` by what was found right before; or `failed`. */
  readonly outcome: 'done' | 'refused' | 'failed';
  /** What EC2 says of it; `undefined` unless it was done. */
  readonly change: InstanceStateChange | undefined;
  /** Why it was refused. */
  readonly reason: RefusalReason | undefined;
  /** Why it failed. */
  readonly error: Ec2WorkerError | undefined;
}

/** What a bulk stop or termination has come to. */
export interface DestructionReport {
  /** What was to be done, and what was refused from the start. */
  readonly plan: DestructionPlan;
  /** Whether it was only a dry run. */
  readonly dryRun: boolean;
  /** What became of each worker of the plan, in its order. Empty for a dry run. */
  readonly results: readonly DestructionResult[];
  /** How many were stopped or terminated. */
  readonly done: number;
  /** What to know of the whole, for people. */
  readonly message: string;
}
