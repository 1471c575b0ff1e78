import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../examples/run-program.js';

const PAGES: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('api'))
    .map((name) => `docs/${name}`),
];

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };

const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** Where doc comments show programs. */
function sourceFiles(): readonly string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name}`);
}

/** The anchors of a page, as GitHub and the docs site make them of its headings. */
function anchorsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** What is wrong with the links of a page that lead to something in this project. */
function deadLinksOf(page: string): readonly string[] {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
}

/** What the examples stand on. */
const GROUNDWORK = ['aws.ts', 'cml.ts'];

describe('the pages that people read', () => {
  it('are found', () => {
    expect(PAGES.length).toBeGreaterThan(40);
  });

  it('lead to every example, be it by a link or by the program itself', () => {
    const text = [...PAGES, ...sourceFiles()].map(read).join('\n');
    const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.ts'));

    expect(examples.length).toBeGreaterThan(40);
    expect(examples.filter((name) => !text.includes(name) && !GROUNDWORK.includes(name))).toEqual([]);
  });

  it.each(PAGES)('%s links only to files and headings that exist', (page) => {
    expect(deadLinksOf(page)).toEqual([]);
  });

  it.each(PAGES)('%s names only scripts that exist', (page) => {
    const named = [...read(page).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, script = '']) => script);

    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});
