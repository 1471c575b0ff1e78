import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemAt, type Reading } from './claim.js';
import { parseJson } from './parse-json.js';
import { readSettings } from './read-settings.js';

/** Reads settings from a JSON file. */
export function readFile(file: string | URL): Reading {
  let path = String(file);
  const refuse = (message: string): Reading => ({
    claims: [],
    problems: [problemAt([], `${path} ${message}`)],
  });
  let text: string;
  try {
    path = typeof file === 'string' ? file : fileURLToPath(file);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return refuse(`cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`);
  }
  // Some editors begin a file with a byte order mark, which JSON does not know.
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  if ('fault' in parsed) return refuse(parsed.fault);
  return readSettings(parsed.value, {
    source: 'file',
    spell: (spelling) => `${spelling} in ${basename(path)}`,
  });
}
