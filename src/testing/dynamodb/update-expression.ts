import { type AttributeValue, type Item, numberOf, ofNumber } from './attribute-value.js';
import type { ExpressionNames } from './expression-names.js';
import { ExpressionTokens } from './expression-tokens.js';
import { notSimulated, validation } from './refusals.js';

/** Makes the new item of the old one. */
export type Update = (item: Item) => Item;

type Operand = (item: Item) => AttributeValue;

/** One change of an attribute; `undefined` takes it away. */
interface Change {
  readonly name: string;
  readonly operand: Operand | undefined;
}

/**
 * Reads an update of `SET`, with values, attributes, `if_not_exists`, sums and differences, and of `REMOVE`.
 *
 * @throws ServiceError `ValidationException` for anything else.
 */
export function parseUpdate(text: string, names: ExpressionNames): Update {
  const tokens = new ExpressionTokens('UpdateExpression', text);
  const changes: Change[] = [];
  while (!tokens.isAtEnd) {
    const clause = tokens.take().toUpperCase();
    const parse = clause === 'SET' ? parseSet : clause === 'REMOVE' ? parseRemove : undefined;
    if (clause === 'ADD' || clause === 'DELETE') throw notSimulated(`${clause} in updates`);
    if (parse === undefined) throw validation(`Invalid UpdateExpression: Syntax error; token: "${clause}"`);
    do changes.push(parse(tokens, names));
    while (tokens.takeIf(','));
  }
  refuseOverlap(changes);
  return (item) => apply(item, changes);
}

function parseSet(tokens: ExpressionTokens, names: ExpressionNames): Change {
  const name = names.name(tokens.takeName());
  tokens.expect('=');
  const first = parseOperand(tokens, names);
  const sign = tokens.takeIf('+') ? 1 : tokens.takeIf('-') ? -1 : undefined;
  if (sign === undefined) return { name, operand: first };
  const second = parseOperand(tokens, names);
  return {
    name,
    operand: (item) => ofNumber(numberOf(first(item)) + sign * numberOf(second(item))),
  };
}

function parseRemove(tokens: ExpressionTokens, names: ExpressionNames): Change {
  return { name: names.name(tokens.takeName()), operand: undefined };
}

function parseOperand(tokens: ExpressionTokens, names: ExpressionNames): Operand {
  if (tokens.peek()?.startsWith(':') === true) {
    const value = names.value(tokens.take());
    return () => value;
  }
  if (tokens.peek(1) === '(') return parseIfNotExists(tokens, names);
  const name = names.name(tokens.takeName());
  return (item) => {
    const value = item[name];
    if (value !== undefined) return value;
    throw validation('The provided expression refers to an attribute that does not exist in the item');
  };
}

function parseIfNotExists(tokens: ExpressionTokens, names: ExpressionNames): Operand {
  const functionName = tokens.take();
  if (functionName !== 'if_not_exists') throw notSimulated(`function ${functionName} in updates`);
  tokens.expect('(');
  const name = names.name(tokens.takeName());
  tokens.expect(',');
  const otherwise = parseOperand(tokens, names);
  tokens.expect(')');
  return (item) => item[name] ?? otherwise(item);
}

function refuseOverlap(changes: readonly Change[]): void {
  const names = changes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw validation(
    `Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [${twice}], path two: [${twice}]`,
  );
}

/** Every operand is read off the item as it was before. */
function apply(item: Item, changes: readonly Change[]): Item {
  const changed: Record<string, AttributeValue> = { ...item };
  for (const { name, operand } of changes) {
    if (operand === undefined) delete changed[name];
    else changed[name] = operand(item);
  }
  return changed;
}
