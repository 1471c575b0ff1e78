import { describe, expect, it } from 'vitest';
import { WaitTimeoutError } from '../../src/errors/wait-timeout-error.js';
import { WorkerAssignedError } from '../../src/errors/worker-assigned-error.js';
import { WorkerUnhealthyError } from '../../src/errors/worker-unhealthy-error.js';
import type { InstanceStatusChecks } from '../../src/model/instance-status-checks.js';

const since = new Date('2026-01-02T03:04:05.000Z');

function checksOf(overrides: Partial<InstanceStatusChecks> = {}): InstanceStatusChecks {
  return {
    instanceId: 'i-1',
    region: 'us-east-1',
    instanceState: 'running',
    instanceStatus: 'ok',
    systemStatus: 'ok',
    attachedEbsStatus: undefined,
    checks: {
      instance: { status: 'ok', impairedSince: undefined },
      system: { status: 'ok', impairedSince: undefined },
      attachedEbs: undefined,
      application: undefined,
      performance: undefined,
    },
    impairedSince: undefined,
    scheduledEvents: [],
    healthy: false,
    ...overrides,
  };
}

describe('WorkerUnhealthyError', () => {
  it('says all there is to say, given the checks alone', () => {
    const checks = checksOf({
      instanceStatus: 'impaired',
      checks: { ...checksOf().checks, instance: { status: 'impaired', impairedSince: since } },
    });

    const error = new WorkerUnhealthyError({ checks });

    expect(error.message).toBe(
      'worker i-1 in us-east-1 is not healthy: running, instance check impaired (since 2026-01-02T03:04:05.000Z), system check ok. The guest does not answer: read its console output, then reboot it.',
    );
    expect(error).toMatchObject({
      instanceIds: ['i-1'],
      region: 'us-east-1',
      instanceState: 'running',
      checks,
    });
  });

  it.each([
    [{ checks: checksOf({ systemStatus: 'impaired' }) }, 'stop and start it to move it to another'],
    [{ checks: checksOf({ attachedEbsStatus: 'impaired' }) }, 'EBS check impaired. A volume does not answer'],
    [{ checks: checksOf({ instanceStatus: 'initializing' }) }, 'Wait for its checks'],
    [{ instanceState: 'terminated' as const }, 'It cannot come back'],
    [{ instanceState: 'stopped' as const, checks: checksOf() }, 'Start it once it is stopped'],
    [{}, 'worker is not healthy: state unknown.'],
  ])('advises by what is wrong: %#', (options, advice) => {
    expect(new WorkerUnhealthyError(options).message).toContain(advice);
  });

  it('gives the reason for the state', () => {
    const stateReason = {
      code: 'Server.InternalError',
      message: 'Server.InternalError: internal error on launch',
    };

    const error = new WorkerUnhealthyError({
      instanceIds: ['i-1'],
      instanceState: 'terminated',
      stateReason,
    });

    expect(error.message).toContain('internal error on launch (Server.InternalError)');
    expect(error.stateReason).toBe(stateReason);
  });
});

describe('WaitTimeoutError', () => {
  const wait = { wait: 'waitUntilHealthy', maxWaitTime: 600, elapsedSeconds: 600.4, polls: 41 };

  it('says what was seen last', () => {
    const lastChecks = checksOf({ instanceStatus: 'initializing' });
    const transitions = [{ at: since, elapsedSeconds: 1, instanceState: 'pending' as const }];

    const error = new WaitTimeoutError({
      ...wait,
      instanceIds: ['i-1'],
      region: 'us-east-1',
      lastState: 'running',
      lastChecks,
      transitions,
    });

    expect(error.message).toBe(
      'waitUntilHealthy i-1 in us-east-1 timed out after 600 s and 41 polls: last seen running, instance check initializing, system check ok. Wait again, or allow more than maxWaitTime 600 s.',
    );
    expect(error).toMatchObject({
      operation: 'waitUntilHealthy',
      lastState: 'running',
      lastChecks,
      transitions,
    });
    expect(error.toJSON()).toMatchObject({
      transitions: [{ at: since.toISOString(), elapsedSeconds: 1, instanceState: 'pending' }],
    });
  });

  it('says so when EC2 never showed the instance', () => {
    const error = new WaitTimeoutError({ ...wait, polls: 1 });

    expect(error.message).toContain('and 1 poll: the instance was never seen.');
    expect(error.transitions).toEqual([]);
  });
});

describe('WorkerAssignedError', () => {
  it('says by which lab', () => {
    const error = new WorkerAssignedError({ instanceId: 'i-1', region: 'us-east-1', assignedLab: 'ccna-7' });

    expect(error.message).toBe(
      'worker i-1 in us-east-1 is assigned to lab "ccna-7". Release it first, or take another.',
    );
    expect(error).toMatchObject({ assignedLab: 'ccna-7', instanceIds: ['i-1'] });
  });

  it('names the operation that it stood in the way of', () => {
    const error = new WorkerAssignedError({ operation: 'stopIdle', instanceId: 'i-1', assignedLab: 'x' });

    expect(error.message).toMatch(/^stopIdle: worker i-1 is assigned/);
  });
});
