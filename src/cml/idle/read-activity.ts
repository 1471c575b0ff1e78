import { InputCheck, isText } from '../../errors/input-check.js';
import { readJson } from '../answers/read-json.js';
import { isAccepted } from '../answers/refusal.js';
import { HostFault } from '../failures/host-fault.js';
import type { HostCaller } from '../host-caller.js';
import type { CmlActivity } from '../model/cml-activity.js';
import type { CmlProblemCode } from '../model/cml-problem.js';
import { ACTIVITY_CATEGORIES } from './activity-categories.js';
import { summarizeEvents } from './summarize-events.js';

/** What to count as activity. */
export interface ActivityOptions {
  /**
   * Users whose presence is nobody's use of the host, such as other services, by user id. Our own is left out in
   * any case. Default: none.
   */
  readonly ignoreUserIds?: readonly string[] | undefined;
  /** The categories of events that count, at least one. Default `ACTIVITY_CATEGORIES`. */
  readonly categories?: readonly string[] | undefined;
  /** Ends the call with an `AbortedError`. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** The faults that are about the telemetry alone, and not about the host. */
const UNKNOWN: readonly CmlProblemCode[] = [
  'TOO_LARGE',
  'NOT_JSON',
  'NO_PERMISSION',
  'MAINTENANCE',
  'NOT_FOUND',
  'SERVER_ERROR',
];

/**
 * Reads the signs of use of a host. The host keeps one list, without a filter: it comes whole.
 *
 * @throws InvalidParameterError for options that are no lists of texts. Without a category nothing at all would count
 * as use, and every host would look idle.
 */
export async function readActivity(
  caller: HostCaller,
  operation: string,
  { ignoreUserIds = [], categories = ACTIVITY_CATEGORIES, abortSignal }: ActivityOptions,
): Promise<CmlActivity> {
  const check = new InputCheck(operation);
  check.that(isListOfTexts(ignoreUserIds), 'ignoreUserIds', 'a list of user ids', ignoreUserIds);
  const isRight = isListOfTexts(categories) && categories.length > 0;
  check.that(isRight, 'categories', 'a list of at least one category', categories);
  const { userId } = await caller.account(abortSignal);
  if (userId === undefined && ignoreUserIds.length === 0) {
    return unknown('our own user id is not known, so our own calls look like use: name it in ignoreUserIds');
  }
  const ignoredUserIds = userId === undefined ? ignoreUserIds : [userId, ...ignoreUserIds];
  try {
    const reply = await caller.send({ path: '/telemetry/events' }, abortSignal);
    if (!isAccepted(reply.status)) throw await caller.refusal(reply, abortSignal);
    const events = readJson(reply);
    if (!Array.isArray(events)) return unknown('the answer is no list of events');
    return summarizeEvents(events, { categories, ignoredUserIds });
  } catch (thrown) {
    if (!(thrown instanceof HostFault) || !UNKNOWN.includes(thrown.code)) throw thrown;
    return unknown(thrown.text);
  }
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function unknown(reason: string): CmlActivity {
  return { known: false, reason };
}
