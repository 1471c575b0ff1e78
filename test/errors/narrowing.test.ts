import { describe, expect, expectTypeOf, it } from 'vitest';
import { type AnyWorkerError, Ec2WorkerError } from '../../src/errors/ec2-worker-error.js';
import { PermissionDeniedError } from '../../src/errors/permission-denied-error.js';
import { ThrottledError } from '../../src/errors/throttled-error.js';
import type { WorkerErrorByKind } from '../../src/errors/worker-error-by-kind.js';
import type { WorkerErrorKind } from '../../src/errors/worker-error-kind.js';
import type { LaunchResult } from '../../src/model/launch-result.js';

/** What a caller writes who wants to tell a user what to do. */
function explain(error: unknown): string {
  if (!Ec2WorkerError.isInstance(error)) return 'not ours';
  switch (error.kind) {
    case 'permission-denied':
      expectTypeOf(error.action).toEqualTypeOf<string | undefined>();
      return `needs ${error.action ?? 'something'}`;
    case 'throttled':
      expectTypeOf(error.retryAfterSeconds).toEqualTypeOf<number | undefined>();
      return `wait ${error.retryAfterSeconds ?? 1} s`;
    case 'launch-failed':
      expectTypeOf(error.result).toEqualTypeOf<LaunchResult>();
      return `${error.result.instances.length} launched`;
    default:
      return error.message;
  }
}

describe('a switch on the kind of an error', () => {
  it.each([
    [new PermissionDeniedError({ message: 'No.', action: 'ec2:StopInstances' }), 'needs ec2:StopInstances'],
    [new ThrottledError({ message: 'No.', retryAfterSeconds: 3 }), 'wait 3 s'],
    [new Ec2WorkerError({ message: 'No.' }), 'No.'],
    [new Error('No.'), 'not ours'],
  ])('narrows it: %#', (error, expected) => {
    expect(explain(error)).toBe(expected);
  });

  it('covers every kind', () => {
    expectTypeOf<AnyWorkerError['kind']>().toEqualTypeOf<WorkerErrorKind>();
    expectTypeOf<keyof WorkerErrorByKind>().toEqualTypeOf<WorkerErrorKind>();
  });

  it('gives what the class of the kind takes, and the other way round', () => {
    expectTypeOf<Extract<AnyWorkerError, { kind: 'permission-denied' }>>().toExtend<PermissionDeniedError>();
    expectTypeOf<Extract<AnyWorkerError, { kind: 'throttled' }>>().toExtend<WorkerErrorByKind['throttled']>();
    expectTypeOf<
      Exclude<WorkerErrorByKind[WorkerErrorKind], { kind: 'unknown' }>
    >().toExtend<Ec2WorkerError>();
    expectTypeOf<PermissionDeniedError>().toExtend<AnyWorkerError>();
  });
});
