import { checkTags, defineTagPolicy, groupByTag, type TagPolicyDefinition } from 'ec2-worker-client/fleet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const POLICY = defineTagPolicy({
  required: {
    Owner: true,
    Environment: { values: ['Production', 'Test'] },
    CostCentre: { pattern: /CC-\d{4}/, description: 'of the department that pays' },
  },
  optional: { Course: { pattern: /[a-z]+/g } },
  forbidden: ['Temporary'],
});

const GOOD = { Owner: 'ada', Environment: 'Test', CostCentre: 'CC-0042' };

describe('a tag policy', () => {
  it('finds nothing wrong with tags that comply', () => {
    expect(checkTags(POLICY, GOOD)).toEqual([]);
    expect(checkTags(POLICY, { ...GOOD, Course: 'ccna', Whatever: '' })).toEqual([]);
    // A global pattern that remembered where it was would fail every other time.
    expect(checkTags(POLICY, { ...GOOD, Course: 'ccna' })).toEqual([]);
  });

  it.each([
    [{ Owner: undefined }, 'Owner', 'missing', 'Add the tag Owner.'],
    [{ Owner: '' }, 'Owner', 'empty', 'Give the tag Owner a value.'],
    [{ Owner: undefined, owner: 'ada' }, 'Owner', 'case', /Rename the tag owner to Owner/],
    [{ Environment: 'test' }, 'Environment', 'value', /Environment: "Production" or "Test"; it is "test"/],
    [{ CostCentre: 'CC-00421' }, 'CostCentre', 'pattern', /of the department that pays/],
    [{ CostCentre: 'xCC-0042' }, 'CostCentre', 'pattern', /in the form .*CC-/],
    [{ Course: 'CCNA' }, 'Course', 'pattern', /Change the tag Course/],
    [{ Temporary: '' }, 'Temporary', 'forbidden', /Remove the tag Temporary/],
  ])('of %j says what is wrong, and what to do', (change, key, problem, message) => {
    const entries = Object.entries({ ...GOOD, ...change } as Record<string, string | undefined>);
    const tags = Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >;

    const problems = checkTags(POLICY, tags);

    expect(problems).toMatchObject([{ key, problem }]);
    expect(problems[0]?.message).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  });

  it('tells of every problem at once', () => {
    expect(checkTags(POLICY, { Temporary: 'x' }).map(({ key }) => key)).toEqual([
      'Owner',
      'Environment',
      'CostCentre',
      'Temporary',
    ]);
  });

  it.each<[TagPolicyDefinition, string]>([
    [{}, 'policy'],
    [null as never, 'policy'],
    [{ required: { '': true } }, 'required.'],
    [{ required: { ['k'.repeat(129)]: true } }, `required.${'k'.repeat(129)}`],
    [{ required: { Owner: { values: [] } } }, 'required.Owner.values'],
    [{ required: { Owner: { pattern: 'x' as never } } }, 'required.Owner.pattern'],
    [{ required: { Owner: { values: ['a'], pattern: /b/ } } }, 'required.Owner.values'],
    [{ required: { Owner: true }, forbidden: ['Owner'] }, 'forbidden'],
    [{ required: { Owner: true }, optional: { Owner: {} } }, 'optional'],
    [{ forbidden: [''] }, 'forbidden'],
  ])('that cannot work is refused when it is defined: %j', (definition, parameter) => {
    expect(() => defineTagPolicy(definition)).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', operation: 'defineTagPolicy', parameter }),
    );
  });

  it('takes any tags, and has no problem with a tag that it does not name', () => {
    const tags = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(tags, (given) => {
        const named = new Set(['Owner', 'Environment', 'CostCentre', 'Course', 'Temporary']);
        for (const { key, value } of checkTags(POLICY, given)) {
          expect(named).toContain(key);
          if (value !== undefined) expect(Object.values(given)).toContain(value);
        }
      }),
    );
  });
});

describe('groupByTag', () => {
  it('puts each worker into one group, the largest first and the untagged last', () => {
    const workers = [{ Team: 'a' }, {}, { Team: 'b' }, {}, { Team: 'b' }, {}].map((tags, id) => ({
      id,
      tags,
    }));

    expect(
      groupByTag(workers as readonly { id: number; tags: Record<string, string> }[], 'Team').map(
        ({ value, workers: members }) => [value, members.map(({ id }) => id)],
      ),
    ).toEqual([
      ['b', [2, 4]],
      ['a', [0]],
      [undefined, [1, 3, 5]],
    ]);
    expect(groupByTag([], 'Team')).toEqual([]);
  });
});
