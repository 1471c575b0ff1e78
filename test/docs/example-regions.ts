import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../examples/run-program.js';

const FOLDERS = ['examples/guides', 'examples'];

/** The path of an example, from the root of the project. @throws Error if there is none. */
export function exampleFile(name: string): string {
  const file = FOLDERS.map((folder) => `${folder}/${name}`).find((path) => existsSync(join(root, path)));
  if (file === undefined) throw new Error(`There is no example ${name}.`);
  return file;
}

/** What a file has between `#region program` and `#endregion program`. @throws Error if it has no such region. */
export function programOf(file: string): string {
  const source = readFileSync(join(root, file), 'utf8');
  const program = /^(?:\/\/|# )#region program\n(.*)\n(?:\/\/|# )#endregion program$/ms.exec(source)?.[1];
  if (program === undefined) throw new Error(`${file} has no region "program".`);
  return program;
}
