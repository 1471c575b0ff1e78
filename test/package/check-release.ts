import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../examples/run-program.js';
import { problemsOfRelease } from './release-problems.js';

/** Refuses a release whose tag, version and changelog do not agree: `tsx test/package/check-release.ts v1.0.0`. */

const [, , tag = ''] = process.argv;
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

const problems = problemsOfRelease(tag, version, read('CHANGELOG.md'));
for (const problem of problems) console.error(problem);
console.log(`${tag}: ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
