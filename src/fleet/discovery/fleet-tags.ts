/** The tags by which a fleet knows its workers, and by which its parts tell one another what goes on. */
export const FleetTag = {
  /** Whose the worker is: what a fleet owns carries it. */
  MANAGED_BY: 'ManagedBy',
  /** The lab that the worker is given to; without it the worker is free. */
  ASSIGNED_LAB: 'AssignedLab',
  /** Who works in the lab. */
  STUDENT: 'Student',
  /** When the lab began, as an ISO 8601 time. */
  LAB_START_TIME: 'LabStartTime',
  /** `false` for a worker that is not to be stopped for being idle. */
  AUTO_SHUTDOWN: 'AutoShutdown',
  /** Until when a worker is not stopped for being idle, as an ISO 8601 time. */
  IDLE_SNOOZED_UNTIL: 'IdleSnoozedUntil',
  /** `true` for a worker that a fleet neither stops, terminates nor replaces. */
  PROTECTED: 'Protected',
  /** Which holder of a lease has written the assignment: the lease's fencing token. */
  ASSIGNMENT_TOKEN: 'AssignmentToken',
  /**
   * How far the recovery of a worker has come: `reboot`, `stop-start:stopping`, `stop-start:starting` or `replace`; of
   * a replacement that was launched with an assignment, `reserved`.
   */
  RECOVERY_STEP: 'RecoveryStep',
  /** When the step of {@link FleetTag.RECOVERY_STEP} was begun, as an ISO 8601 time. */
  RECOVERY_AT: 'RecoveryAt',
  /** What was done to recover a worker, the latest last: `reboot@2026-03-04T09:30:00Z`, with blanks between. */
  RECOVERY_ATTEMPTS: 'RecoveryAttempts',
  /** The worker that has taken the place of this one. */
  REPLACED_BY: 'ReplacedBy',
  /** The worker whose place this one takes, or has taken. */
  REPLACES: 'Replaces',
  /** The version of CML on the worker, where its image does not tell. */
  CML_VERSION: 'CMLVersion',
} as const;
