import { describe, expect, it } from 'vitest';
import type { MetricWindow } from '../../src/metrics/metric-window.js';
import { type Datapoint, summarizeBytes, summarizeGauge } from '../../src/metrics/summarize.js';

const BEGIN = Date.UTC(2026, 2, 10, 12);
const at = (minutes: number) => new Date(BEGIN + minutes * 60_000);
const WINDOW: MetricWindow = { startTime: at(0), endTime: at(20), periodSeconds: 300, periods: 4 };

/** Datapoints at minutes 0, 5, 10 … in the order of `order`. */
function datapoints(values: readonly number[], order = values.map((_, index) => index)): Datapoint[] {
  return order.map((index) => ({ at: at(index * 5), value: values[index] ?? Number.NaN }));
}

describe('summarizeGauge', () => {
  it('sums up datapoints in any order', () => {
    const summary = summarizeGauge(
      {
        average: datapoints([10, 20, 60], [1, 2, 0]),
        minimum: datapoints([5, 15, 40], [2, 0, 1]),
        maximum: datapoints([30, 99, 70], [0, 2, 1]),
      },
      WINDOW,
    );

    expect(summary).toEqual({
      average: 30,
      minimum: 5,
      maximum: 99,
      latest: 60,
      latestAt: at(10),
      datapoints: 3,
      coverage: 0.75,
    });
  });

  it('is undefined without datapoints, not zero', () => {
    expect(summarizeGauge({ average: [], minimum: [], maximum: [] }, WINDOW)).toBeUndefined();
  });

  it('is undefined while only a minimum and a maximum have arrived', () => {
    const some = datapoints([1]);

    expect(summarizeGauge({ average: [], minimum: some, maximum: some }, WINDOW)).toBeUndefined();
  });

  it('takes zero for a value', () => {
    const zero = datapoints([0, 0]);

    expect(summarizeGauge({ average: zero, minimum: zero, maximum: zero }, WINDOW)).toMatchObject({
      average: 0,
      latest: 0,
      datapoints: 2,
    });
  });

  it('is bounded by the averages until the other statistics arrive', () => {
    const summary = summarizeGauge({ average: datapoints([10, 50]), minimum: [], maximum: [] }, WINDOW);

    expect(summary).toMatchObject({ minimum: 10, maximum: 50 });
  });

  it('covers the window once at most, whatever CloudWatch sends', () => {
    const six = datapoints([1, 2, 3, 4, 5, 6]);

    expect(summarizeGauge({ average: six, minimum: six, maximum: six }, WINDOW)?.coverage).toBe(1);
  });
});

describe('summarizeBytes', () => {
  it('counts bytes, and gives rates over the periods that have data', () => {
    const summary = summarizeBytes(datapoints([3_000, 0, 6_000], [2, 0, 1]), WINDOW);

    expect(summary).toEqual({
      totalBytes: 9_000,
      averagePerSecond: 10,
      maximumPerSecond: 20,
      latestPerSecond: 20,
      latestAt: at(10),
      datapoints: 3,
      coverage: 0.75,
    });
  });

  it('is undefined without datapoints, not zero', () => {
    expect(summarizeBytes([], WINDOW)).toBeUndefined();
  });
});
