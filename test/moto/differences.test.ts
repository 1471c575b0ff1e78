import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { EVERY_STEP } from '../clients/every-step.js';
import { isInstalled } from '../clients/run-program.js';
import { expectedOutcome } from '../clients/step.js';
import { describeOnMoto } from './describe-on-moto.js';
import { type Difference, formatDifferencesPage } from './differences-page.js';
import { KNOWN_DIFFERENCES } from './known-differences.js';
import { carryOutOnMoto } from './moto-steps.js';

const PAGE = fileURLToPath(new URL('../../docs/simulator.md', import.meta.url));

// moto needs Python, but not necessarily one with boto3.
const absent =
  process.env['CI_REQUIRE_CLIENTS'] === undefined && !isInstalled('python3', ['-c', 'import boto3']);

describeOnMoto('what boto3 sees of SimulatedAws and of moto', (moto) => {
  it.skipIf(absent)('differs only in what is written down, each with who is right', async () => {
    const outcomes = await carryOutOnMoto(moto());

    const differences = EVERY_STEP.flatMap((step, index): Difference[] => {
      const [simulated, other] = [expectedOutcome(step), outcomes[index]];
      if (other === undefined || isDeepStrictEqual(simulated, other)) return [];
      const known = KNOWN_DIFFERENCES[step.name] ?? { right: 'neither', why: 'nobody knows yet' };
      return [{ step, simulated, moto: other, known }];
    });
    const page = formatDifferencesPage(EVERY_STEP, differences);
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, page);

    const names = differences.map(({ step }) => step.name);
    expect(names.toSorted()).toEqual(Object.keys(KNOWN_DIFFERENCES).toSorted());
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
