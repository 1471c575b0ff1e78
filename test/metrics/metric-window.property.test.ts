import { InvalidParameterError } from 'ec2-worker-client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkMetricWindow,
  type MetricWindowInput,
  resolveMetricWindow,
} from '../../src/metrics/metric-window.js';

const NOW = Date.UTC(2026, 2, 10, 12, 3, 20);
const YEAR_MS = 365 * 86_400_000;

const pastTime = fc.integer({ min: NOW - 2 * YEAR_MS, max: NOW }).map((time) => new Date(time));
const anyInput: fc.Arbitrary<MetricWindowInput> = fc.record(
  {
    window: fc.oneof(
      fc
        .tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom('s', 'm', 'h', 'd'))
        .map((part) => part.join('')),
      fc.constant('999999999d'),
    ),
    startTime: pastTime,
    endTime: pastTime,
    periodSeconds: fc.integer({ min: -60, max: 400 }).map((count) => count * 30),
  },
  { requiredKeys: [] },
);

/** Checks a property of every window that the check lets through. */
function forAcceptedInputs(
  property: (input: MetricWindowInput, window: ReturnType<typeof resolveMetricWindow>) => void,
): void {
  fc.assert(
    fc.property(anyInput, fc.constantFrom('basic', 'detailed'), (input, monitoring) => {
      try {
        checkMetricWindow(input, 'read', NOW);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidParameterError);
        return;
      }
      property(input, resolveMetricWindow(input, monitoring, NOW));
    }),
    { numRuns: 500 },
  );
}

describe('every accepted window', () => {
  it('is a whole, positive number of whole periods', () => {
    forAcceptedInputs((_, { startTime, endTime, periodSeconds, periods }) => {
      const length = endTime.getTime() - startTime.getTime();

      expect(periods).toBeGreaterThanOrEqual(1);
      expect(Number.isInteger(periods)).toBe(true);
      expect(length).toBe(periods * periodSeconds * 1_000);
      expect(Number.isInteger(startTime.getTime() / (periodSeconds * 1_000))).toBe(true);
    });
  });

  it('ends no later than asked for, and less than a period earlier', () => {
    forAcceptedInputs((input, { endTime, periodSeconds }) => {
      const asked = input.endTime?.getTime() ?? NOW;

      expect(endTime.getTime()).toBeLessThanOrEqual(asked);
      expect(asked - endTime.getTime()).toBeLessThan(periodSeconds * 1_000);
    });
  });

  it('has a period that CloudWatch takes for the age of its start', () => {
    forAcceptedInputs((input, { startTime, periodSeconds }) => {
      const days = (NOW - (input.startTime ?? startTime).getTime()) / 86_400_000;
      const multiple = days > 64 ? 3_600 : days > 16 && days < 63 ? 300 : 60;

      expect(periodSeconds % multiple).toBe(0);
    });
  });
});
