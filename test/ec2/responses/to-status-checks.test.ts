import type { InstanceStatus } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { toStatusChecks } from '../../../src/ec2/responses/to-status-checks.js';

const FULL: InstanceStatus = {
  InstanceId: 'i-1',
  InstanceState: { Code: 16, Name: 'running' },
  InstanceStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
  SystemStatus: { Status: 'ok' },
  AttachedEbsStatus: { Status: 'ok' },
  ApplicationStatus: { Status: 'ok' },
  PerformanceStatus: { Status: 'ok' },
  Events: [],
};

describe('toStatusChecks', () => {
  it('puts everything into our words', () => {
    const ok = { status: 'ok', impairedSince: undefined };

    expect(toStatusChecks(FULL, 'us-east-1')).toEqual({
      instanceId: 'i-1',
      region: 'us-east-1',
      instanceState: 'running',
      instanceStatus: 'ok',
      systemStatus: 'ok',
      attachedEbsStatus: 'ok',
      checks: { instance: ok, system: ok, attachedEbs: ok, application: ok, performance: ok },
      impairedSince: undefined,
      scheduledEvents: [],
      healthy: true,
    });
  });

  it('is nothing without an id', () => {
    expect(toStatusChecks({}, 'us-east-1')).toBeUndefined();
  });

  it('never reads a missing check as healthy', () => {
    expect(
      toStatusChecks({ InstanceId: 'i-1', InstanceState: { Name: 'running' } }, 'us-east-1'),
    ).toMatchObject({
      instanceStatus: 'insufficient-data',
      systemStatus: 'insufficient-data',
      attachedEbsStatus: undefined,
      healthy: false,
    });
  });

  it.each(Object.keys(FULL).filter((field) => field !== 'InstanceId'))('does without %s', (field) => {
    const { [field as keyof InstanceStatus]: _, ...rest } = FULL;

    const checks = toStatusChecks(rest, 'us-east-1');

    const optional = ['AttachedEbsStatus', 'ApplicationStatus', 'PerformanceStatus', 'Events'];
    expect(checks?.healthy).toBe(optional.includes(field));
  });

  it('is not healthy when only the system check fails', () => {
    const checks = toStatusChecks({ ...FULL, SystemStatus: { Status: 'impaired' } }, 'us-east-1');

    expect(checks).toMatchObject({ instanceStatus: 'ok', systemStatus: 'impaired', healthy: false });
  });

  it('tells the earliest time since which a check fails, wherever EC2 says it', () => {
    const checks = toStatusChecks(
      {
        ...FULL,
        InstanceStatus: { Status: 'impaired', Details: [{ ImpairedSince: new Date(3_000) }, {}] },
        SystemStatus: {
          Status: 'impaired',
          Details: [{ ImpairedSince: new Date(2_000) }, { ImpairedSince: new Date(5_000) }],
        },
        ApplicationStatus: { Status: 'impaired', ImpairedSince: new Date(1_000) },
      },
      'us-east-1',
    );

    expect(checks?.checks.system?.impairedSince).toEqual(new Date(2_000));
    expect(checks?.checks.application?.impairedSince).toEqual(new Date(1_000));
    expect(checks?.impairedSince).toEqual(new Date(1_000));
  });

  it.each([
    ['The instance is retiring', 'active', 'The instance is retiring'],
    ['[Completed] The instance is retiring', 'completed', 'The instance is retiring'],
    ['[Canceled] The instance is retiring', 'canceled', 'The instance is retiring'],
    ['[Completed]\nover\ntwo lines', 'completed', 'over\ntwo lines'],
    ['About a [Completed] thing', 'active', 'About a [Completed] thing'],
    [undefined, 'active', ''],
  ])('reads the event %j as %s', (Description, state, description) => {
    const event = {
      Code: 'instance-retirement' as const,
      Description,
      NotBefore: new Date(0),
      NotAfter: new Date(1),
    };

    expect(toStatusChecks({ ...FULL, Events: [event] }, 'us-east-1')?.scheduledEvents).toEqual([
      { code: 'instance-retirement', description, notBefore: new Date(0), notAfter: new Date(1), state },
    ]);
  });

  it('keeps an event that says nothing of itself', () => {
    expect(toStatusChecks({ ...FULL, Events: [{}] }, 'us-east-1')?.scheduledEvents).toEqual([
      { code: 'unknown', description: '', notBefore: undefined, notAfter: undefined, state: 'active' },
    ]);
  });
});
