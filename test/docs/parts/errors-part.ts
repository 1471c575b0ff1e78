import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADVICE } from '../../../src/aws/advice.js';
import { CODE_TABLES } from '../../../src/aws/aws-error-codes.js';
import type { CodeRule } from '../../../src/aws/error-codes/code-meaning.js';
import type { WorkerErrorKind } from '../../../src/errors/worker-error-kind.js';
import { root } from '../../examples/run-program.js';
import { code, table } from './table.js';

/** What to do about the kinds that AWS's codes do not bring about, or about which there is more to say. */
const REACTIONS: Readonly<Partial<Record<WorkerErrorKind, string>>> = {
  'permission-denied':
    'Give the role the action that `action` names, on `resource`; `denySource` tells which policy refuses where AWS ' +
    'says so. `requiredIamPolicy` makes a policy, `checkAccess` tries it.',
  'launch-failed':
    'Look at `result`: `instances` are those that exist all the same, `attempts` why there are no more. Launch again ' +
    'with the same `launchKey`, or let `rollback: true` clean up.',
  'wait-timeout':
    'Nothing is known to be wrong: wait on, with a longer `maxWaitTime`, or look at `lastState`, `lastChecks` and `transitions`.',
  'worker-unhealthy':
    'Look at `checks` and `stateReason`, and act by the runbook: an impaired system check is AWS’s host (stop and ' +
    'start), an impaired instance check is the guest (console output, reboot).',
  'worker-assigned': 'Take another worker, or wait until the lab named by `assignedLab` is over.',
  license:
    'Correct the token, free a licence, or see to it that the host reaches Cisco; the message says which.',
  aborted:
    'Nothing, if you aborted. A launch that was under way is looked up by `clientToken`, or launched again with the ' +
    'same `launchKey`.',
  settings: 'Correct what `problems` lists: each has its path and what was expected.',
  unknown: 'Read `code` and the message, which are AWS’s own; `retryable` tells whether waiting may help.',
};

/** The kinds with their classes, meanings, and what to do. */
export function kindsPart(): string {
  return kinds()
    .map(({ kind, className }) => {
      const { meaning, retryable } = readClass(className);
      const reaction = REACTIONS[kind] ?? ADVICE[kind];
      if (reaction === undefined) throw new Error(`Nobody has said what to do about ${kind}.`);
      return [
        `### ${className}`,
        '',
        `Kind ${code(kind)}. ${meaning}`,
        '',
        `- **What to do:** ${reaction}`,
        `- **The same request may succeed later:** ${retryable}.`,
      ].join('\n');
    })
    .join('\n\n');
}

/** AWS's codes by what they mean. */
export function codesPart(): string {
  const rules = CODE_TABLES.flatMap((codes) => Object.entries(codes));
  const named = kinds().flatMap(({ kind, className }) => {
    const codes = rules.filter(([, rule]) => rule.kind === kind).map(([name, rule]) => [name, rule] as const);
    return codes.length === 0 ? [] : [{ className, codes: codes.toSorted(([a], [b]) => a.localeCompare(b)) }];
  });
  return named
    .map(({ className, codes }) => {
      const rows = codes.map(([name, rule]) => [code(name), remarksOn(rule, className)] as const);
      const plain = rows.filter(([, remarks]) => remarks === '').map(([name]) => name);
      const special = rows.filter(([, remarks]) => remarks !== '');
      return [
        `### Codes of ${className}`,
        ...(plain.length === 0 ? [] : [`${plain.join(', ')}.`]),
        ...(special.length === 0 ? [] : [table(['AWS code', 'What else is known of it'], special)]),
      ].join('\n\n');
    })
    .join('\n\n');
}

function remarksOn(rule: CodeRule, className: string): string {
  const { retryable, fallbackScope, quotaCode, advice, cases = [] } = rule;
  const others = [...new Set(cases.map(({ kind }) => classOf(kind)).filter((other) => other !== className))];
  return [
    ...(retryable === undefined ? [] : [retryable ? 'Retryable.' : 'Not retryable.']),
    ...(fallbackScope === undefined || fallbackScope === 'none' ? [] : [`Another ${fallbackScope} may do.`]),
    ...(quotaCode === undefined ? [] : [`Quota ${code(quotaCode)}.`]),
    ...(advice === undefined ? [] : [advice]),
    ...(others.length === 0 ? [] : [`By AWS’s text, ${others.join(' or ')}.`]),
  ].join(' ');
}

interface KindRow {
  readonly kind: WorkerErrorKind;
  readonly className: string;
}

/** The kinds in their order, with the class of each, as `WorkerErrorByKind` has them. */
function kinds(): readonly KindRow[] {
  const rows = sourceOf('worker-error-by-kind').matchAll(/readonly '?([\w-]+)'?: (\w+);/g);
  return [...rows].map(([, kind = '', className = '']) => ({ kind: kind as WorkerErrorKind, className }));
}

function classOf(kind: WorkerErrorKind): string {
  return kinds().find((row) => row.kind === kind)?.className ?? 'Ec2WorkerError';
}

/** What the class's own file says of it. */
function readClass(className: string): { readonly meaning: string; readonly retryable: string } {
  if (className === 'Ec2WorkerError')
    return {
      meaning: 'An answer of AWS that this package has no better word for.',
      retryable: 'see `retryable`',
    };
  const source = sourceOf(className.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase());
  const comment = new RegExp(`/\\*\\*((?:(?!\\*/).)*)\\*/\\nexport class ${className}\\b`, 's').exec(
    source,
  )?.[1];
  if (comment === undefined) throw new Error(`${className} has no doc comment.`);
  const meaning = comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('@'))
    .join(' ')
    .replace(/\{@link (?:\w+\.)?(\w+)\}/g, '`$1`');
  const isRetryable = /options\.retryable \?\? true/.test(source);
  return {
    meaning,
    retryable: isRetryable ? 'yes, unless `retryable` says otherwise' : 'no, unless `retryable` says so',
  };
}

function sourceOf(name: string): string {
  return readFileSync(join(root, `src/errors/${name}.ts`), 'utf8');
}
