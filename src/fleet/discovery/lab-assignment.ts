import type { Tags } from '../../model/tags.js';
import { FleetTag } from './fleet-tags.js';
import { tagOf, timeOf } from './read-tags.js';

/** Which lab a worker is given to. */
export interface LabAssignment {
  /** The lab: the value of the tag `AssignedLab`. */
  readonly lab: string;
  /** Who works in it: the value of `Student`; `undefined` if it is empty, or there is none. */
  readonly student: string | undefined;
  /** When it began: the value of `LabStartTime`; `undefined` if that is none or no time. */
  readonly startedAt: Date | undefined;
  /** The value of `AutoShutdown` as it is; `undefined` if there is none. */
  readonly autoShutdown: string | undefined;
}

const ASSIGNMENT_TAGS: readonly string[] = [
  FleetTag.ASSIGNED_LAB,
  FleetTag.STUDENT,
  FleetTag.LAB_START_TIME,
  FleetTag.AUTO_SHUTDOWN,
];

/**
 * Reads the assignment that a worker's tags tell of. An empty `AssignedLab` is one too: somebody has taken the
 * worker, whatever for.
 */
export function readAssignment(tags: Tags): LabAssignment | undefined {
  const lab = tagOf(tags, FleetTag.ASSIGNED_LAB);
  if (lab === undefined) return undefined;
  return {
    lab,
    student: tagOf(tags, FleetTag.STUDENT) || undefined,
    startedAt: timeOf(tagOf(tags, FleetTag.LAB_START_TIME)),
    autoShutdown: tagOf(tags, FleetTag.AUTO_SHUTDOWN),
  };
}

/** The tags by which a worker is given to a lab; `undefined` while it is free. */
export function assignmentTags(tags: Tags): Tags | undefined {
  if (!Object.hasOwn(tags, FleetTag.ASSIGNED_LAB)) return undefined;
  return Object.fromEntries(Object.entries(tags).filter(([key]) => ASSIGNMENT_TAGS.includes(key)));
}
