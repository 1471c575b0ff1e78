import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../', import.meta.url));

/** Where data that is kept beside the project may be. */
const PLACES = ['../shared/data', '../../shared/data'].map((place) => join(repository, place));

/** The path of a file that is kept beside the project; `undefined` where it is not there, as for most who test. */
export function findSharedFile(name: string): string | undefined {
  const { SHARED_DATA_DIR: given } = process.env;
  const places = given === undefined ? PLACES : [given];
  return places.map((place) => join(place, name)).find((path) => existsSync(path));
}
