import type { HostProblem } from '../model/host-problem.js';
import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { LaunchResult } from '../model/launch-result.js';
import type { WaitTransition } from '../model/wait-transition.js';
import type { StateReason } from '../model/worker-instance.js';

/** What AWS has encoded of a refusal, decoded by STS. */
export interface DecodedDenial {
  /** Whether a statement refuses the action, rather than none allowing it. */
  readonly explicitDeny: boolean;
  /** The names of the statements that refuse it, as far as they have any. */
  readonly statements: readonly string[];
  /** Who was refused; `undefined` where AWS does not tell. */
  readonly principalArn: string | undefined;
  /** The action that was refused; `undefined` where AWS does not tell. */
  readonly action: string | undefined;
  /** The resource that it was refused on; `undefined` where AWS does not tell. */
  readonly resource: string | undefined;
  /** The values that conditions were held against, by condition key. */
  readonly conditions: Readonly<Record<string, readonly string[]>>;
}

/** What AWS tells of a refusal by IAM. Each part is `undefined` where AWS keeps it to itself. */
export interface PermissionDenial {
  /** The IAM action, such as `ec2:StartInstances`. */
  readonly action: string | undefined;
  /** The ARN of the resource that the action was refused on. */
  readonly resource: string | undefined;
  /** Which kind of policy refuses, in AWS's words, such as `no identity-based policy allows the … action`. */
  readonly denySource: string | undefined;
  /** AWS's encoded details: `aws sts decode-authorization-message` reads them. */
  readonly encodedMessage: string | undefined;
  /** What is in there; `undefined` where nothing was encoded, or where the caller may not have it decoded. */
  readonly decoded: DecodedDenial | undefined;
}

/** Which quota was exceeded. */
export interface QuotaExcess {
  /** The code in Service Quotas, such as `L-1216C47A`; `undefined` where it is not known. */
  readonly quotaCode: string | undefined;
}

/** What a request clashed with. */
export interface ConflictDetails {
  /**
   * `launch`: the client token belongs to another launch; `change`: another change is under way; `use`: it is
   * still in use; `name`: it exists already. `undefined` where AWS does not tell.
   */
  readonly conflictsWith: 'launch' | 'change' | 'use' | 'name' | undefined;
}

/** How long the service asks to be left alone. */
export interface ThrottleHint {
  /** In seconds; `undefined` where the service does not say. */
  readonly retryAfterSeconds: number | undefined;
}

/** Which input was refused, and why. */
export interface ParameterRefusal {
  /** The name of the input; `undefined` where AWS refused it without a name. */
  readonly parameter: string | undefined;
  /** What would have been right. */
  readonly expected: string | undefined;
  /** What was given instead. */
  readonly received: string | undefined;
}

/** What a launch came to that gave fewer instances than it had to. */
export interface LaunchOutcome {
  /** The instances that exist all the same are in here. */
  readonly result: LaunchResult;
}

/** What a wait saw until its time was up. */
export interface WaitRecord {
  /** The wait, such as `waitUntilHealthy`. */
  readonly wait: string;
  /** The time allowed, in seconds. */
  readonly maxWaitTime: number;
  /** The time waited, in seconds. */
  readonly elapsedSeconds: number;
  /** How often the instance was looked at. */
  readonly polls: number;
  /** The state last seen; `undefined` if EC2 never showed the instance. */
  readonly lastState: InstanceState | undefined;
  /** The checks last seen; `undefined` if none were read. */
  readonly lastChecks: InstanceStatusChecks | undefined;
  /** Every change that was seen, oldest first. */
  readonly transitions: readonly WaitTransition[];
  /** What was wrong with the CML host when it was last seen; `undefined` for a wait that asks none. */
  readonly problems?: readonly HostProblem[] | undefined;
}

/** What is wrong with a worker. */
export interface WorkerCondition {
  /** The checks last seen; `undefined` if none were read. */
  readonly checks: InstanceStatusChecks | undefined;
  /** The state last seen. */
  readonly instanceState: InstanceState | undefined;
  /** Why EC2 moved the instance into that state, where it says so. */
  readonly stateReason: StateReason | undefined;
  /** What is wrong with the CML host on it; `undefined` where none was asked. */
  readonly problems?: readonly HostProblem[] | undefined;
}

/** Who holds a worker. */
export interface WorkerAssignment {
  /** The lab that the worker is assigned to. */
  readonly assignedLab: string;
}

/** How the licence of a CML host stands, in the host's own words. */
export interface LicenseStanding {
  /** Such as `COMPLETED`, `FAILED` or `NOT_REGISTERED`; `undefined` where the host does not say. */
  readonly registration: string | undefined;
  /** Such as `IN_COMPLIANCE`, `EVAL` or `OUT_OF_COMPLIANCE`; `undefined` where the host does not say. */
  readonly authorization: string | undefined;
  /** Why the last registration failed, where the host says so. */
  readonly failure: string | undefined;
}

/** One thing wrong with the settings. */
export interface SettingsProblem {
  /** Where, such as `worker.ami.us-east-1.amiId`; empty for the settings as a whole. */
  readonly path: string;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

/** Everything that is wrong with the settings. */
export interface SettingsProblems {
  /** All of them, at once. */
  readonly problems: readonly SettingsProblem[];
}

/** What an error of each kind tells beyond the base class; kinds that add nothing are left out. */
export interface WorkerErrorDetails {
  /** Of a `PermissionDeniedError`. */
  readonly 'permission-denied': PermissionDenial;
  /** Of a `ConflictError`. */
  readonly conflict: ConflictDetails;
  /** Of a `QuotaExceededError`. */
  readonly 'quota-exceeded': QuotaExcess;
  /** Of a `ThrottledError`. */
  readonly throttled: ThrottleHint;
  /** Of an `InvalidParameterError`. */
  readonly 'invalid-parameter': ParameterRefusal;
  /** Of a `LaunchFailedError`. */
  readonly 'launch-failed': LaunchOutcome;
  /** Of a `WaitTimeoutError`. */
  readonly 'wait-timeout': WaitRecord;
  /** Of a `WorkerUnhealthyError`. */
  readonly 'worker-unhealthy': WorkerCondition;
  /** Of a `WorkerAssignedError`. */
  readonly 'worker-assigned': WorkerAssignment;
  /** Of a `LicenseError`. */
  readonly license: LicenseStanding;
  /** Of a `SettingsError`. */
  readonly settings: SettingsProblems;
}
