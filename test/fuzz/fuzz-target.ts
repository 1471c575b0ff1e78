import fc from 'fast-check';

/** Something that is fed with whatever there is, and must neither crash nor hang. */
export interface FuzzTarget {
  readonly name: string;
  /** What it must come to, for the docs. */
  readonly promise: string;
  /** How many inputs the unit suite tries. */
  readonly fewRuns: number;
  /** How many the long form tries. */
  readonly manyRuns: number;
  /** Tries so many inputs. @throws with the smallest input that breaks the promise. */
  readonly run: (numRuns: number, seed: number) => Promise<void>;
}

/** An input that takes longer than this hangs. */
const HANGS_AFTER_MS = 10_000;

/** Tries inputs one by one, each within a time. */
export async function tryInputs<Input>(
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => Promise<void> | void,
  numRuns: number,
  seed: number,
): Promise<void> {
  const property = fc.asyncProperty(inputs, async (input) => {
    await check(input);
  });
  await fc.assert(property, { numRuns, seed, timeout: HANGS_AFTER_MS });
}
