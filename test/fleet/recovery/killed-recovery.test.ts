import { Ec2WorkerError } from 'ec2-worker-client';
import { FleetTag, type RecoveryPolicy } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { RecoveryStage, shortOf } from './recovery-stage.js';

const EFFECTS = ['reset', 'lost-reply'] as const;
const LAB = { [FleetTag.ASSIGNED_LAB]: 'bgp-101', [FleetTag.STUDENT]: 'ada' };
const PASS_MS = 60_000;

const isChange = ({ action }: { readonly action: string }): boolean => !action.startsWith('Describe');

/** Makes passes until nothing is left to do; the process is killed at the n-th request that changes something. */
async function recoverWithKill(
  stage: RecoveryStage,
  {
    policy,
    kill,
  }: {
    readonly policy: RecoveryPolicy;
    readonly kill: { readonly at: number; readonly effect: (typeof EFFECTS)[number] };
  },
): Promise<{ readonly wasKilled: boolean; readonly done: readonly string[] }> {
  const process = new AbortController();
  let changes = 0;
  stage.aws.fail({
    effect: kill.effect,
    when: (request) => {
      if (!isChange(request)) return false;
      changes += 1;
      if (changes === kill.at) process.abort('killed');
      return changes === kill.at;
    },
  });
  const done: string[] = [];
  let abortSignal: AbortSignal | undefined = process.signal;
  for (let pass = 0; pass < 40; pass += 1) {
    try {
      const { decisions } = await stage.pass({ policy, abortSignal });
      done.push(...decisions.map(shortOf).filter((each) => each.endsWith('done')));
    } catch (error) {
      if (!Ec2WorkerError.isInstance(error) || error.kind !== 'aborted') throw error;
      abortSignal = undefined;
    }
    if (done.includes('forget done')) break;
    await stage.clock.advance(PASS_MS);
  }
  return { wasKilled: abortSignal === undefined, done };
}

describe.each(EFFECTS)('a recovery that is killed at a request (%s) and begun again', (effect) => {
  it.each(['stop', 'terminate'] as const)(
    'loses no worker to a replacement, and doubles none: the old one is to %s',
    async (replacedThen) => {
      for (let at = 1; ; at += 1) {
        const stage = new RecoveryStage();
        const { instanceId } = await stage.impaired('system', { tags: LAB });
        const policy = {
          assigned: 'recover' as const,
          replacedThen,
          ladders: { system: ['replace' as const] },
        };

        const { wasKilled } = await recoverWithKill(stage, { policy, kill: { at, effect } });

        const alive = await stage.alive();
        const others = alive.filter((worker) => worker.instanceId !== instanceId);
        const assigned = alive.filter(({ tags }) => FleetTag.ASSIGNED_LAB in tags);
        expect(others, `killed at ${at}`).toHaveLength(1);
        expect(assigned.map((worker) => worker.instanceId)).toEqual([others[0]?.instanceId]);
        expect(assigned[0]).toMatchObject({
          instanceState: 'running',
          tags: { ...LAB, Replaces: instanceId },
        });
        const old = await stage.client.getInstanceDetails(instanceId);
        expect(old.instanceState).toBe(replacedThen === 'stop' ? 'stopped' : 'terminated');
        if (replacedThen === 'stop') expect(old.tags).not.toHaveProperty(FleetTag.RECOVERY_STEP);
        if (!wasKilled) {
          expect(at).toBeGreaterThan(5);
          break;
        }
      }
    },
    60_000,
  );

  it('leaves no worker stopped', async () => {
    for (let at = 1; ; at += 1) {
      const stage = new RecoveryStage();
      const { instanceId } = await stage.impaired('system');
      const policy = { ladders: { system: ['stop-start' as const] }, forgetAfterSeconds: 300 };
      stage.aws.fail({
        action: 'StartInstances',
        code: 'InternalError',
        when: () => {
          stage.aws.recover(instanceId);
          return false;
        },
      });

      const { wasKilled } = await recoverWithKill(stage, { policy, kill: { at, effect } });

      const [worker, ...others] = await stage.alive();
      expect(worker, `killed at ${at}`).toMatchObject({ instanceId, instanceState: 'running' });
      expect(others).toEqual([]);
      expect(worker?.tags).not.toHaveProperty(FleetTag.RECOVERY_STEP);
      if (!wasKilled) break;
    }
  }, 60_000);
});
