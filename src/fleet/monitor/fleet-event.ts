import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { AwsRegion } from '../../model/aws-region.js';
import type { InstanceState } from '../../model/instance-state.js';
import type { ScheduledEvent, StatusCheckName } from '../../model/instance-status-checks.js';
import type { OpenUnion } from '../../model/open-union.js';
import type { Tags } from '../../model/tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import type { LabAssignment } from '../discovery/lab-assignment.js';
import type { WorkerHealth } from './worker-health.js';

/** The worker that an event is about; a reference to hand back to the fleet's methods. */
export interface EventWorker {
  /** Such as `i-0123456789abcdef0`. */
  readonly instanceId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** The role by which its account is reached; `undefined` for the client's own account. */
  readonly roleArn: string | undefined;
  /** The value of its `Name` tag. */
  readonly name: string | undefined;
}

/** What every event about a worker has. */
export interface WorkerEvent<Type extends string> {
  /** What has happened. */
  readonly type: Type;
  /** When it was noticed. */
  readonly at: Date;
  /** The worker. */
  readonly worker: EventWorker;
}

/** A worker is seen for the first time: it was there at the beginning, was launched, or was given the fleet's tag. */
export interface WorkerAppeared extends WorkerEvent<'appeared'> {
  /** All that is known of it. */
  readonly instance: FleetWorker;
}

/** A worker has gone from one state to another. States in between may have been too short to be seen. */
export interface WorkerStateChanged extends WorkerEvent<'state-changed'> {
  /** The state before. */
  readonly from: InstanceState;
  /** The state now. */
  readonly to: InstanceState;
}

/** The checks of a worker have come to say something else. */
export interface WorkerHealthChanged extends WorkerEvent<'health-changed'> {
  /** How it was. */
  readonly from: WorkerHealth;
  /** How it is. */
  readonly to: WorkerHealth;
  /** Which checks fail; empty unless it is `impaired`. */
  readonly failing: readonly StatusCheckName[];
  /** Since when they fail; `undefined` unless it is `impaired`. */
  readonly since: Date | undefined;
}

/** A worker has been impaired for as long as `debounceSeconds` says. Told again when other checks fail. */
export interface WorkerImpaired extends WorkerEvent<'impaired'> {
  /** Which checks fail. */
  readonly failing: readonly StatusCheckName[];
  /** Since when, as EC2 says, or else since it was first seen. */
  readonly since: Date;
}

/** A worker of which it was told that it is impaired is healthy again, by whatever means. */
export type WorkerRecovered = WorkerEvent<'recovered'>;

/** A tag that has another value than before. */
export interface TagChange {
  /** The value before. */
  readonly from: string;
  /** The value now. */
  readonly to: string;
}

/** The tags of a worker were changed. */
export interface WorkerTagsChanged extends WorkerEvent<'tags-changed'> {
  /** Tags that were not there before. */
  readonly added: Tags;
  /** Tags that are gone, with the values that they had. */
  readonly removed: Tags;
  /** Tags with another value, by key. */
  readonly changed: Readonly<Record<string, TagChange>>;
}

/** A worker was given to a lab, or was released, or something about that has changed. */
export interface WorkerAssignmentChanged extends WorkerEvent<'assignment-changed'> {
  /** What it was used for; `undefined` if it was free. */
  readonly from: LabAssignment | undefined;
  /** What it is used for; `undefined` if it is free. */
  readonly to: LabAssignment | undefined;
}

/** AWS has planned something for a worker, has changed its plan, or is done with it. */
export interface WorkerScheduledEvent extends WorkerEvent<'scheduled-event'> {
  /** What has become of it. */
  readonly change: 'new' | 'changed' | 'over';
  /** What is, or was, planned. */
  readonly event: ScheduledEvent;
}

/** AWS takes the capacity of a spot worker back, or has done so. Told once for each time. */
export interface WorkerSpotInterruption extends WorkerEvent<'spot-interruption'> {
  /** When AWS gave notice; `undefined` where the worker was gone before a notice was seen. */
  readonly noticeAt: Date | undefined;
  /** What AWS does with the worker. */
  readonly action: OpenUnion<'terminate' | 'stop' | 'hibernate'>;
}

/** A worker is none of the fleet any more. Nothing further is told of it, unless it appears again. */
export interface WorkerVanished extends WorkerEvent<'vanished'> {
  /** When it was last seen. */
  readonly lastSeen: Date;
  /**
   * It is `terminated`; EC2 does not know it any more (`gone`); or it has lost the fleet's tag or no longer meets the
   * criteria (`no-longer-ours`).
   */
  readonly why: 'terminated' | 'gone' | 'no-longer-ours';
}

/** An account and region of which nothing is known for the time being. Its workers are not gone for that. */
export interface RegionUnreachable {
  /** Tells it from the other events. */
  readonly type: 'unreachable';
  /** When it was noticed. */
  readonly at: Date;
  /** The region. */
  readonly region: AwsRegion;
  /** The role by which the account is reached; `undefined` for the client's own account. */
  readonly roleArn: string | undefined;
  /** Why. */
  readonly error: Ec2WorkerError;
}

/** An account and region that was unreachable can be asked again. */
export interface RegionReachable {
  /** Tells it from the other events. */
  readonly type: 'reachable';
  /** When it was noticed. */
  readonly at: Date;
  /** The region. */
  readonly region: AwsRegion;
  /** The role by which the account is reached; `undefined` for the client's own account. */
  readonly roleArn: string | undefined;
}

/** The reader was slow, so that events that wait for it were put together: each tells of more than one change. */
export interface MonitorLagged {
  /** Tells it from the other events. */
  readonly type: 'lagged';
  /** When they were put together. */
  readonly at: Date;
  /** How many events were taken up by others, or cancelled out with them. */
  readonly merged: number;
}

/** Something that has happened to a worker of a fleet. */
export type FleetWorkerEvent =
  | WorkerAppeared
  | WorkerStateChanged
  | WorkerHealthChanged
  | WorkerImpaired
  | WorkerRecovered
  | WorkerTagsChanged
  | WorkerAssignmentChanged
  | WorkerScheduledEvent
  | WorkerSpotInterruption
  | WorkerVanished;

/** What a monitor tells: a `switch` on its `type` narrows it. */
export type FleetEvent = FleetWorkerEvent | RegionUnreachable | RegionReachable | MonitorLagged;
