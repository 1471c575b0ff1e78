import type { Tags } from '../../model/tags.js';
import { matches, type TagPolicy, type TagRule } from './tag-policy.js';

/** What is wrong with a tag. */
export interface TagProblem {
  /** The tag. */
  readonly key: string;
  /**
   * The tag is `missing` or `empty`; its value is not one of those allowed, or does not match the pattern; it is
   * `forbidden`; or it is there in other upper and lower case: `case`.
   */
  readonly problem: 'missing' | 'empty' | 'value' | 'pattern' | 'forbidden' | 'case';
  /** The value that it has; `undefined` if the tag is missing. */
  readonly value: string | undefined;
  /** What to do, for people. */
  readonly message: string;
}

/** Holds tags against a policy. No problems, and they comply. Asks nobody anything. */
export function checkTags(policy: TagPolicy, tags: Tags): TagProblem[] {
  const required = Object.entries(policy.required).flatMap(([key, rule]) => checkRequired(key, rule, tags));
  const optional = Object.entries(policy.optional).flatMap(([key, rule]) =>
    Object.hasOwn(tags, key) ? checkValue(key, rule, tags[key] ?? '') : [],
  );
  const forbidden = policy.forbidden
    .filter((key) => Object.hasOwn(tags, key))
    .map((key): TagProblem => {
      return {
        key,
        problem: 'forbidden',
        value: tags[key],
        message: `Remove the tag ${key}: no worker may have it.`,
      };
    });
  return [...required, ...optional, ...forbidden];
}

function checkRequired(key: string, rule: TagRule, tags: Tags): TagProblem[] {
  if (Object.hasOwn(tags, key)) {
    const value = tags[key] ?? '';
    if (value !== '') return checkValue(key, rule, value);
    return [{ key, problem: 'empty', value, message: `Give the tag ${key} a value${allowed(rule)}.` }];
  }
  const alike = Object.keys(tags).find((other) => other.toLowerCase() === key.toLowerCase());
  if (alike === undefined) {
    return [{ key, problem: 'missing', value: undefined, message: `Add the tag ${key}${allowed(rule)}.` }];
  }
  const message = `Rename the tag ${alike} to ${key}: keys differ by upper and lower case.`;
  return [{ key, problem: 'case', value: tags[alike], message }];
}

function checkValue(key: string, rule: TagRule, value: string): TagProblem[] {
  const { values, pattern } = rule;
  const message = `Change the tag ${key}${allowed(rule)}; it is "${value}".`;
  if (values !== undefined && !values.includes(value)) return [{ key, problem: 'value', value, message }];
  if (pattern !== undefined && !matches(pattern, value)) return [{ key, problem: 'pattern', value, message }];
  return [];
}

function allowed({ values, pattern, description }: TagRule): string {
  const form = values?.map((value) => `"${value}"`).join(' or ') ?? pattern?.toString();
  const what = description === undefined ? '' : ` (${description})`;
  return form === undefined ? what : `: ${values === undefined ? 'in the form ' : ''}${form}${what}`;
}
