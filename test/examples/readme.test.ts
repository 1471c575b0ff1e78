import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
import { describe, expect, it } from 'vitest';
import { root } from './run-program.js';

describe('README.md', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');

  it('shows the first program as the examples have it', () => {
    const example = readFileSync(join(root, 'examples/first-program.ts'), 'utf8');
    const program = /^\/\/#region program\n(.*)\n\/\/#endregion/ms.exec(example)?.[1];
    const shown = /^```ts\n(.*?)\n```/ms.exec(readme)?.[1];

    expect(program).toBeDefined();
    expect(shown).toBe(program);
  });

  it.each(['settings-file', 'across-accounts', 'run-fleet'])('shows %s as the examples have it', (name) => {
    const example = readFileSync(join(root, `examples/${name}.ts`), 'utf8');
    const program = /^\/\/#region program\n(.*)\n\/\/#endregion/ms.exec(example)?.[1] ?? '';
    const shown = [...readme.matchAll(/^```ts\n(.*?)\n```/gms)].map(([, block = '']) => block);

    expect(shown.some((block) => program.includes(block))).toBe(true);
  });

  it('shows a settings file that can be loaded', () => {
    const shown = /^```json\n(.*?)\n```/ms.exec(readme)?.[1] ?? '';

    const settings = defineWorkerSettings(JSON.parse(shown) as object);

    expect(settings.worker.ami['us-east-1']?.amiName).toBe('CML-2.7.0-Ubuntu-22.04');
  });
});
