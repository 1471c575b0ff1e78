import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../examples/run-program.js';
import { exampleFile, programOf } from './example-regions.js';
import { codesPart, kindsPart } from './parts/errors-part.js';
import { featuresPart, policyPart } from './parts/permissions-part.js';
import { cmlProblemsPart } from './parts/problems-part.js';
import { ratesPart } from './parts/rates-part.js';
import { settingsPart } from './parts/settings-part.js';

/** What makes the parts of the guides that are not written by hand, by kind. */
export const GUIDE_PARTS: Readonly<Record<string, (name: string) => string>> = {
  program,
  python: (name) => `\`\`\`python\n${programOf(exampleFile(name))}\n\`\`\``,
  'error-kinds': kindsPart,
  'error-codes': codesPart,
  'cml-problems': cmlProblemsPart,
  features: featuresPart,
  policy: policyPart,
  rates: ratesPart,
  settings: settingsPart,
  'settings-file': settingsFile,
};

/** A whole program in TypeScript, with its imports: copied as it is, it runs. */
function program(name: string): string {
  return `\`\`\`ts\n${programOf(exampleFile(name))}\n\`\`\``;
}

/** The settings file of the examples. */
function settingsFile(): string {
  const file = readFileSync(join(root, 'examples/worker-settings.json'), 'utf8');
  // Here it stands beside its schema, and with others in a project of their own.
  const copied = file.replace('../src/settings/', './node_modules/ec2-worker-client/dist/');
  return `\`worker-settings.json\`:\n\n\`\`\`json\n${copied.trim()}\n\`\`\``;
}
