import { cpus, totalmem } from 'node:os';
import type { Row } from './row.js';

const HEADINGS = ['case', 'figure', 'measured', 'target', ''] as const;

/** The rows as a table for a terminal. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The page for the docs. `plot` is the name of the picture beside it. */
export function formatPage(rows: readonly Row[], plot: string): string {
  const table = [HEADINGS, HEADINGS.map(() => '---'), ...rows.map(cellsOf)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  return `---
title: Benchmarks
group: Guides
---

# Benchmarks

Made by \`npm run bench\`. Each figure compares this package with the raw AWS SDK, its retries and its waiters in the
same run, against the simulated AWS of \`ec2-worker-client/testing\`: in a process of its own where time is measured,
on a simulated clock where waiting is. Ratios are medians of pairs that were taken in turns. What is marked "≤" or
"≥" is what the package sets itself to reach; rows without a target are there to compare with.

${describeMachine()}

${table.join('\n')}

![How many workers are known to be healthy over time: waitUntilHealthy follows the truth by seconds, the SDK's waiters by up to two minutes](${plot})

A thousand workers are launched at once and become healthy after 30 to 300 seconds, each at its own time. The dashed
line is when they are; the others are when the waits tell it.
`;
}

function cellsOf({ subject, measure, value, target, isMet }: Row): readonly string[] {
  return [subject, measure, value, target, target === '' ? '' : isMet ? 'met' : 'missed'];
}

function describeMachine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Measured on ${cpus().length} × ${first?.model.trim() ?? 'an unknown processor'}, ${memory} GB, ${process.platform}, Node.js ${process.version}.`;
}
