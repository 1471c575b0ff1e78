import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../examples/run-program.js';
import { GUIDES, guideFiles, readGuide, withFreshParts } from './guide-text.js';

/** Writes the made parts of the guides: programs, tables, the policy. Run by `npm run guides`; a test tells when. */

for (const name of guideFiles()) {
  const text = readGuide(name);
  const fresh = withFreshParts(text);
  if (fresh === text) continue;
  writeFileSync(join(root, GUIDES, name), fresh);
  console.log(`wrote ${GUIDES}/${name}`);
}
