/** One measured figure beside what it must reach. */
export interface Row {
  readonly subject: string;
  readonly measure: string;
  readonly value: string;
  /** What it must reach; empty for a figure that is there to compare with. */
  readonly target: string;
  readonly isMet: boolean;
}

/** A figure that must not exceed a limit. */
export function atMost(
  subject: string,
  measure: string,
  value: number,
  limit: number,
  format: (value: number) => string,
): Row {
  return { subject, measure, value: format(value), target: `≤ ${format(limit)}`, isMet: value <= limit };
}

/** A figure that must reach a limit. */
export function atLeast(
  subject: string,
  measure: string,
  value: number,
  limit: number,
  format: (value: number) => string,
): Row {
  return { subject, measure, value: format(value), target: `≥ ${format(limit)}`, isMet: value >= limit };
}

/** A figure to compare with. */
export function forComparison(subject: string, measure: string, value: string): Row {
  return { subject, measure, value, target: '', isMet: true };
}

export const ratio = (value: number): string => value.toFixed(2);
export const count = (value: number): string => String(Math.round(value));
export const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;
export const seconds = (value: number): string => `${value.toFixed(1)} s`;
export const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
export const megabytes = (value: number): string => `${value.toFixed(1)} MB`;
