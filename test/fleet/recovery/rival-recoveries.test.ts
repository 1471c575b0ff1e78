import type { Lease, LeaseStore } from 'ec2-worker-client/fleet';
import { describe, expect, it, vi } from 'vitest';
import { PROMPT, RecoveryStage, shortOf } from './recovery-stage.js';

/** Leases that end only when they are given back, and what was asked for. */
class SharedLeases implements LeaseStore {
  readonly asked: string[] = [];
  readonly #held = new Map<string, Lease>();

  acquire(key: string, { owner }: { readonly owner: string }): Promise<Lease | undefined> {
    this.asked.push(key);
    if (this.#held.has(key)) return Promise.resolve(undefined);
    const lease = { key, owner, token: this.asked.length, expiresAt: new Date(8.64e15) };
    this.#held.set(key, lease);
    return Promise.resolve(lease);
  }

  renew(lease: Lease): Promise<Lease | undefined> {
    return Promise.resolve(this.#held.has(lease.key) ? lease : undefined);
  }

  /** What somebody does who takes the leases over. */
  takeAll(): void {
    this.#held.clear();
  }

  release({ key }: Lease): Promise<boolean> {
    return Promise.resolve(this.#held.delete(key));
  }

  read(key: string): Promise<Lease | undefined> {
    return Promise.resolve(this.#held.get(key));
  }
}

const count = (stage: RecoveryStage, wanted: string): number =>
  stage.actions.filter((action) => action === wanted).length;

describe('two processes that recover the same fleet', () => {
  it('do not both act on a worker when they share leases', async () => {
    const stage = new RecoveryStage();
    const { instanceId } = await stage.impaired('instance');
    const leases = new SharedLeases();
    const fleets = [0, 1, 2].map(() => stage.fleetOf({ leases, client: stage.connect() }));

    const reports = await Promise.all(fleets.map((fleet) => fleet.recover({ policy: PROMPT })));

    const decided = reports.flatMap(({ decisions }) => decisions.map(shortOf)).sort();
    expect(count(stage, 'RebootInstances')).toBe(1);
    expect(decided.filter((each) => each === 'reboot done')).toHaveLength(1);
    expect(decided.filter((each) => /^none (busy|cool-down)$/.test(each))).toHaveLength(2);
    expect(new Set(leases.asked)).toEqual(new Set([`recovery/us-east-1/${instanceId}`]));
    expect(await leases.read(leases.asked[0] ?? '')).toBeUndefined();
  });

  it('do not go on with a worker whose lease is lost', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('instance');
    const leases = new SharedLeases();
    const fleet = stage.fleetOf({ leases, client: stage.connect() });
    stage.aws.fail({ action: 'CreateTags', effect: 'stall' });

    const report = fleet.recover({ policy: PROMPT });
    await vi.waitUntil(() => count(stage, 'CreateTags') > 0);
    leases.takeAll();

    const [decision] = (await report).decisions;
    expect(decision).toMatchObject({ action: 'reboot', outcome: 'failed', error: { kind: 'conflict' } });
    expect(count(stage, 'RebootInstances')).toBe(0);
  });

  it('launch one replacement only, also without leases', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('system');
    const policy = { ladders: { system: ['replace' as const] } };

    await Promise.all([stage.pass({ policy }), stage.pass({ policy })]);
    await Promise.all([stage.pass({ policy }), stage.pass({ policy })]);

    expect(await stage.alive()).toHaveLength(2);
  });
});
