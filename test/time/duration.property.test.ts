import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/time/duration.js';

describe('durations', () => {
  it('come back from text as they went in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });

  it('are positive or not read at all, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const milliseconds = parseDuration(text) ?? 1_000;

        expect(milliseconds).toBeGreaterThan(0);
        expect(milliseconds % 1_000).toBe(0);
      }),
    );
  });
});
