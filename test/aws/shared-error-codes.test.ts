import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import { serviceError } from './sdk-errors.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const dataDirectory = process.env['SHARED_DATA_DIR'] ?? join(repository, '../shared/data');
const file = join(dataDirectory, 'ec2-error-codes.tsv');
const isThere = existsSync(file);

function readRows(): { readonly name: string; readonly code: string }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([name, code]) => (name === undefined || code === undefined ? [] : [{ name, code }]));
}

describe.skipIf(!isThere)('the collected error codes', () => {
  it.each(isThere ? readRows() : [])('finds $code to be a $name', ({ name, code }) => {
    const error = translateAwsError(serviceError(code), { operation: 'createInstance' });

    expect(error.name).toBe(name);
  });
});
