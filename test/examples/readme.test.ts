import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it('names only scripts that exist', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);

    expect(named).not.toEqual([]);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
  });

  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);

    expect(links).not.toEqual([]);
    for (const link of links) expect(() => readFileSync(join(root, link))).not.toThrow();
  });
});
