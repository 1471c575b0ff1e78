/** A value out of JSON text, or what is wrong with the text. */
export type ParsedJson = { readonly value: unknown } | { readonly fault: string };

/** Parses JSON. What is said of a fault repeats nothing of the text, in which there may be a secret. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: describeFault(text, error) };
  }
}

function describeFault(text: string, error: unknown): string {
  const comma = findTrailingComma(text);
  if (comma !== undefined) return `is not JSON: a comma before the closing bracket ${where(text, comma)}`;
  if (text.trim() === '') return 'is not JSON: it is empty';
  const position = / at position (\d+)/.exec(String(error))?.[1];
  if (position !== undefined) return `is not JSON ${where(text, Number(position))}`;
  return 'is not JSON: it breaks off, or has something else than JSON in it';
}

/** The position of a comma that is followed by nothing but a closing bracket. */
function findTrailingComma(text: string): number | undefined {
  // Strings are stepped over, so that a comma in them does not count.
  const tokens = /"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g;
  for (const token of text.matchAll(tokens)) {
    if (token[0] === ',') return token.index;
  }
  return undefined;
}

function where(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
