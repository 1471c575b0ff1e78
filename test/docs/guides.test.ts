import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InstanceState } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { root } from '../examples/run-program.js';
import { GUIDES, guideFiles, programsIn, readGuide, withFreshParts } from './guide-text.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the guides', () => {
  it.each(guideFiles())(
    '%s has its made parts as they are made now: "npm run guides" writes them',
    (name) => {
      const text = readGuide(name);

      expect(withFreshParts(text)).toBe(text);
    },
  );

  it.each(guideFiles())('%s is a page of the docs site', (name) => {
    const { projectDocuments } = JSON.parse(read('typedoc.json')) as { projectDocuments: readonly string[] };

    expect(projectDocuments).toContain(`${GUIDES}/${name}`);
    expect(readGuide(name)).toMatch(/^---\ntitle: .+\ngroup: Guides\n---\n\n# /);
  });

  it('shows programs with their imports, so that they can be copied', () => {
    const programs = guideFiles().flatMap(programsIn);

    expect(programs.length).toBeGreaterThan(12);
    for (const { guide, example, code } of programs) {
      expect(code, `${example} in ${guide}`).toMatch(/^(?:import|\}) .*\bfrom '/m);
      expect(code, `${example} in ${guide}`).not.toMatch(/from '\.|simulatedAws|disconnect\(/);
    }
  });

  it('uses every example that was written for them', () => {
    const used = guideFiles().map(readGuide).join('\n');
    const unused = readdirSync(join(root, 'examples/guides')).filter(
      (name) => !used.includes(` ${name} -->`),
    );

    expect(unused).toEqual([]);
  });

  it('makes nothing of a part that nobody knows', () => {
    expect(() => withFreshParts('<!-- part: riddle -->\n<!-- /part -->')).toThrow('riddle');
  });
});

describe('the diagrams', () => {
  it('have every state of an instance', () => {
    const diagram = read(`${GUIDES}/images/states.svg`);

    for (const state of Object.values(InstanceState)) expect(diagram).toContain(`>${state}<`);
  });

  it('have every room', () => {
    const diagram = read(`${GUIDES}/images/rooms.svg`);
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );

    expect(rooms.length).toBeGreaterThan(10);
    for (const { name } of rooms) expect(diagram).toMatch(new RegExp(`[> ]${name}[< ]`));
  });
});
