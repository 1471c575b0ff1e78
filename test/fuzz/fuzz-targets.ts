import type { FuzzTarget } from './fuzz-target.js';
import { replyTargets } from './reply-targets.js';
import { requestTargets } from './request-targets.js';
import { settingsTargets } from './settings-targets.js';
import { tagTargets } from './tag-targets.js';

/** Everything that reads what others have written. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  ...settingsTargets,
  ...tagTargets,
  ...replyTargets,
  ...requestTargets,
];
