import { isRecord } from '../../errors/describe-type.js';
import { InputCheck, isText } from '../../errors/input-check.js';
import { TAG_LIMITS } from '../../tags/tag-rules.js';

const OPERATION = 'defineTagPolicy';

/** What the value of a tag has to be. All that is given must hold. */
export interface TagRule {
  /** One of these. An empty list is refused. Default: any value. */
  readonly values?: readonly string[] | undefined;
  /** The whole value has to match. Default: any value. */
  readonly pattern?: RegExp | undefined;
  /** What the tag is for, told to whoever has got it wrong. */
  readonly description?: string | undefined;
}

/** How workers have to be tagged. Keys differ by case, as for AWS. */
export interface TagPolicyDefinition {
  /** Tags that every worker must have, with a value that is not empty; `true` for any value. Default: none. */
  readonly required?: Readonly<Record<string, TagRule | true>> | undefined;
  /** What the value of further tags has to be, where a worker has them. Default: none. */
  readonly optional?: Readonly<Record<string, TagRule>> | undefined;
  /** Tags that no worker may have. Default: none. */
  readonly forbidden?: readonly string[] | undefined;
}

/** A tag policy that can work: of {@link defineTagPolicy}. */
export interface TagPolicy {
  /** Tags that every worker must have. */
  readonly required: Readonly<Record<string, TagRule>>;
  /** Rules of further tags. */
  readonly optional: Readonly<Record<string, TagRule>>;
  /** Tags that no worker may have. */
  readonly forbidden: readonly string[];
}

/**
 * Declares how workers have to be tagged.
 *
 * @throws InvalidParameterError for a policy that cannot work, such as a tag that is required and forbidden.
 *
 * @example
 * {@includeCode ../../../examples/tag-policy.ts#program}
 */
export function defineTagPolicy(definition: TagPolicyDefinition): TagPolicy {
  const check = new InputCheck(OPERATION);
  check.that(isRecord(definition), 'policy', 'an object with rules for tags', definition);
  const { required = {}, optional = {}, forbidden = [] } = definition;
  check.that(isRecord(required), 'required', 'rules by tag key', required);
  check.that(isRecord(optional), 'optional', 'rules by tag key', optional);
  check.that(Array.isArray(forbidden), 'forbidden', 'a list of tag keys', forbidden);
  const rules = Object.entries(required).map(([key, rule]) => [key, rule === true ? {} : rule] as const);
  for (const [key, rule] of rules) checkRule(check, `required.${key}`, key, rule);
  for (const [key, rule] of Object.entries(optional)) checkRule(check, `optional.${key}`, key, rule);
  for (const key of forbidden) {
    check.that(isText(key), 'forbidden', 'tag keys', key);
    const isFree = !Object.hasOwn(required, key) && !Object.hasOwn(optional, key);
    check.that(isFree, 'forbidden', 'tags that have no rule beside', key);
  }
  const both = Object.keys(optional).find((key) => Object.hasOwn(required, key));
  check.that(both === undefined, 'optional', 'tags that are not required', both);
  const isSomething = rules.length + Object.keys(optional).length + forbidden.length > 0;
  check.about(isSomething, 'policy', 'a policy with at least one rule', 'none');
  return Object.freeze({
    required: Object.freeze(Object.fromEntries(rules)),
    optional: Object.freeze({ ...optional }),
    forbidden: Object.freeze([...forbidden]),
  });
}

function checkRule(check: InputCheck, parameter: string, key: string, rule: TagRule): void {
  const isKey = isText(key) && Array.from(key).length <= TAG_LIMITS.keyLength;
  check.that(isKey, parameter, `a tag key of 1 to ${TAG_LIMITS.keyLength} characters`, key);
  check.that(isRecord(rule), parameter, 'a rule with values or a pattern', rule);
  const { values, pattern, description } = rule;
  const areValues =
    values === undefined || (Array.isArray(values) && values.length > 0 && values.every(isText));
  check.that(areValues, `${parameter}.values`, 'a list of at least one value', values);
  check.that(pattern === undefined || pattern instanceof RegExp, `${parameter}.pattern`, 'a RegExp', pattern);
  check.that(
    description === undefined || isText(description),
    `${parameter}.description`,
    'text',
    description,
  );
  const impossible = pattern === undefined ? undefined : values?.find((value) => !matches(pattern, value));
  check.that(impossible === undefined, `${parameter}.values`, 'values that match the pattern', impossible);
}

/** Whether the whole of a value matches. A pattern of a caller may remember where it was. */
export function matches(pattern: RegExp, value: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, '')).test(value);
}
