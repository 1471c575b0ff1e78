import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { WaitTimeoutError } from '../errors/wait-timeout-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { WaitTransition } from '../model/wait-transition.js';
import type { Observation } from './observation.js';
import type { WaitProgress } from './wait-options.js';

/** Beyond this many the oldest are dropped: an instance that flaps all day must not fill the memory. */
const MAX_TRANSITIONS = 100;

/** Whose wait it is, and since when. */
export interface WaitSubject {
  readonly operation: string;
  readonly instanceId: string;
  readonly region: AwsRegion;
  readonly startedAt: number;
}

/** A transition as it is kept: thousands of waits keep some each. */
type Transition = Omit<WaitTransition, 'at' | 'elapsedSeconds'> & { readonly at: number };

/** What a wait has seen so far: the changes, not the polls. */
export class WaitRecord {
  readonly #subject: WaitSubject;
  #transitions: Transition[] | undefined;
  #polls = 0;
  #checks: InstanceStatusChecks | undefined;
  #lastError: Ec2WorkerError | undefined;
  #readFault: Ec2WorkerError | undefined;

  constructor(subject: WaitSubject) {
    this.#subject = subject;
  }

  /** Notes that the instance itself could not be read, or, by `undefined`, that it could again. */
  addFault(error: Ec2WorkerError | undefined): void {
    this.#readFault = error;
  }

  /** Notes an observation. @returns Whether it shows something new. */
  add({ at, seen }: Observation): boolean {
    this.#polls += 1;
    this.#lastError = seen.kind === 'failed' ? seen.error : undefined;
    if (seen.kind === 'failed') return false;

    this.#checks = seen.kind === 'checks' ? seen.checks : this.#checks;
    const transition = toTransition(at, seen.kind === 'checks' ? seen.checks : undefined);
    const last = this.#transitions?.at(-1);
    if (last !== undefined && isSame(last, transition)) return false;
    // A list that is made by its first element is no longer than that: most waits never see a second one.
    if (this.#transitions === undefined) this.#transitions = [transition];
    else this.#transitions.push(transition);
    if (this.#transitions.length > MAX_TRANSITIONS) this.#transitions.shift();
    return true;
  }

  /** What to tell the caller at `now`. */
  progress(now: number, message: string): WaitProgress {
    const { instanceId, region } = this.#subject;
    return Object.freeze({
      instanceId,
      region,
      elapsedSeconds: this.#elapsedSeconds(now),
      polls: this.#polls,
      instanceState: this.#checks?.instanceState,
      checks: this.#checks,
      message,
    });
  }

  /** The error of a wait whose time was up at `now`. */
  timeout(now: number, maxWaitTime: number, obstacle: string | undefined): WaitTimeoutError {
    const { operation, instanceId, region } = this.#subject;
    return new WaitTimeoutError({
      operation,
      region,
      instanceIds: [instanceId],
      wait: operation,
      maxWaitTime,
      elapsedSeconds: this.#elapsedSeconds(now),
      polls: this.#polls,
      lastState: this.#checks?.instanceState,
      lastChecks: this.#checks,
      transitions: (this.#transitions ?? []).map(({ at, ...shown }) => ({
        at: new Date(at),
        elapsedSeconds: this.#elapsedSeconds(at),
        ...shown,
      })),
      obstacle,
      cause: this.#lastError ?? this.#readFault,
    });
  }

  #elapsedSeconds(now: number): number {
    return Math.round((now - this.#subject.startedAt) / 1_000);
  }
}

function toTransition(at: number, checks: InstanceStatusChecks | undefined): Transition {
  return {
    at,
    instanceState: checks?.instanceState,
    instanceStatus: checks?.instanceStatus,
    systemStatus: checks?.systemStatus,
    attachedEbsStatus: checks?.attachedEbsStatus,
  };
}

function isSame(one: Transition, other: Transition): boolean {
  return (
    one.instanceState === other.instanceState &&
    one.instanceStatus === other.instanceStatus &&
    one.systemStatus === other.systemStatus &&
    one.attachedEbsStatus === other.attachedEbsStatus
  );
}
