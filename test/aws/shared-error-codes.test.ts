import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import { findSharedFile } from '../shared-data.js';
import { serviceError } from './sdk-errors.js';

const file = findSharedFile('ec2-error-codes.tsv');

function readRows(path: string): { readonly name: string; readonly code: string }[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([name, code]) => (name === undefined || code === undefined ? [] : [{ name, code }]));
}

describe.skipIf(file === undefined)('the collected error codes', () => {
  it.each(file === undefined ? [] : readRows(file))('finds $code to be a $name', ({ name, code }) => {
    const error = translateAwsError(serviceError(code), { operation: 'createInstance' });

    expect(error.name).toBe(name);
  });
});
