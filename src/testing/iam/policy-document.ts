/** One text, or several. */
export type OneOrMore = string | readonly string[];

/** One statement of an IAM policy. */
export interface SimulatedPolicyStatement {
  /** Its name. Default: none. */
  readonly Sid?: string | undefined;
  /** Whether it allows or refuses. */
  readonly Effect: 'Allow' | 'Deny';
  /** Actions, in which `*` stands for anything. */
  readonly Action: OneOrMore;
  /** ARNs, in which `*` stands for anything. */
  readonly Resource: OneOrMore;
  /** Operators, with values by condition key. Default: none. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>> | undefined;
}

/** An IAM policy, as far as the simulated IAM reads it. */
export interface SimulatedPolicyDocument {
  /** `2012-10-17`. */
  readonly Version: string;
  /** An action is allowed if a statement allows it on every resource, and none refuses it. */
  readonly Statement: readonly SimulatedPolicyStatement[];
}

/** The condition keys of a request, with their values. */
export type ConditionContext = Readonly<Record<string, string>>;

type Operator = (actual: string | undefined, expected: readonly string[]) => boolean;

/** The operators that are known here. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: (actual, expected) => actual !== undefined && expected.includes(actual),
  StringEqualsIfExists: (actual, expected) => actual === undefined || expected.includes(actual),
  StringNotEquals: (actual, expected) => actual === undefined || !expected.includes(actual),
  StringLike: (actual, expected) =>
    actual !== undefined && expected.some((pattern) => matches(pattern, actual)),
  Null: (actual, expected) => expected.includes(String(actual === undefined)),
};

/** Whether a statement is about an action on a resource, under its conditions. */
export function applies(
  statement: SimulatedPolicyStatement,
  action: string,
  arn: string,
  context: ConditionContext,
): boolean {
  return (
    toList(statement.Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    toList(statement.Resource).some((pattern) => matches(pattern, arn)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) => holds(operator, keys, context))
  );
}

/** Whether a text is of a pattern, in which `*` stands for anything and `?` for any one character. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** @throws Error for an operator that the simulator does not know: to pass over it would allow too much. */
function holds(
  operator: string,
  keys: Readonly<Record<string, OneOrMore>>,
  context: ConditionContext,
): boolean {
  const check = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (check === undefined) throw new Error(`The simulated IAM knows no condition operator ${operator}.`);
  return Object.entries(keys).every(([key, expected]) => check(context[key], toList(expected)));
}

function toList(value: OneOrMore): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
