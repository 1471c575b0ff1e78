import { describe, it } from 'vitest';
import { FUZZ_TARGETS } from './fuzz-targets.js';

/** The long form is `npm run soak -- --fuzz`. Each run has inputs of its own; a failure prints its seed. */
describe('whatever comes from outside neither crashes nor hangs', () => {
  it.each(FUZZ_TARGETS)(
    '$name',
    async ({ fewRuns, run }) => {
      await run(fewRuns, Date.now());
    },
    60_000,
  );
});
