import { workerMetrics } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';

const AT = new Date('2030-05-01T12:00:00Z');
const worker = 'i-0123456789abcdef0';
const valuesOf = (facts: Omit<Parameters<typeof workerMetrics>[0], 'worker' | 'at'>) =>
  Object.fromEntries(workerMetrics({ worker, at: AT, ...facts }).map(({ name, value }) => [name, value]));

describe('workerMetrics', () => {
  it('makes data of what is known', () => {
    const data = workerMetrics({
      worker: { instanceId: worker, region: 'eu-west-1' },
      activeLabs: 3,
      lastActivityAt: new Date('2030-05-01T11:15:00Z'),
      licenseExpiresAt: new Date('2030-05-11T12:00:00Z'),
      healthy: true,
      at: AT,
      dimensions: { Team: 'labs' },
    });

    const shared = { at: AT, dimensions: { Team: 'labs', InstanceId: worker } };
    expect(data).toEqual([
      { ...shared, name: 'ActiveLabs', unit: 'Count', value: 3 },
      { ...shared, name: 'IdleMinutes', unit: 'None', value: 45 },
      { ...shared, name: 'LicenseDaysLeft', unit: 'None', value: 10 },
      { ...shared, name: 'Healthy', unit: 'None', value: 1 },
    ]);
  });

  it('makes none of what is not known, and zeros of what is zero', () => {
    expect(workerMetrics({ worker })).toEqual([]);
    expect(valuesOf({ healthy: undefined, activeLabs: undefined })).toEqual({});
    expect(valuesOf({ healthy: false, activeLabs: 0, lastActivityAt: AT })).toEqual({
      Healthy: 0,
      ActiveLabs: 0,
      IdleMinutes: 0,
    });
  });

  it('tells how long ago a licence has run out, and takes no activity for one of the future', () => {
    const hour = 3_600_000;

    expect(valuesOf({ licenseExpiresAt: new Date(AT.getTime() - 36 * hour) })).toEqual({
      LicenseDaysLeft: -1.5,
    });
    expect(valuesOf({ lastActivityAt: new Date(AT.getTime() + hour) })).toEqual({ IdleMinutes: 0 });
  });

  it.each([
    ['activeLabs', { activeLabs: -1 }],
    ['activeLabs', { activeLabs: Number.NaN }],
    ['lastActivityAt', { lastActivityAt: new Date(Number.NaN) }],
    ['licenseExpiresAt', { licenseExpiresAt: new Date(Number.NaN) }],
    ['at', { at: '2030-05-01' }],
    ['at', { at: null }],
    ['healthy', { healthy: 'yes' }],
    ['worker', { worker: undefined }],
    ['worker', { worker: {} }],
    ['worker', { worker: '' }],
  ])('refuses a wrong %s: %j', (parameter, facts) => {
    expect(() => workerMetrics({ worker, ...(facts as object) })).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter }),
    );
  });
});
