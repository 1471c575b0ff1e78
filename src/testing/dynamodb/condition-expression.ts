import { type AttributeValue, compareValues, type Item } from './attribute-value.js';
import type { ExpressionNames } from './expression-names.js';
import { ExpressionTokens } from './expression-tokens.js';
import { notSimulated, validation } from './refusals.js';

/** Whether a condition holds of an item; without an item, of one without attributes. */
export type Condition = (item: Item) => boolean;

type Operand = (item: Item) => AttributeValue | undefined;

const COMPARISONS: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ['=', (order) => order === 0],
  ['<', (order) => order < 0],
  ['<=', (order) => order <= 0],
  ['>', (order) => order > 0],
  ['>=', (order) => order >= 0],
]);

/**
 * Reads a condition of comparisons, `attribute_exists` and `attribute_not_exists`, joined by `AND`, `OR`, `NOT` and
 * brackets. @throws ServiceError `ValidationException` for anything else.
 */
export function parseCondition(text: string, names: ExpressionNames): Condition {
  const tokens = new ExpressionTokens('ConditionExpression', text);
  const condition = parseOr(tokens, names);
  tokens.expectEnd();
  return condition;
}

function parseOr(tokens: ExpressionTokens, names: ExpressionNames): Condition {
  const conditions = [parseAnd(tokens, names)];
  while (tokens.takeIf('OR')) conditions.push(parseAnd(tokens, names));
  return (item) => conditions.some((condition) => condition(item));
}

function parseAnd(tokens: ExpressionTokens, names: ExpressionNames): Condition {
  const conditions = [parseNot(tokens, names)];
  while (tokens.takeIf('AND')) conditions.push(parseNot(tokens, names));
  return (item) => conditions.every((condition) => condition(item));
}

function parseNot(tokens: ExpressionTokens, names: ExpressionNames): Condition {
  if (!tokens.takeIf('NOT')) return parseSimple(tokens, names);
  const condition = parseNot(tokens, names);
  return (item) => !condition(item);
}

function parseSimple(tokens: ExpressionTokens, names: ExpressionNames): Condition {
  if (tokens.takeIf('(')) {
    const condition = parseOr(tokens, names);
    tokens.expect(')');
    return condition;
  }
  return tokens.peek(1) === '(' ? parseFunction(tokens, names) : parseComparison(tokens, names);
}

function parseFunction(tokens: ExpressionTokens, names: ExpressionNames): Condition {
  const functionName = tokens.take();
  const isKnown = functionName === 'attribute_exists' || functionName === 'attribute_not_exists';
  if (!isKnown) throw notSimulated(`function ${functionName} in conditions`);
  tokens.expect('(');
  const name = names.name(tokens.takeName());
  tokens.expect(')');
  const isWanted = functionName === 'attribute_exists';
  return (item) => (item[name] !== undefined) === isWanted;
}

function parseComparison(tokens: ExpressionTokens, names: ExpressionNames): Condition {
  const one = parseOperand(tokens, names);
  const sign = tokens.take();
  if (/^(between|in)$/i.test(sign)) throw notSimulated(`${sign.toUpperCase()} in conditions`);
  const holds = COMPARISONS.get(sign);
  if (holds === undefined && sign !== '<>') {
    throw validation(`Invalid ConditionExpression: Syntax error; token: "${sign}"`);
  }
  const other = parseOperand(tokens, names);
  return (item) => {
    const left = one(item);
    const right = other(item);
    if (left === undefined || right === undefined) return sign === '<>' && left !== right;
    const order = compareValues(left, right);
    // Values of different types are not equal, and in no order.
    return holds === undefined ? order !== 0 : order !== undefined && holds(order);
  };
}

function parseOperand(tokens: ExpressionTokens, names: ExpressionNames): Operand {
  if (tokens.peek()?.startsWith(':') === true) {
    const value = names.value(tokens.take());
    return () => value;
  }
  const name = names.name(tokens.takeName());
  return (item) => item[name];
}
