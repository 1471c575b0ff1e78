/** A date, a `T` or a space, a time, perhaps a fraction, perhaps a zone. */
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?:\s*(Z)|\s*([+-])(\d\d):?(\d\d)?)?$/i;

const MINUTE_MS = 60_000;

/**
 * Reads a time in any of the four shapes that CML writes: with a space or a `T`, with a fraction or without, with
 * a zone or without. One without is in UTC, which is what `Date` itself would not take it for.
 */
export function readTime(value: unknown): Date | undefined {
  const match = typeof value === 'string' ? TIME.exec(value.trim()) : null;
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const time = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  // The 31st of February is no time, however `Date` may reckon it.
  const written = new Date(time).toISOString().slice(0, 19);
  if (written !== `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}`) return undefined;
  return new Date(time - offsetMs(match[9], match[10], match[11]));
}

function offsetMs(sign: string | undefined, hours: string | undefined, minutes: string | undefined): number {
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
  return sign === '-' ? -offset : offset;
}
