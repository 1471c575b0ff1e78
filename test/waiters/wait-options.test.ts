import { InvalidParameterError, type WaitOptions } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { planWait } from '../../src/waiters/wait-options.js';
import { HEALTHY, STOPPED } from '../../src/waiters/wait-tables.js';

describe('planWait', () => {
  it('fills in the defaults', () => {
    expect(planWait({}, HEALTHY)).toEqual({
      maxWaitTimeMs: 600_000,
      minDelayMs: 5_000,
      maxDelayMs: 15_000,
      stableForMs: 0,
      impairedGraceSeconds: 120,
      requiredChecks: undefined,
      onProgress: undefined,
    });
  });

  it('takes the default of the wait, and half seconds', () => {
    expect(planWait({}, STOPPED).maxWaitTimeMs).toBe(300_000);
    expect(planWait({ minDelay: 0.5 }, HEALTHY).minDelayMs).toBe(500);
  });

  it.each<[WaitOptions, number, number]>([
    [{ minDelay: 30 }, 30_000, 30_000],
    [{ maxDelay: 2 }, 2_000, 2_000],
    [{ maxDelay: 60 }, 5_000, 60_000],
    [{ minDelay: 1 }, 1_000, 15_000],
    [{ minDelay: 7, maxDelay: 7 }, 7_000, 7_000],
  ])('lets one delay of %j move the default of the other', (options, minDelayMs, maxDelayMs) => {
    expect(planWait(options, HEALTHY)).toMatchObject({ minDelayMs, maxDelayMs });
  });

  it('takes zero for a grace and a stable time', () => {
    expect(planWait({ impairedGraceSeconds: 0, stableForSeconds: 0 }, HEALTHY)).toMatchObject({
      impairedGraceSeconds: 0,
      stableForMs: 0,
    });
  });

  it.each<[Record<string, unknown>, string, RegExp]>([
    [
      { maxWaitTime: 0 },
      'maxWaitTime',
      /waitUntilHealthy: maxWaitTime must be a number of seconds, above 0, got 0/,
    ],
    [{ maxWaitTime: -1 }, 'maxWaitTime', /got -1/],
    [{ maxWaitTime: Number.NaN }, 'maxWaitTime', /got NaN/],
    [{ maxWaitTime: Number.POSITIVE_INFINITY }, 'maxWaitTime', /got Infinity/],
    [{ maxWaitTime: '600' }, 'maxWaitTime', /above 0, got "600"/],
    [{ maxWaitTime: null }, 'maxWaitTime', /got null/],
    [{ minDelay: 0 }, 'minDelay', /above 0/],
    [{ maxDelay: -5 }, 'maxDelay|minDelay', /above 0/],
    [{ minDelay: 10, maxDelay: 9 }, 'maxDelay', /at least minDelay \(10\), got 9/],
    [{ impairedGraceSeconds: -1 }, 'impairedGraceSeconds', /0 or more, got -1/],
    [{ stableForSeconds: Number.NaN }, 'stableForSeconds', /0 or more, got NaN/],
    [{ requiredChecks: [] }, 'requiredChecks', /one or more of instance, system.*got \[\]/],
    [{ requiredChecks: ['instance', 'disk'] }, 'requiredChecks', /got \["instance","disk"\]/],
    [{ requiredChecks: 'instance' }, 'requiredChecks', /got "instance"/],
    [{ onProgress: 'log' }, 'onProgress', /a function, got string/],
    [{ onProgress: null }, 'onProgress', /a function/],
  ])('refuses %j', (options, parameter, message) => {
    const plan = () => planWait(options, HEALTHY);

    expect(plan).toThrow(InvalidParameterError);
    expect(plan).toThrow(message);
    expect(plan).toThrow(expect.objectContaining({ parameter: expect.stringMatching(parameter) }));
  });
});
