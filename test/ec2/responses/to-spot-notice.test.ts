import { describe, expect, it } from 'vitest';
import { toSpotNotice } from '../../../src/ec2/responses/to-spot-notice.js';

/** What a spot request with this status comes to. */
const noticeOf = (Code: string, InstanceInterruptionBehavior?: 'hibernate' | 'stop' | 'terminate') =>
  toSpotNotice(
    {
      InstanceId: 'i-1',
      SpotInstanceRequestId: 'sir-1',
      Status: { Code, UpdateTime: new Date(0) },
      InstanceInterruptionBehavior,
    },
    'us-east-1',
  );

describe('a spot notice', () => {
  it.each([
    ['marked-for-termination', undefined, 'terminate'],
    ['marked-for-stop', undefined, 'stop'],
    ['marked-for-stop-by-experiment', undefined, 'stop'],
    ['marked-for-stop', 'hibernate', 'hibernate'],
  ] as const)('of %s (%s) says two minutes ahead: %s', (code, behaviour, action) => {
    expect(noticeOf(code, behaviour)).toMatchObject({
      instanceId: 'i-1',
      phase: 'marked',
      action,
      code,
      message: code,
      dueAt: new Date(120_000),
    });
  });

  it.each([
    ['instance-terminated-no-capacity', 'terminate'],
    ['instance-stopped-by-price', 'stop'],
    ['instance-stopped-by-experiment', 'stop'],
    ['instance-terminated-by-experiment', 'terminate'],
    ['instance-hibernated-no-capacity', 'hibernate'],
  ])('of %s says afterwards: %s', (code, action) => {
    expect(noticeOf(code, 'hibernate')).toMatchObject({ phase: 'taken', action, dueAt: undefined });
  });

  it.each(['fulfilled', 'instance-terminated-by-user', 'instance-stopped-by-user', 'pending-fulfillment'])(
    'is none of %s, which is not of AWS',
    (code) => {
      expect(noticeOf(code)).toBeUndefined();
    },
  );
});
