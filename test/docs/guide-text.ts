import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../examples/run-program.js';
import { GUIDE_PARTS } from './guide-parts.js';

/** Where the guides are, from the root of the project. */
export const GUIDES = 'docs/guides';

/** A part that is not written by hand: `<!-- part: kind name -->`, what is made, `<!-- /part -->`. */
const PART = /^<!-- part: ([\w-]+)(?: ([\w.-]+))? -->\n(.*?)^<!-- \/part -->$/gms;

/** A program that a guide shows, to be copied as it is. */
export interface GuideProgram {
  /** The file of the guide. */
  readonly guide: string;
  /** The file of the example. */
  readonly example: string;
  /** What the guide shows. */
  readonly code: string;
}

/** The files of the guides. */
export function guideFiles(): readonly string[] {
  return readdirSync(join(root, GUIDES))
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/** A guide as it is. */
export function readGuide(name: string): string {
  return readFileSync(join(root, GUIDES, name), 'utf8');
}

/** A guide with every part made anew. @throws Error for a part of an unknown kind. */
export function withFreshParts(text: string): string {
  return text.replace(PART, (_, kind: string, name: string | undefined) => {
    const make = GUIDE_PARTS[kind];
    if (make === undefined) throw new Error(`Nobody knows how to make a part of the kind ${kind}.`);
    const heading = `<!-- part: ${name === undefined ? kind : `${kind} ${name}`} -->`;
    return `${heading}\n\n${make(name ?? '').trim()}\n\n<!-- /part -->`;
  });
}

/** The programs of a guide, in TypeScript. */
export function programsIn(guide: string): readonly GuideProgram[] {
  return [...readGuide(guide).matchAll(PART)]
    .filter(([, kind]) => kind === 'program')
    .map(([, , example = '', body = '']) => ({
      guide,
      example,
      code: /^```\w+\n(.*?)^```$/ms.exec(body)?.[1] ?? '',
    }));
}
