import { describe, expect, it, vi } from 'vitest';
import type { WorkerErrorKind } from '../../src/errors/worker-error-kind.js';
import type { LaunchResult } from '../../src/model/launch-result.js';

/** Loads every class anew: a second call gives the classes of a second copy of the package. */
async function loadClasses() {
  vi.resetModules();
  const { Ec2WorkerError } = await import('../../src/errors/ec2-worker-error.js');
  const { AbortedError } = await import('../../src/errors/aborted-error.js');
  const { AuthenticationError } = await import('../../src/errors/authentication-error.js');
  const { ConflictError } = await import('../../src/errors/conflict-error.js');
  const { IncorrectStateError } = await import('../../src/errors/incorrect-state-error.js');
  const { InstanceNotFoundError } = await import('../../src/errors/instance-not-found-error.js');
  const { InsufficientCapacityError } = await import('../../src/errors/insufficient-capacity-error.js');
  const { InvalidParameterError } = await import('../../src/errors/invalid-parameter-error.js');
  const { LaunchFailedError } = await import('../../src/errors/launch-failed-error.js');
  const { LicenseError } = await import('../../src/errors/license-error.js');
  const { NetworkError } = await import('../../src/errors/network-error.js');
  const { OperationNotPermittedError } = await import('../../src/errors/operation-not-permitted-error.js');
  const { PermissionDeniedError } = await import('../../src/errors/permission-denied-error.js');
  const { QuotaExceededError } = await import('../../src/errors/quota-exceeded-error.js');
  const { ResourceNotFoundError } = await import('../../src/errors/resource-not-found-error.js');
  const { ServiceUnavailableError } = await import('../../src/errors/service-unavailable-error.js');
  const { SettingsError } = await import('../../src/errors/settings-error.js');
  const { ThrottledError } = await import('../../src/errors/throttled-error.js');
  const { UnsupportedError } = await import('../../src/errors/unsupported-error.js');
  const { WaitTimeoutError } = await import('../../src/errors/wait-timeout-error.js');
  const { WorkerAssignedError } = await import('../../src/errors/worker-assigned-error.js');
  const { WorkerUnhealthyError } = await import('../../src/errors/worker-unhealthy-error.js');

  const message = 'It went wrong.';
  const result: LaunchResult = {
    instances: [],
    failures: [],
    attempts: [],
    complete: false,
    warnings: [],
    rolledBack: undefined,
  };
  const wait = { wait: 'waitUntilRunning', maxWaitTime: 600, elapsedSeconds: 600, polls: 40 };
  return {
    Ec2WorkerError,
    samples: [
      sample('unknown', 'Ec2WorkerError', undefined, new Ec2WorkerError({ message })),
      sample('aborted', 'AbortError', AbortedError, new AbortedError({ message })),
      sample(
        'authentication',
        'AuthenticationError',
        AuthenticationError,
        new AuthenticationError({ message }),
      ),
      sample('conflict', 'ConflictError', ConflictError, new ConflictError({ message })),
      sample(
        'incorrect-state',
        'IncorrectStateError',
        IncorrectStateError,
        new IncorrectStateError({ message }),
      ),
      sample(
        'instance-not-found',
        'InstanceNotFoundError',
        InstanceNotFoundError,
        new InstanceNotFoundError({ message }),
      ),
      sample(
        'insufficient-capacity',
        'InsufficientCapacityError',
        InsufficientCapacityError,
        new InsufficientCapacityError({ message }),
        true,
      ),
      sample(
        'invalid-parameter',
        'InvalidParameterError',
        InvalidParameterError,
        new InvalidParameterError({ message }),
      ),
      sample(
        'launch-failed',
        'LaunchFailedError',
        LaunchFailedError,
        new LaunchFailedError({ message, result }),
      ),
      sample('license', 'LicenseError', LicenseError, new LicenseError({ message })),
      sample('network', 'NetworkError', NetworkError, new NetworkError({ message }), true),
      sample(
        'operation-not-permitted',
        'OperationNotPermittedError',
        OperationNotPermittedError,
        new OperationNotPermittedError({ message }),
      ),
      sample(
        'permission-denied',
        'PermissionDeniedError',
        PermissionDeniedError,
        new PermissionDeniedError({ message }),
      ),
      sample('quota-exceeded', 'QuotaExceededError', QuotaExceededError, new QuotaExceededError({ message })),
      sample(
        'resource-not-found',
        'ResourceNotFoundError',
        ResourceNotFoundError,
        new ResourceNotFoundError({ message }),
      ),
      sample(
        'service-unavailable',
        'ServiceUnavailableError',
        ServiceUnavailableError,
        new ServiceUnavailableError({ message }),
        true,
      ),
      sample('settings', 'SettingsError', SettingsError, new SettingsError({ message, problems: [] })),
      sample('throttled', 'ThrottledError', ThrottledError, new ThrottledError({ message }), true),
      sample('unsupported', 'UnsupportedError', UnsupportedError, new UnsupportedError({ message })),
      sample(
        'wait-timeout',
        'WaitTimeoutError',
        WaitTimeoutError,
        new WaitTimeoutError({ message, ...wait }),
      ),
      sample(
        'worker-assigned',
        'WorkerAssignedError',
        WorkerAssignedError,
        new WorkerAssignedError({ message, instanceId: 'i-1', assignedLab: 'lab' }),
      ),
      sample(
        'worker-unhealthy',
        'WorkerUnhealthyError',
        WorkerUnhealthyError,
        new WorkerUnhealthyError({ message }),
      ),
    ],
  };
}

interface Guard {
  isInstance(value: unknown): boolean;
}

function sample(
  kind: WorkerErrorKind,
  name: string,
  guard: Guard | undefined,
  error: Error & { readonly kind: WorkerErrorKind; readonly retryable: boolean },
  retryable = false,
) {
  return { kind, name, guard, error, retryable };
}

const here = await loadClasses();
const elsewhere = await loadClasses();

describe.each(here.samples)('$name', ({ kind, name, guard, error, retryable }) => {
  const twin = elsewhere.samples.find((other) => other.kind === kind);

  it('has its kind, its name and its message', () => {
    expect({ kind: error.kind, name: error.name, message: error.message }).toEqual({
      kind,
      name,
      message: 'It went wrong.',
    });
    expect(error).toBeInstanceOf(here.Ec2WorkerError);
    expect(error.retryable).toBe(retryable);
  });

  it('heads its stack with its name', () => {
    expect(error.stack).toMatch(new RegExp(`^${name}: It went wrong\\.`));
  });

  it('is told by isInstance of both copies of the package, and by that of no other class', () => {
    expect(twin).toBeDefined();
    expect(twin?.error).not.toBeInstanceOf(here.Ec2WorkerError);

    for (const copy of [error, twin?.error]) {
      expect(here.Ec2WorkerError.isInstance(copy)).toBe(true);
      for (const other of here.samples) {
        if (other.guard !== undefined) expect(other.guard.isInstance(copy)).toBe(other.kind === kind);
      }
    }
    expect(guard === undefined).toBe(kind === 'unknown');
  });

  it('has no properties for what is not known', () => {
    const values = Object.values(error);

    expect(values).not.toContain(undefined);
    expect(Object.keys(error)).not.toContain('name');
    expect(Object.keys(error)).not.toContain('cause');
    expect('cause' in error).toBe(false);
  });
});

describe('Ec2WorkerError.isInstance', () => {
  it.each([[undefined], [null], ['text'], [{ kind: 'throttled' }], [new Error('no')]])(
    'refuses %o',
    (value) => {
      expect(here.Ec2WorkerError.isInstance(value)).toBe(false);
      for (const { guard } of here.samples) expect(guard?.isInstance(value) ?? false).toBe(false);
    },
  );
});
