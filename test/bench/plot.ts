import type { Timelines } from './cases/many-waits.js';

const TITLE = 'Workers known to be healthy after the launch';
const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = { top: 36, right: 24, bottom: 44, left: 56 } as const;
const LONGEST_SECONDS = 480;
const SECONDS_PER_TICK = 60;
const TICKS_UP = 5;

interface Curve {
  readonly name: string;
  readonly color: string;
  readonly dash: string;
  /** When each one is counted, in milliseconds. */
  readonly times: readonly number[];
}

/** Draws how many workers are known to be healthy over time, as an SVG that is readable in light and dark. */
export function plotHealthyWorkers({ ready, ours, sdk }: Timelines): string {
  const curves: readonly Curve[] = [
    { name: 'healthy in truth', color: '#8a8f98', dash: '4 3', times: ready },
    { name: 'told by waitUntilHealthy', color: '#1f77b4', dash: '', times: ours },
    { name: "told by the SDK's waiters", color: '#d62728', dash: '', times: sdk },
  ];
  const most = ready.length;
  const parts = [
    text(WIDTH / 2, 20, TITLE, 'middle', 15),
    ...axes(most),
    ...curves.map((curve) => draw(curve, most)),
    ...curves.map(legend),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${TITLE}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function axes(most: number): string[] {
  const across = Array.from({ length: LONGEST_SECONDS / SECONDS_PER_TICK + 1 }, (_, index) => {
    const at = index * SECONDS_PER_TICK;
    return line(x(at), y(0, most), x(at), y(most, most)) + text(x(at), y(0, most) + 18, `${at} s`, 'middle');
  });
  const up = Array.from({ length: TICKS_UP + 1 }, (_, index) => {
    const at = (most / TICKS_UP) * index;
    return (
      line(x(0), y(at, most), x(LONGEST_SECONDS), y(at, most)) +
      text(x(0) - 8, y(at, most) + 4, `${at}`, 'end')
    );
  });
  return [...across, ...up];
}

function draw({ times, color, dash }: Curve, most: number): string {
  const sorted = times.toSorted((one, other) => one - other).map((time) => time / 1_000);
  const points = [[0, 0] as const, ...sorted.map((at, index) => [at, index + 1] as const)];
  const path = points
    .filter(([at]) => at <= LONGEST_SECONDS)
    .map(([at, healthy], index) => `${index === 0 ? 'M' : 'L'}${fixed(x(at))} ${fixed(y(healthy, most))}`)
    .join('');
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>`;
}

function legend({ name, color, dash }: Curve, index: number): string {
  const top = HEIGHT - MARGIN.bottom - 70 + index * 20;
  const left = WIDTH - MARGIN.right - 200;
  return (
    `<line x1="${left}" y1="${top}" x2="${left + 26}" y2="${top}" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>` +
    text(left + 34, top + 4, name, 'start')
  );
}

function x(seconds: number): number {
  return MARGIN.left + (seconds / LONGEST_SECONDS) * (WIDTH - MARGIN.left - MARGIN.right);
}

function y(healthy: number, most: number): number {
  return HEIGHT - MARGIN.bottom - (healthy / most) * (HEIGHT - MARGIN.top - MARGIN.bottom);
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" stroke="#e3e5e8"/>`;
}

function text(left: number, top: number, content: string, anchor: string, size = 12): string {
  return `<text x="${fixed(left)}" y="${fixed(top)}" text-anchor="${anchor}" font-size="${size}" fill="#24292f">${content}</text>`;
}

function fixed(value: number): string {
  return value.toFixed(1);
}
