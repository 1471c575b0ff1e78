const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = { top: 36, right: 24, bottom: 44, left: 56 } as const;
const TICKS_UP = 5;
const LEGEND_WIDTH = 200;
const LEGEND_LINE = 20;

/** One line of a chart. */
export interface Curve {
  readonly name: string;
  readonly color: string;
  /** As in SVG's `stroke-dasharray`. Default: an unbroken line. */
  readonly dash?: string;
  /** Across and up, from left to right. */
  readonly points: readonly (readonly [across: number, up: number])[];
}

/** A stretch of time in which something was the matter. */
interface Band {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A chart of lines over time. */
export interface LineChart {
  readonly title: string;
  readonly curves: readonly Curve[];
  readonly bands?: readonly Band[];
  /** Where it ends on the right. */
  readonly across: number;
  /** How far apart the marks on the right are. */
  readonly tick: number;
  /** Names a mark. */
  readonly label: (at: number) => string;
  /** Where it ends at the top. */
  readonly up: number;
  /** Which corner the names of the curves stand in. Default `bottom`. */
  readonly legend?: 'top' | 'bottom';
}

/** Draws a chart as an SVG that is readable in light and dark. */
export function drawLineChart(chart: LineChart): string {
  const { title, curves, bands = [] } = chart;
  const frame = new Frame(chart);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(WIDTH / 2, 20, title, 'middle', 15),
    ...bands.map((band) => frame.band(band)),
    ...frame.axes(),
    ...curves.map((curve) => frame.curve(curve)),
    ...curves.map((curve, index) => frame.name(curve, index)),
    '</svg>',
    '',
  ].join('\n');
}

/** Where things are in a chart. */
class Frame {
  readonly #chart: LineChart;

  constructor(chart: LineChart) {
    this.#chart = chart;
  }

  axes(): string[] {
    const { across, tick, label, up } = this.#chart;
    const marksAcross = Array.from({ length: Math.floor(across / tick) + 1 }, (_, index) => {
      const left = this.#x(index * tick);
      const name = text(left, this.#y(0) + 18, label(index * tick), 'middle');
      return line(left, this.#y(0), left, this.#y(up)) + name;
    });
    const marksUp = Array.from({ length: TICKS_UP + 1 }, (_, index) => {
      const at = (up / TICKS_UP) * index;
      const name = text(this.#x(0) - 8, this.#y(at) + 4, `${Math.round(at)}`, 'end');
      return line(this.#x(0), this.#y(at), this.#x(across), this.#y(at)) + name;
    });
    return [...marksAcross, ...marksUp];
  }

  band({ name, from, to }: Band): string {
    const { up } = this.#chart;
    const [left, top] = [this.#x(from), this.#y(up)];
    return (
      `<rect x="${fixed(left)}" y="${fixed(top)}" width="${fixed(this.#x(to) - left)}" height="${fixed(this.#y(0) - top)}" fill="#f3e3e3"/>` +
      text(left + 3, top + 12, name, 'start', 11)
    );
  }

  curve({ points, color, dash = '' }: Curve): string {
    const path = points
      .filter(([at]) => at <= this.#chart.across)
      .map(([at, up], index) => `${index === 0 ? 'M' : 'L'}${fixed(this.#x(at))} ${fixed(this.#y(up))}`)
      .join('');
    return `<path d="${path}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>`;
  }

  name({ name, color, dash = '' }: Curve, index: number): string {
    const { curves, legend = 'bottom' } = this.#chart;
    const first =
      legend === 'top' ? MARGIN.top + LEGEND_LINE : HEIGHT - MARGIN.bottom - 10 - curves.length * LEGEND_LINE;
    const top = first + index * LEGEND_LINE;
    const left = WIDTH - MARGIN.right - LEGEND_WIDTH;
    return (
      `<line x1="${left}" y1="${top}" x2="${left + 26}" y2="${top}" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>` +
      text(left + 34, top + 4, name, 'start')
    );
  }

  #x(at: number): number {
    return MARGIN.left + (at / this.#chart.across) * (WIDTH - MARGIN.left - MARGIN.right);
  }

  #y(up: number): number {
    return HEIGHT - MARGIN.bottom - (up / this.#chart.up) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  }
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
