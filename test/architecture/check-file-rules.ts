import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The rules on files that no other tool of this project can check. Run by `npm run layers`. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'src');

const MAX_LINES = 250;
const DOORS = ['', 'settings/', 'cml/', 'fleet/', 'testing/'].map((room) => `src/${room}index.ts`);
const CODE_TABLES = /^src\/(aws\/(aws-error-codes\.ts|error-codes\/)|testing\/)/;
const ENVIRONMENTS = ['src/client/environment.ts', 'src/settings/environment.ts'];

const COMMENT = /^\s*(\*|\/\/|\/\*)/;

/** An export of what another file declares, which may go over several lines. */
const RE_EXPORT = /^export (?:type )?(?:\{[^}]*\}|\*(?: as \w+)?) from '/m;

/** A quoted text that looks like a code of AWS. */
const AWS_CODE =
  /'(?!\w*Error')(?:Invalid[A-Z]\w*(?:\.\w+)?|Insufficient\w+|Unauthorized\w+|RequestLimitExceeded|AuthFailure|Throttling\w*|Expired\w+|RequestExpired|\w+LimitExceeded|Incorrect\w*State)'/;

interface File {
  readonly path: string;
  readonly lines: readonly string[];
}

const files: File[] = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { path: relative(root, path), lines: readFileSync(path, 'utf8').trimEnd().split('\n') };
  });

const rules: Readonly<Record<string, (file: File) => boolean>> = {
  [`has more than ${MAX_LINES} lines`]: ({ lines }) => lines.length > MAX_LINES,
  'is named after nothing in particular': ({ path }) =>
    /(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/.test(path),
  'is a barrel beside the doors': ({ path, lines }) =>
    !DOORS.includes(path) && RE_EXPORT.test(lines.join('\n')),
  'reads the environment': ({ path, lines }) =>
    !ENVIRONMENTS.includes(path) && lines.some((line) => !COMMENT.test(line) && line.includes('process.env')),
  'compares a code of AWS outside the code table': ({ path, lines }) =>
    !CODE_TABLES.test(path) && lines.some((line) => !COMMENT.test(line) && AWS_CODE.test(line)),
};

const findings = files.flatMap((file) =>
  Object.entries(rules)
    .filter(([, isBroken]) => isBroken(file))
    .map(([rule]) => `${file.path} ${rule}`),
);

for (const finding of findings) console.error(finding);
console.log(`${files.length} files, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
