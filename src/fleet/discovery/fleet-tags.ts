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
  /** The version of CML on the worker, where its image does not tell. */
  CML_VERSION: 'CMLVersion',
} as const;
