import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { aborts } from './cases/aborts.js';
import { concurrentDetails } from './cases/concurrent-details.js';
import { crowdedLoops } from './cases/crowded-loops.js';
import { firstCalls } from './cases/first-calls.js';
import { largeList } from './cases/large-list.js';
import { limitedSingles } from './cases/limited-singles.js';
import { loneCalls } from './cases/lone-calls.js';
import { manyWaits, type Timelines } from './cases/many-waits.js';
import { restingWaits } from './cases/resting-waits.js';
import { sharedChanges } from './cases/shared-changes.js';
import { plotHealthyWorkers } from './plot.js';
import { formatPage, formatTable } from './report.js';
import type { Row } from './row.js';

/**
 * Measures this package against the raw AWS SDK. `npm run bench` runs everything and writes the page of the docs;
 * with names, such as `npm run bench -- many-waits`, only those run, and nothing is written.
 */

const PLOT = 'benchmarks.svg';

let timelines: Timelines | undefined;

const CASES: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  'concurrent-details': concurrentDetails,
  'crowded-loops': crowdedLoops,
  'many-waits': async () => {
    const measured = await manyWaits();
    timelines = measured.timelines;
    return measured.rows;
  },
  'shared-changes': sharedChanges,
  'limited-singles': limitedSingles,
  'lone-calls': loneCalls,
  'large-list': largeList,
  'first-calls': firstCalls,
  'resting-waits': restingWaits,
  aborts,
};

const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const [name, run] of Object.entries(CASES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`measuring ${name} …`);
  rows.push(...(await run()));
}
console.log(formatTable(rows));

if (wanted.length === 0 && timelines !== undefined) {
  const docs = (name: string): string => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
  await writeFile(docs('benchmarks.md'), formatPage(rows, PLOT));
  await writeFile(docs(PLOT), plotHealthyWorkers(timelines));
}
const missed = rows.filter(({ isMet }) => !isMet).length;
console.log(`\n${rows.length - missed} figures as they should be, ${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
