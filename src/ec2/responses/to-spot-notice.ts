import type { SpotInstanceRequest } from '@aws-sdk/client-ec2';
import type { AwsRegion } from '../../model/aws-region.js';
import type { SpotNotice } from '../../model/spot-market.js';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html */
const NOTICE_MS = 120_000;

/**
 * What AWS has done to instances: `instance-terminated-no-capacity`, but not `…-by-user`. A rehearsal by the Fault
 * Injection Service, `…-by-experiment`, counts: what it is to show is what happens when it is serious.
 */
const TAKEN = /^instance-(terminated|stopped|hibernated)-(?!by-user$)/;

const ACTIONS = { terminated: 'terminate', stopped: 'stop', hibernated: 'hibernate' } as const;

/** The notice in a spot request; `undefined` for one whose instance AWS leaves alone. */
export function toSpotNotice(request: SpotInstanceRequest, region: AwsRegion): SpotNotice | undefined {
  const { InstanceId: instanceId, SpotInstanceRequestId: spotRequestId = '', Status: status } = request;
  const { Code: code, Message: message, UpdateTime: noticedAt } = status ?? {};
  if (instanceId === undefined || code === undefined) return undefined;
  const about = { instanceId, region, code, message: message ?? code, noticedAt, spotRequestId };
  if (code.startsWith('marked-for-')) {
    const isStop = code.startsWith('marked-for-stop');
    const dueAt = noticedAt === undefined ? undefined : new Date(noticedAt.getTime() + NOTICE_MS);
    const action = request.InstanceInterruptionBehavior ?? (isStop ? 'stop' : 'terminate');
    return { ...about, action, phase: 'marked', dueAt };
  }
  const taken = TAKEN.exec(code)?.[1] as keyof typeof ACTIONS | undefined;
  if (taken === undefined) return undefined;
  return { ...about, action: ACTIONS[taken], phase: 'taken', dueAt: undefined };
}
