import { ADVICE } from '../../../src/cml/failures/advice.js';
import { code, table } from './table.js';

/** The problems of a CML host, with what to do about each. */
export function cmlProblemsPart(): string {
  return table(
    ['Problem', 'What to do'],
    Object.entries(ADVICE).map(([problem, advice]) => [code(problem), advice]),
  );
}
