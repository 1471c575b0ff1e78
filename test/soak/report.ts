import { growthOf, type HeapSample } from './heap.js';
import { LIVES_A_ROUND, type SoakResult } from './run-soak.js';
import { DEFECTS } from './tally.js';

/** What both soaks came to. */
export interface SoakReport {
  readonly seed: number;
  readonly simulated: SoakResult;
  readonly overHttp: SoakResult;
  /** After each round. */
  readonly heap: readonly HeapSample[];
  readonly defects: number;
}

/** What one part was fed with, and what came of it. */
export interface FuzzResult {
  readonly name: string;
  readonly promise: string;
  readonly runs: number;
  readonly failure: string | undefined;
}

/** What a soak came to, for a terminal. */
export function formatTally({ tally, requests, fingerprint, troubles }: SoakResult): string {
  const defects = [...tally.defects].flatMap(([name, texts]) =>
    texts.map((text) => `DEFECT ${name}: ${text}`),
  );
  return [
    `${tally.lives} lives (${tally.crowds} of crowds), ${tally.instances} instances, ${requests} requests`,
    `troubles: ${inWords(troubles)}`,
    `endings: ${inWords(tally.endings)}`,
    `errors on the way: ${inWords(tally.errors)}`,
    `fingerprint ${fingerprint}`,
    ...defects,
  ].join('\n');
}

/** The page for the docs. */
export function formatPage(report: SoakReport, fuzz: readonly FuzzResult[]): string {
  const { seed, simulated, overHttp, heap } = report;
  const { tally, requests, simulatedMs } = simulated;
  return `---
title: Reliability
group: Guides
---

# Reliability

Made by \`npm run soak\`, from the seed ${seed}. The real AWS SDK runs against the simulated AWS of
\`ec2-worker-client/testing\`: ${count(tally.lives)} life cycles within the process, on a simulated clock on which
${count(Math.round(simulatedMs / 86_400_000))} days pass, and ${count(overHttp.tally.lives)} more over HTTP, sixty times as fast as in
reality. Each life is that of a worker, or of a crowd of two to six: it is launched, becomes healthy, is tagged and
measured, stops, starts, becomes healthy again and is terminated, in one of three regions, with one of three clients,
twenty lives at a time (over HTTP fifty). The same seed gives the same run within the process, request by request:
\`npm run soak -- --seed ${seed} --lives 100\` takes half a minute. A short form is part of the test suite.

## What struck

Of the requests within the process ${percent(struckShare(simulated))} met a mishap. Beyond what the table counts, instances stay unknown for up
to 5 seconds after their launch, every read shows states and checks as they were up to 5 seconds ago, and two of the three
clients have clocks that are wrong by more than AWS tolerates, and by another amount after each hundred lives.

${table(['trouble', 'in process', 'over HTTP'], troubleRows(simulated, overHttp))}
${row(['requests', count(requests), count(overHttp.requests)])}

## How the lives ended

A patient life goes on until it is done. Others have a deadline, wait only so long, or end with the first error, and
must then end with the error that this calls for: an error is right only if what it tells of really struck its region
while the call was under way. Whatever such a life has launched is then found by what the error tells, and terminated.

${table(['ending', 'in process', 'over HTTP'], rowsOf(tally.endings, overHttp.tally.endings))}

Errors that callers saw on the way, after the client's own retries:

${table(['class', 'in process', 'over HTTP'], rowsOf(tally.errors, overHttp.tally.errors))}

## What must not happen

After each hundred lives an observer whom nothing strikes compares every instance there is, or ever was, with what the
callers know of.

${table(['', 'in process', 'over HTTP'], defectRows(simulated, overHttp))}

Memory after each ${LIVES_A_ROUND} lives, all garbage collected:

${table(['lives', 'heap', 'objects'], heapRows(heap))}

The line of least squares through the objects, without the first fifth, rises by ${growthPerLife(heap)} objects a life. The bytes rise
more while V8 still compiles code.

## Fuzz

What reads other people's data was fed with whatever [fast-check](https://fast-check.dev) comes up with.

${table(['part', 'inputs', 'each comes to', ''], fuzzRows(fuzz))}
`;
}

function troubleRows(one: SoakResult, other: SoakResult): string[][] {
  return rowsOf(one.troubles, other.troubles);
}

function defectRows(one: SoakResult, other: SoakResult): string[][] {
  return DEFECTS.map((name) => [
    name,
    count(one.tally.defects.get(name)?.length ?? 0),
    count(other.tally.defects.get(name)?.length ?? 0),
  ]);
}

function heapRows(heap: readonly HeapSample[]): string[][] {
  return heap.map(({ bytes, objects }, index) => [
    count((index + 1) * LIVES_A_ROUND),
    `${(bytes / 1e6).toFixed(1)} MB`,
    count(objects),
  ]);
}

function growthPerLife(heap: readonly HeapSample[]): string {
  return (growthOf(heap.map(({ objects }) => objects)) / LIVES_A_ROUND).toFixed(2);
}

function fuzzRows(fuzz: readonly FuzzResult[]): string[][] {
  return fuzz.map(({ name, runs, promise, failure }) => [
    name,
    count(runs),
    promise,
    failure === undefined ? 'held' : 'broken',
  ]);
}

function struckShare({ troubles, requests }: SoakResult): number {
  const others = ['region outage', 'credential rotation'];
  const struck = [...troubles].filter(([name]) => !others.includes(name));
  return struck.reduce((sum, [, times]) => sum + times, 0) / requests;
}

function rowsOf(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[][] {
  const names = new Set([...byCount(one), ...byCount(other)].map(([name]) => name));
  return [...names].map((name) => [name, count(one.get(name) ?? 0), count(other.get(name) ?? 0)]);
}

function byCount(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].toSorted(([, one], [, other]) => other - one);
}

function inWords(counts: ReadonlyMap<string, number>): string {
  return byCount(counts)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => '---'), ...rows].map(row).join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
