import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readTime } from '../../src/cml/answers/read-time.js';

const ZONE = process.env['TZ'];

describe('a time that CML has written', () => {
  afterEach(() => {
    if (ZONE === undefined) delete process.env['TZ'];
    else process.env['TZ'] = ZONE;
  });

  it.each([
    ['2026-08-20 17:25:30', '2026-08-20T17:25:30.000Z'],
    ['2025-11-19T10:25:32', '2025-11-19T10:25:32.000Z'],
    ['2026-01-10T10:05:00.810Z', '2026-01-10T10:05:00.810Z'],
    ['2026-01-10T10:05:00.123456+00:00', '2026-01-10T10:05:00.123Z'],
    ['2026-01-10T10:05:00Z', '2026-01-10T10:05:00.000Z'],
    ['2026-01-10T10:05:00+00:00', '2026-01-10T10:05:00.000Z'],
    ['2026-01-10T10:05:00+02:00', '2026-01-10T08:05:00.000Z'],
    ['2026-01-10T10:05:00-0530', '2026-01-10T15:35:00.000Z'],
    [' 2026-01-10 10:05:00 ', '2026-01-10T10:05:00.000Z'],
  ])('%j is %s, wherever it is read', (text, expected) => {
    for (const zone of ['America/New_York', 'Asia/Kolkata', 'UTC']) {
      process.env['TZ'] = zone;

      expect(readTime(text)?.toISOString()).toBe(expected);
    }
  });

  it.each([
    [''],
    ['yesterday'],
    ['2026-02-31 10:00:00'],
    ['2026-13-01T10:00:00Z'],
    ['2026-01-10T25:00:00Z'],
    ['2026-01-10'],
    [null],
    [1_768_039_500],
    [undefined],
    [{}],
  ])('%j is none', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  it('is read in all four shapes as the same moment', () => {
    const moments = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2200-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        const seconds = new Date(Math.floor(moment.getTime() / 1_000) * 1_000);
        const base = seconds.toISOString().slice(0, 19);
        const shapes = [base, base.replace('T', ' '), `${base}Z`, `${base}.000Z`, `${base}+00:00`];
        for (const shape of shapes) expect(readTime(shape)).toEqual(seconds);
      }),
    );
  });

  it('would be read wrongly by Date, which is why it is not', () => {
    const script = "process.stdout.write(new Date('2026-08-20 17:25:30').toISOString())";
    const env = { ...process.env, TZ: 'America/New_York' };

    const byDate = execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });

    expect(byDate).toBe('2026-08-20T21:25:30.000Z');
  });
});
