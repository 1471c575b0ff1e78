import { InvalidParameterError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import {
  checkMetricWindow,
  type MetricWindowInput,
  resolveMetricWindow,
} from '../../src/metrics/metric-window.js';

const NOW = Date.UTC(2026, 2, 10, 12, 3, 20);
const DAY_MS = 86_400_000;
const ago = (milliseconds: number) => new Date(NOW - milliseconds);

describe('checkMetricWindow', () => {
  it.each<[string, MetricWindowInput]>([
    ['nothing', {}],
    ['the shortest window', { window: '1m' }],
    ['a window and an end', { window: '2d', endTime: ago(DAY_MS) }],
    ['a start and an end', { startTime: ago(DAY_MS), endTime: ago(0) }],
    ['a period of whole minutes', { periodSeconds: 180 }],
  ])('accepts %s', (_, input) => {
    expect(() => {
      checkMetricWindow(input, 'read', NOW);
    }).not.toThrow();
  });

  it.each<[string, unknown, string, RegExp]>([
    ['an unreadable window', { window: 'an hour' }, 'window', /'5m', '1h' or '2d', got an hour/],
    ['a window that is a number', { window: 60 }, 'window', /got 60/],
    ['a window of zero', { window: '0m' }, 'window', /got 0m/],
    ['a window below a minute', { window: '59s' }, 'window', /at least '1m'.*got 59s/],
    ['a window beside a start', { window: '1h', startTime: ago(0) }, 'window', /not both/],
    ['a start that is text', { startTime: '2026-03-10' }, 'startTime', /a valid Date, got 2026-03-10/],
    ['an invalid start', { startTime: new Date('never') }, 'startTime', /a valid Date/],
    ['an invalid end', { endTime: new Date(Number.NaN) }, 'endTime', /a valid Date/],
    [
      'reversed times',
      { startTime: ago(0), endTime: ago(1) },
      'startTime',
      /before endTime \(2026-03-10T12:03:19/,
    ],
    ['a start in the future', { startTime: ago(-1) }, 'startTime', /a time before now \(2026-03-10T12:03:20/],
    ['times that are the same', { startTime: ago(0), endTime: ago(0) }, 'startTime', /before endTime/],
    [
      'a period that is no multiple of a minute',
      { periodSeconds: 90 },
      'periodSeconds',
      /a multiple of 60, got 90/,
    ],
    ['a period of zero', { periodSeconds: 0 }, 'periodSeconds', /a multiple of 60/],
    ['a negative period', { periodSeconds: -60 }, 'periodSeconds', /a multiple of 60/],
    ['a period that is not a number', { periodSeconds: Number.NaN }, 'periodSeconds', /got NaN/],
    ['an infinite period', { periodSeconds: Number.POSITIVE_INFINITY }, 'periodSeconds', /got Infinity/],
  ])('refuses %s', (_, input, parameter, message) => {
    const check = () => {
      checkMetricWindow(input as MetricWindowInput, 'read', NOW);
    };

    expect(check).toThrow(InvalidParameterError);
    expect(check).toThrow(message);
    expect(check).toThrow(expect.objectContaining({ parameter, operation: 'read' }));
  });
});

describe('resolveMetricWindow', () => {
  it('is the last hour in periods of five minutes with basic monitoring', () => {
    const window = resolveMetricWindow({}, 'basic', NOW);

    expect(window).toEqual({
      startTime: new Date('2026-03-10T11:00:00Z'),
      endTime: new Date('2026-03-10T12:00:00Z'),
      periodSeconds: 300,
      periods: 12,
    });
  });

  it('is the last hour in periods of a minute with detailed monitoring', () => {
    const window = resolveMetricWindow({}, 'detailed', NOW);

    expect(window).toEqual({
      startTime: new Date('2026-03-10T11:03:00Z'),
      endTime: new Date('2026-03-10T12:03:00Z'),
      periodSeconds: 60,
      periods: 60,
    });
  });

  it('is the last whole period when the window is shorter than one', () => {
    const window = resolveMetricWindow({ window: '1m' }, 'basic', NOW);

    expect(window).toMatchObject({
      startTime: new Date('2026-03-10T11:55:00Z'),
      endTime: new Date('2026-03-10T12:00:00Z'),
      periods: 1,
    });
  });

  it('is the last whole period when start and end fall into the same one', () => {
    const window = resolveMetricWindow({ startTime: ago(20_000), endTime: ago(10_000) }, 'detailed', NOW);

    expect(window).toMatchObject({ endTime: new Date('2026-03-10T12:03:00Z'), periods: 1 });
  });

  it('takes the period of the caller', () => {
    expect(resolveMetricWindow({ periodSeconds: 600 }, 'detailed', NOW)).toMatchObject({
      periodSeconds: 600,
      periods: 6,
    });
  });

  it.each([
    [15 * DAY_MS, 60],
    [15 * DAY_MS + 1, 300],
    [63 * DAY_MS, 300],
    [63 * DAY_MS + 1, 3_600],
  ])('asks for no shorter period than CloudWatch keeps for data from %d ms ago', (age, periodSeconds) => {
    const window = resolveMetricWindow({ startTime: ago(age), periodSeconds: 60 }, 'detailed', NOW);

    expect(window.periodSeconds).toBe(periodSeconds);
  });

  it('raises a period that old data does not come in to the next one that it does', () => {
    const window = resolveMetricWindow({ startTime: ago(20 * DAY_MS), periodSeconds: 420 }, 'basic', NOW);

    expect(window.periodSeconds % 300).toBe(0);
  });
});
