import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A directory that is there as long as the cases of the file run. */
export function inDirectory(): () => string {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'worker-settings-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return () => directory;
}
