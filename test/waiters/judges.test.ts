import { describe, expect, it } from 'vitest';
import { impairedChecks, judgeHealthy } from '../../src/waiters/judge-healthy.js';
import { judgeRunning, judgeStopped, judgeTerminated } from '../../src/waiters/judge-state.js';
import type { Evidence } from '../../src/waiters/verdict.js';
import { HEALTHY, RUNNING, STOPPED, TERMINATED } from '../../src/waiters/wait-tables.js';
import { type ChecksInput, checksOf } from './checks-fixture.js';

function evidence(checks: ChecksInput, more: Partial<Evidence> = {}): Evidence {
  return {
    checks: checksOf(checks),
    impairedSeconds: 0,
    impairedGraceSeconds: 120,
    requiredChecks: undefined,
    mayBeOutdated: false,
    ...more,
  };
}

const inState = (instanceState: string, more: Partial<Evidence> = {}) => evidence({ instanceState }, more);

describe('the judges of states', () => {
  it.each([
    // state, running, stopped, terminated
    ['pending', 'RETRY', 'RETRY', 'RETRY'],
    ['running', 'SUCCESS', 'RETRY', 'RETRY'],
    ['stopping', 'RETRY', 'RETRY', 'RETRY'],
    ['stopped', 'FAILURE', 'SUCCESS', 'RETRY'],
    ['shutting-down', 'FAILURE', 'FAILURE', 'RETRY'],
    ['terminated', 'FAILURE', 'FAILURE', 'SUCCESS'],
    ['unknown', 'RETRY', 'RETRY', 'RETRY'],
  ])('make of %s: running %s, stopped %s, terminated %s', (state, running, stopped, terminated) => {
    expect(judgeRunning(inState(state)).state).toBe(running);
    expect(judgeStopped(inState(state)).state).toBe(stopped);
    expect(judgeTerminated(inState(state)).state).toBe(terminated);
  });

  it('forgive stopped to an instance that this client has just started', () => {
    const verdict = judgeRunning(inState('stopped', { mayBeOutdated: true }));

    expect(verdict).toEqual({ state: 'RETRY', message: 'stopped, to be running', isEvident: true });
  });

  it('do not forgive terminated, whatever this client has done', () => {
    expect(judgeRunning(inState('terminated', { mayBeOutdated: true })).state).toBe('FAILURE');
  });

  it('belong to tables that name the method and the state', () => {
    const rows = [RUNNING, HEALTHY, STOPPED, TERMINATED].map((table) => [
      table.operation,
      table.target,
      table.maxWaitTime,
      table.endsWhenForgotten,
    ]);

    expect(rows).toEqual([
      ['waitUntilRunning', 'running', 600, false],
      ['waitUntilHealthy', 'running', 600, false],
      ['waitUntilStopped', 'stopped', 300, false],
      ['waitUntilTerminated', 'terminated', 300, true],
    ]);
  });
});

describe('judgeHealthy', () => {
  it.each(['pending', 'stopping', 'stopped', 'shutting-down', 'terminated', 'unknown'])(
    'goes by the state alone in %s',
    (state) => {
      expect(judgeHealthy(inState(state)).state).toBe(judgeRunning(inState(state)).state);
    },
  );

  it.each<[string, ChecksInput]>([
    ['every check passes', {}],
    ['EC2 leaves the EBS check out', { attachedEbs: undefined }],
    ['there is nothing for the EBS check', { attachedEbs: 'not-applicable' }],
    ['a check that is not required fails', { application: 'impaired', performance: 'insufficient-data' }],
  ])('succeeds when %s', (_, checks) => {
    expect(judgeHealthy(evidence(checks)).state).toBe('SUCCESS');
  });

  it.each<[string, ChecksInput, string]>([
    ['instance', { instance: 'initializing' }, 'running, instance check initializing'],
    ['system', { system: 'insufficient-data' }, 'running, system check insufficient-data'],
    ['EBS', { attachedEbs: 'initializing' }, 'running, attachedEbs check initializing'],
    ['missing instance', { instance: undefined }, 'running, instance check not reported'],
    [
      'every',
      { instance: 'initializing', system: 'initializing', attachedEbs: 'initializing' },
      'running, instance check initializing, system check initializing, attachedEbs check initializing',
    ],
  ])('waits for the %s check', (_, checks, message) => {
    expect(judgeHealthy(evidence(checks))).toEqual({ state: 'RETRY', message, isEvident: true });
  });

  it.each<ChecksInput>([{ system: 'impaired' }, { instance: 'impaired' }, { attachedEbs: 'impaired' }])(
    'waits out the grace of %j, then gives up',
    (checks) => {
      const grace = (impairedSeconds: number) => judgeHealthy(evidence(checks, { impairedSeconds })).state;

      expect([grace(0), grace(119.9), grace(120), grace(500)]).toEqual([
        'RETRY',
        'RETRY',
        'FAILURE',
        'FAILURE',
      ]);
    },
  );

  it('gives up at once without a grace', () => {
    expect(judgeHealthy(evidence({ system: 'impaired' }, { impairedGraceSeconds: 0 })).state).toBe('FAILURE');
  });

  it('says what is impaired', () => {
    expect(judgeHealthy(evidence({ instance: 'impaired', system: 'impaired' }))).toEqual({
      state: 'RETRY',
      message: 'running, instance and system check impaired',
      isEvident: true,
    });
  });

  it('asks for the checks that the caller requires, and for no others', () => {
    const onlyInstance = { requiredChecks: ['instance'] } as const;
    const application = { requiredChecks: ['instance', 'application'] } as const;

    expect(judgeHealthy(evidence({ system: 'impaired' }, onlyInstance)).state).toBe('SUCCESS');
    expect(judgeHealthy(evidence({ application: 'ok' }, application)).state).toBe('SUCCESS');
    expect(judgeHealthy(evidence({}, application))).toEqual({
      state: 'RETRY',
      message: 'running, application check not reported',
      isEvident: true,
    });
  });

  it('insists on an EBS check that the caller requires by name', () => {
    const required = { requiredChecks: ['attachedEbs'] } as const;

    expect(judgeHealthy(evidence({ attachedEbs: undefined }, required)).state).toBe('RETRY');
    expect(judgeHealthy(evidence({ attachedEbs: 'not-applicable' }, required)).state).toBe('RETRY');
  });
});

describe('impairedChecks', () => {
  it('names the required checks that fail, unless told otherwise the usual three', () => {
    const checks = checksOf({ system: 'impaired', application: 'impaired' });

    expect(impairedChecks(checks, undefined)).toEqual(['system']);
    expect(impairedChecks(checks, ['application'])).toEqual(['application']);
    expect(impairedChecks(checks, ['instance'])).toEqual([]);
  });
});
