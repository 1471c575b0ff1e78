import { isRecord } from '../../errors/describe-type.js';
import { InputCheck, isText } from '../../errors/input-check.js';
import type { Tags } from '../../model/tags.js';
import { checkTags } from '../../tags/tag-rules.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import type { ResolvedOwnership } from '../discovery/ownership.js';
import { tagOf } from '../discovery/read-tags.js';

/** The lab that a worker is given to. */
export interface LabRequest {
  /** Which lab: kept as the tag `AssignedLab`. At most 256 characters. */
  readonly lab: string;
  /**
   * Who works in it: kept as the tag `Student`, empty for nobody. The same lab with another student is another
   * assignment. Default: nobody is named.
   */
  readonly student?: string | undefined;
  /** When it begins: kept as the tag `LabStartTime`. Default: now. */
  readonly startTime?: Date | undefined;
  /**
   * Whether the worker may be stopped for being idle: kept as the tag `AutoShutdown`. Default: as its tag says
   * before, else `true`.
   */
  readonly autoShutdown?: boolean | undefined;
  /** Further tags to put on the worker with it. A release leaves them there unless it is told to clear them. */
  readonly tags?: Tags | undefined;
}

/** The tags that a release clears: those of the assignment, and those that are of no use without it. */
export const CLEARED_TAGS: readonly string[] = [
  FleetTag.ASSIGNED_LAB,
  FleetTag.STUDENT,
  FleetTag.LAB_START_TIME,
  FleetTag.AUTO_SHUTDOWN,
  FleetTag.ASSIGNMENT_TOKEN,
  FleetTag.IDLE_SNOOZED_UNTIL,
];

/**
 * Refuses a request that cannot be kept as tags.
 *
 * @throws InvalidParameterError naming what is wrong.
 */
export function checkLab(request: LabRequest, ownership: ResolvedOwnership, operation: string): void {
  const check = new InputCheck(operation);
  check.that(isRecord(request), 'lab', 'an object with the name of a lab', request);
  const { lab, student, startTime, autoShutdown, tags = {} } = request;
  check.that(isText(lab), 'lab.lab', 'the name of a lab', lab);
  check.that(student === undefined || typeof student === 'string', 'lab.student', 'text', student);
  const isTime = startTime === undefined || (startTime instanceof Date && !Number.isNaN(startTime.getTime()));
  check.that(isTime, 'lab.startTime', 'a valid Date', startTime);
  const isFlag = autoShutdown === undefined || typeof autoShutdown === 'boolean';
  check.that(isFlag, 'lab.autoShutdown', 'true or false', autoShutdown);
  checkTags({ [FleetTag.ASSIGNED_LAB]: lab, [FleetTag.STUDENT]: student ?? '' }, operation);
  if (isRecord(tags) && Object.keys(tags).length === 0) return;
  checkTags(tags, operation, 'lab.tags');
  const reserved = [...CLEARED_TAGS, FleetTag.PROTECTED, ownership.key];
  const wrong = Object.keys(tags).find((key) => reserved.includes(key));
  const expected = `other tags than ${reserved.join(', ')}, which the fleet keeps itself`;
  check.that(wrong === undefined, 'lab.tags', expected, wrong);
}

/** Whether the tags of a worker tell that it is given to this very lab. */
export function isGivenTo(tags: Tags, { lab, student = '' }: LabRequest): boolean {
  return tagOf(tags, FleetTag.ASSIGNED_LAB) === lab && (tagOf(tags, FleetTag.STUDENT) ?? '') === student;
}

/**
 * The tags that tell of an assignment. All four are always written, and at once: of two writes the later one wins
 * as a whole, and no worker is left with one's lab and the other's student.
 */
export function tagsToWrite(request: LabRequest, before: Tags, now: number, token: number | undefined): Tags {
  const { lab, student = '', startTime, autoShutdown, tags } = request;
  const known = tagOf(before, FleetTag.LAB_START_TIME);
  const isRunning = isGivenTo(before, request) && !Number.isNaN(Date.parse(known ?? ''));
  const start = isRunning && known !== undefined ? known : (startTime ?? new Date(now)).toISOString();
  return {
    ...tags,
    [FleetTag.ASSIGNED_LAB]: lab,
    [FleetTag.STUDENT]: student,
    [FleetTag.LAB_START_TIME]: start,
    [FleetTag.AUTO_SHUTDOWN]: String(autoShutdown ?? tagOf(before, FleetTag.AUTO_SHUTDOWN) ?? true),
    ...(token === undefined ? {} : { [FleetTag.ASSIGNMENT_TOKEN]: String(token) }),
  };
}

/** Whether an assignment lacks nothing of what it should be. By which lease it was written does not matter. */
export function isWhole(before: Tags, wanted: Tags): boolean {
  return Object.entries(wanted).every(
    ([key, value]) =>
      tagOf(before, key) === value ||
      // The same, as another program has written it.
      (key === FleetTag.STUDENT && value === '' && tagOf(before, key) === undefined) ||
      (key === FleetTag.ASSIGNMENT_TOKEN && tagOf(before, key) !== undefined),
  );
}
