const MILLISECONDS_PER_UNIT = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads a duration such as `'90s'`, `'5m'`, `'1h'` or `'2d'`.
 *
 * @returns Milliseconds, or `undefined` for anything else, zero included.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,8})([smhd])$/.exec(text);
  if (match === null) return undefined;
  const unit = match[2] as keyof typeof MILLISECONDS_PER_UNIT;
  return Number(match[1]) * MILLISECONDS_PER_UNIT[unit];
}

/** Writes milliseconds in the largest unit that divides them: `formatDuration(300_000) === '5m'`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  for (const unit of ['d', 'h', 'm'] as const) {
    const unitSeconds = MILLISECONDS_PER_UNIT[unit] / 1_000;
    if (seconds >= unitSeconds && seconds % unitSeconds === 0) return `${seconds / unitSeconds}${unit}`;
  }
  return `${seconds}s`;
}
