import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenOf } from '../../../src/operations/launch/launch-tokens.js';
import { planChoices } from '../../../src/operations/launch/planned-choice.js';

const LAUNCH = { name: 'worker' };

const choices = fc.uniqueArray(
  fc.record({
    instanceType: fc.constantFrom('c5.metal', 'm5.metal', undefined),
    subnetId: fc.constantFrom('subnet-1', 'subnet-2', undefined),
    market: fc.constantFrom('spot' as const, 'on-demand' as const, { spot: { maxPrice: '1' } }, undefined),
  }),
  { minLength: 1, selector: (choice) => JSON.stringify(choice) },
);

describe('the client tokens of a launch', () => {
  it('are the same for the same attempt, and differ with everything that varies', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string()),
        choices,
        fc.integer({ min: 1, max: 4 }),
        (keys, given, attempts) => {
          const tokens = keys.flatMap((key) =>
            planChoices(LAUNCH, given).flatMap((choice) =>
              Array.from({ length: attempts }, (_, attempt) =>
                tokenOf({ key, isToken: false }, choice, attempt),
              ),
            ),
          );
          const again = planChoices(LAUNCH, given).map((choice) =>
            tokenOf({ key: keys[0] ?? '', isToken: false }, choice, 0),
          );

          expect(new Set(tokens).size).toBe(tokens.length);
          expect(tokens.every((token) => /^[\x21-\x7e]{1,64}$/.test(token))).toBe(true);
          if (keys.length > 0) expect(tokens).toEqual(expect.arrayContaining(again));
        },
      ),
    );
  });

  it('do not depend on the order of the choices', () => {
    fc.assert(
      fc.property(choices, (given) => {
        const tokensOf = (list: typeof given): string[] =>
          planChoices(LAUNCH, list).map((choice) => tokenOf({ key: 'lab-7', isToken: false }, choice, 0));

        expect(tokensOf(given.toReversed()).toReversed()).toEqual(tokensOf(given));
      }),
    );
  });

  it('begin with the token that the caller gave, if that is what it gave', () => {
    const [first, second] = planChoices(LAUNCH, [{ instanceType: 'c5.metal' }, { instanceType: 'm5.metal' }]);
    const intent = { key: 'token-1', isToken: true };
    if (first === undefined || second === undefined) throw new Error('Two choices make two plans.');

    expect(tokenOf(intent, first, 0)).toBe('token-1');
    expect(new Set([tokenOf(intent, first, 1), tokenOf(intent, second, 0), 'token-1']).size).toBe(3);
  });
});
