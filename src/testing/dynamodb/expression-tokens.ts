import { notSimulated, validation } from './refusals.js';

const TOKEN = /\s*(?:([A-Za-z_][\w-]*|[#:][\w]+)|(<>|<=|>=|[=<>(),+\-.[\]]))/y;

/** Where DynamoDB finds fault with an expression. */
export type ExpressionKind = 'ConditionExpression' | 'UpdateExpression';

/** The words and signs of an expression, one after the other. */
export class ExpressionTokens {
  readonly #kind: ExpressionKind;
  readonly #tokens: readonly string[];
  #next = 0;

  /** @throws ServiceError `ValidationException` for a sign that no expression has. */
  constructor(kind: ExpressionKind, text: string) {
    this.#kind = kind;
    this.#tokens = split(kind, text);
  }

  get isAtEnd(): boolean {
    return this.#next >= this.#tokens.length;
  }

  /** The token after those taken, or one further on. */
  peek(ahead = 0): string | undefined {
    return this.#tokens[this.#next + ahead];
  }

  /** Takes the next token. @throws ServiceError at the end of the expression. */
  take(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw this.#syntaxError('<EOF>');
    this.#next += 1;
    return token;
  }

  /** Takes the next token if it is the word, whatever its case, or the sign. */
  takeIf(expected: string): boolean {
    if (this.peek()?.toUpperCase() !== expected) return false;
    this.#next += 1;
    return true;
  }

  /** @throws ServiceError unless the next token is the one expected. */
  expect(expected: string): void {
    if (!this.takeIf(expected)) throw this.#syntaxError(this.peek() ?? '<EOF>');
  }

  expectEnd(): void {
    if (!this.isAtEnd) throw this.#syntaxError(this.peek() ?? '');
  }

  /** Takes the name of an attribute, a placeholder or not. Paths into maps and lists are not simulated. */
  takeName(): string {
    const name = this.take();
    if (!/^[#A-Za-z_]/.test(name)) throw this.#syntaxError(name);
    if (this.peek() === '.' || this.peek() === '[') throw notSimulated('paths into documents');
    return name;
  }

  #syntaxError(token: string): Error {
    return validation(`Invalid ${this.#kind}: Syntax error; token: "${token}"`);
  }
}

function split(kind: ExpressionKind, text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trimEnd();
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (match === null) {
      throw validation(`Invalid ${kind}: Syntax error; token: "${trimmed.slice(at).trim().charAt(0)}"`);
    }
    tokens.push(match[1] ?? match[2] ?? '');
  }
  if (tokens.length === 0) throw validation(`Invalid ${kind}: The expression can not be empty;`);
  return tokens;
}
