import type { CmlActivity } from '../model/cml-activity.js';

/** When a worker counts as idle. The first three are those of the settings' group `lifecycle`, taken as they are. */
export interface IdleSettings {
  /** How long nobody may use a worker before it is idle, in minutes, above 0. Default 30. */
  readonly idleThresholdMinutes?: number | undefined;
  /**
   * How long before it is worth a warning, in minutes: 0 warns as soon as nobody uses it, and at least the threshold
   * switches the warning off. Default 20.
   */
  readonly maxIdleBeforeWarningMinutes?: number | undefined;
  /** Whether an idle worker is to be shut down. Default `true`. */
  readonly autoShutdownEnabled?: boolean | undefined;
  /**
   * What active labs mean: `ignore` them, since a lab can be left running for weeks, or `block`, which protects long
   * tests that nobody watches and may keep a host up for ever. Default `ignore`.
   */
  readonly activeLabs?: 'ignore' | 'block' | undefined;
  /**
   * How old the latest event of any kind may be for the telemetry to be believed, in minutes: if it is older, the
   * host may have stopped keeping events. Default `idleThresholdMinutes`.
   */
  readonly telemetryWindowMinutes?: number | undefined;
}

/** What is known of a worker's use. */
export interface IdleEvidence {
  /** The present time, by the same clock as the rest. */
  readonly now: Date;
  /**
   * When the worker was launched or last started, as EC2 has it (`WorkerInstance.launchTime`), whoever did it;
   * `undefined` if that is not known: then a worker that was just started counts as idle by its use of before.
   */
  readonly launchTime: Date | undefined;
  /** What the telemetry shows; `undefined` if it could not be read. */
  readonly activity: CmlActivity | undefined;
  /** How many labs are active; `undefined` if that is not known. */
  readonly activeLabs?: number | undefined;
  /** When somebody last said that the worker is in use. Default: never. */
  readonly touchedAt?: Date | undefined;
  /** Until when nobody wants to be asked again. Default: nobody has said so. */
  readonly snoozedUntil?: Date | undefined;
}

/** Whether a worker is in use, and what follows. */
export interface IdleVerdict {
  /** `warning` is idle for a while, `idle` for long enough; `unknown` is never a reason to shut down. */
  readonly state: 'active' | 'warning' | 'idle' | 'unknown';
  /** Since when nobody has used it; `undefined` where that is not known. */
  readonly since: Date | undefined;
  /** For how long, in minutes; `undefined` where that is not known. */
  readonly idleMinutes: number | undefined;
  /** When it was, or will be, worth a warning; `undefined` where nothing can be foretold. */
  readonly warnAt: Date | undefined;
  /** When it was, or will be, idle if nothing happens until then; `undefined` where nothing can be foretold. */
  readonly dueAt: Date | undefined;
  /** Whether to shut it down now: idle, and the settings want it. */
  readonly shutdownDue: boolean;
  /** How many labs are active, to name in a warning; `undefined` if that is not known. */
  readonly activeLabs: number | undefined;
  /** All of it in one sentence, for people. */
  readonly message: string;
}
