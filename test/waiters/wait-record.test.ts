import { type Ec2WorkerError, InstanceNotFoundError, NetworkError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/waiters/observation.js';
import { WaitRecord } from '../../src/waiters/wait-record.js';
import { type ChecksInput, checksOf } from './checks-fixture.js';

const BEGIN = Date.UTC(2026, 2, 10, 12);
const NOT_FOUND = new InstanceNotFoundError({ message: 'no such instance' });
const RESET = new NetworkError({ message: 'reset' });

function record(): WaitRecord {
  return new WaitRecord({
    operation: 'waitUntilHealthy',
    instanceId: 'i-0123456789abcdef0',
    region: 'us-east-1',
    startedAt: BEGIN,
  });
}

const saw = (seconds: number, checks: ChecksInput): Observation => ({
  at: BEGIN + seconds * 1_000,
  changesBefore: 0,
  seen: { kind: 'checks', checks: checksOf(checks) },
});
const failed = (seconds: number, kind: 'missing' | 'failed', error: Ec2WorkerError = RESET): Observation => ({
  at: BEGIN + seconds * 1_000,
  changesBefore: 0,
  seen: { kind, error },
});

describe('a record of a wait', () => {
  it('notes what changed, and tells whether something did', () => {
    const waitRecord = record();

    const news = [
      failed(0, 'missing', NOT_FOUND),
      failed(5, 'missing', NOT_FOUND),
      saw(10, { instanceState: 'pending' }),
      saw(15, { instanceState: 'pending' }),
      saw(20, { instance: 'initializing' }),
      failed(25, 'failed'),
      saw(30, { instance: 'initializing' }),
      saw(35, { instance: 'initializing', attachedEbs: 'impaired' }),
    ].map((observation) => waitRecord.add(observation));

    expect(news).toEqual([true, false, true, false, true, false, false, true]);
    expect(waitRecord.timeout(BEGIN + 40_000, 40, undefined).transitions).toMatchObject([
      { elapsedSeconds: 0, instanceState: undefined },
      { elapsedSeconds: 10, instanceState: 'pending' },
      { elapsedSeconds: 20, instanceState: 'running', instanceStatus: 'initializing' },
      { elapsedSeconds: 35, attachedEbsStatus: 'impaired', at: new Date(BEGIN + 35_000) },
    ]);
  });

  it('makes an error of all it knows when the time is up', () => {
    const waitRecord = record();
    waitRecord.add(saw(0, { system: 'initializing' }));
    waitRecord.add(failed(5, 'failed'));

    const error = waitRecord.timeout(BEGIN + 60_000, 60, undefined);

    expect(error).toMatchObject({
      kind: 'wait-timeout',
      operation: 'waitUntilHealthy',
      wait: 'waitUntilHealthy',
      region: 'us-east-1',
      instanceIds: ['i-0123456789abcdef0'],
      maxWaitTime: 60,
      elapsedSeconds: 60,
      polls: 2,
      lastState: 'running',
      lastChecks: { systemStatus: 'initializing' },
      cause: RESET,
    });
  });

  it('gives a fault for the cause only if it was the last thing that happened', () => {
    const waitRecord = record();
    waitRecord.add(failed(0, 'failed'));
    waitRecord.add(saw(5, {}));

    expect(waitRecord.timeout(BEGIN + 10_000, 10, undefined).cause).toBeUndefined();
  });

  it('keeps the latest hundred transitions of an instance that never comes to rest', () => {
    const waitRecord = record();
    for (let poll = 0; poll < 250; poll += 1) {
      waitRecord.add(saw(poll, { instance: poll % 2 === 0 ? 'ok' : 'impaired' }));
    }

    const { transitions, polls } = waitRecord.timeout(BEGIN + 250_000, 250, undefined);

    expect(polls).toBe(250);
    expect(transitions).toHaveLength(100);
    expect(transitions.map(({ elapsedSeconds }) => elapsedSeconds)).toEqual(
      Array.from({ length: 100 }, (_, index) => 150 + index),
    );
  });

  it('hands out progress that the caller cannot change', () => {
    const waitRecord = record();
    waitRecord.add(saw(0, {}));

    const progress = waitRecord.progress(BEGIN + 2_400, 'to be healthy');

    expect(progress).toMatchObject({
      instanceId: 'i-0123456789abcdef0',
      region: 'us-east-1',
      elapsedSeconds: 2,
      polls: 1,
      instanceState: 'running',
      message: 'to be healthy',
    });
    expect(Object.isFrozen(progress)).toBe(true);
  });

  it('knows no state before the first answer', () => {
    expect(record().progress(BEGIN, 'asking')).toMatchObject({
      polls: 0,
      instanceState: undefined,
      checks: undefined,
    });
  });
});
