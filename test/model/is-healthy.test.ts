import { type HealthEvidence, isHealthy } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';

const HEALTHY: HealthEvidence = {
  instanceState: 'running',
  instanceStatus: 'ok',
  systemStatus: 'ok',
  attachedEbsStatus: 'ok',
};

describe('isHealthy', () => {
  it.each<[string, Partial<HealthEvidence>]>([
    ['every check is ok', {}],
    ['EC2 reports no check of the volumes', { attachedEbsStatus: undefined }],
    ['there are no volumes to check', { attachedEbsStatus: 'not-applicable' }],
  ])('holds when the instance runs and %s', (_, evidence) => {
    expect(isHealthy({ ...HEALTHY, ...evidence })).toBe(true);
  });

  it.each(['pending', 'stopping', 'stopped', 'shutting-down', 'terminated', 'unknown', 'Running', ''])(
    'does not hold in the state %j, whatever the checks say',
    (instanceState) => {
      expect(isHealthy({ ...HEALTHY, instanceState })).toBe(false);
    },
  );

  it.each(['impaired', 'initializing', 'insufficient-data', 'not-applicable', 'OK', 'something-new'])(
    'does not hold when a check is %s',
    (status) => {
      expect(isHealthy({ ...HEALTHY, instanceStatus: status })).toBe(false);
      expect(isHealthy({ ...HEALTHY, systemStatus: status })).toBe(false);
    },
  );

  it.each(['impaired', 'initializing', 'insufficient-data', 'something-new'])(
    'does not hold when the check of the volumes is %s',
    (attachedEbsStatus) => {
      expect(isHealthy({ ...HEALTHY, attachedEbsStatus })).toBe(false);
    },
  );
});
