import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../examples/run-program.js';
import { problemsOfRelease } from '../package/release-problems.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const WORKFLOWS = readdirSync(join(root, '.github/workflows'));

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-11-24

### Added

- Something.
`;

describe('a release', () => {
  it('goes when tag, version and changelog agree', () => {
    expect(problemsOfRelease('v1.2.0', '1.2.0', CHANGELOG)).toEqual([]);
  });

  it.each([
    ['v1.3.0', '1.2.0', CHANGELOG, 'The tag is v1.3.0'],
    ['v1.3.0', '1.3.0', CHANGELOG, 'no section for 1.3.0'],
    ['v1.2.0', '1.2.0', CHANGELOG.replace('[Unreleased]\n', '[Unreleased]\n\n- More.\n'), 'under Unreleased'],
    ['v1.2.0', '1.2.0', CHANGELOG.replace(' - 2026-11-24', ''), 'with a date'],
  ])('is refused as %s of %s', (tag, version, changelog, problem) => {
    expect(problemsOfRelease(tag, version, changelog).join()).toContain(problem);
  });

  it('is published with provenance, and with a bill of materials', () => {
    const workflow = read('.github/workflows/release.yml');

    expect(workflow).toContain('npm publish --provenance');
    expect(workflow).toContain('id-token: write');
    expect(workflow).toContain('npm sbom --omit=dev');
  });
});

describe.each(WORKFLOWS)('the workflow %s', (name) => {
  const workflow = read(`.github/workflows/${name}`);

  it('pins every action to a version, and gives no rights by default', () => {
    const actions = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action]) => action);

    expect(actions).not.toEqual([]);
    for (const action of actions) expect(action).toMatch(/^[\w./-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/);
    expect(workflow).toMatch(/^permissions:\n {2}contents: read$/m);
  });

  it('runs only scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    const named = [...workflow.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);

    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});
