import type { Logger } from '../../model/logger.js';
import type { Clock } from '../../time/clock.js';
import { readLicense } from '../answers/read-license.js';
import type { HostSubject } from '../failures/host-error.js';
import type { Scrubber } from '../failures/scrubber.js';
import type { HostCaller } from '../host-caller.js';
import type { CmlLicense } from '../model/cml-license.js';

/** What the licence operations work with. */
export interface LicensingParts {
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  readonly caller: HostCaller;
  readonly scrubber: Scrubber;
  readonly subject: () => HostSubject;
}

/** How often a licence is read until it is as it should be. */
export const LICENSE_POLL_MS = 5_000;

/** Reads how the licence stands. */
export async function getLicense(
  { caller, scrubber }: Pick<LicensingParts, 'caller' | 'scrubber'>,
  signal: AbortSignal | undefined,
): Promise<CmlLicense> {
  return readLicense(await caller.read('/licensing', signal), scrubber);
}

/** How it stands, in one line. */
export function describeLicense({ registration, authorization, failure }: CmlLicense): string {
  const words = `registration ${registration ?? 'unknown'}, authorization ${authorization ?? 'unknown'}`;
  return failure === undefined ? words : `${words} ("${failure}")`;
}
