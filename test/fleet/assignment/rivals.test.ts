import type { FleetWorker, LeaseStore } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { FleetStage } from '../fleet-stage.js';
import { gatedClient, latch } from './gated-client.js';
import { SharedLeases } from './shared-leases.js';

const ONE = { lab: 'lab-1', student: 'ada' };
const TWO = { lab: 'lab-2' };

async function prepare() {
  const stage = new FleetStage();
  const worker = await stage.add();
  return { stage, worker, leases: new SharedLeases(stage.clock) };
}

describe('two processes that assign the same worker, without leases,', () => {
  it('notice that the other has written later, and touch nothing of it', async () => {
    const { stage, worker } = await prepare();
    const bothWritten = latch();
    let written = 0;
    const CreateTags = async (): Promise<void> => {
      written += 1;
      if (written === 2) bothWritten.open();
      await bothWritten.opened;
    };
    const client = () => gatedClient(stage, { after: { CreateTags } });
    const [one, two] = [stage.fleetOf({ client: client() }), stage.fleetOf({ client: client() })];

    const outcomes = await Promise.allSettled([one.assign(worker, ONE), two.assign(worker, TWO)]);

    const { assignment } = await stage.fleet.get(worker);
    const winner = assignment?.lab === ONE.lab ? 0 : 1;
    expect(assignment).toMatchObject(winner === 0 ? ONE : { ...TWO, student: undefined });
    expect(outcomes[winner]).toMatchObject({ status: 'fulfilled', value: { assignment } });
    expect(outcomes[1 - winner]).toMatchObject({
      status: 'rejected',
      reason: { kind: 'worker-assigned', assignedLab: assignment?.lab },
    });
    expect(stage.actions).not.toContain('DeleteTags');
  });

  it('do not notice one that stood still between its look and its write: that takes leases', async () => {
    const { stage, worker } = await prepare();
    const [looked, go] = [latch(), latch()];
    const CreateTags = async (): Promise<void> => {
      looked.open();
      await go.opened;
    };
    const slow = stage.fleetOf({ client: gatedClient(stage, { before: { CreateTags } }) });

    const late = slow.assign(worker, TWO);
    await looked.opened;
    const early = await stage.fleet.assign(worker, ONE);
    go.open();

    expect([early.assignment?.lab, (await late).assignment?.lab]).toEqual(['lab-1', 'lab-2']);
  });

  it('hear of it when what they have written is gone', async () => {
    const { stage, worker } = await prepare();
    const other = stage.connect();
    const CreateTags = () => other.removeTags(worker, ['AssignedLab']);
    const fleet = stage.fleetOf({ client: gatedClient(stage, { after: { CreateTags } }) });

    const error = await failure(fleet.assign(worker, ONE));

    expect(error).toMatchObject({ kind: 'conflict', retryable: true, instanceIds: [worker.instanceId] });
    expect(error.message).toMatch(/does not show the assignment.*Call again/);
  });

  it('wait a moment for EC2 to show what was written', async () => {
    const { stage, worker } = await prepare();
    const real = stage.connect();
    let reads = 0;
    const stale = new Proxy(real, {
      get: (target, key) => {
        if (key === 'getTags') {
          return async () => {
            reads += 1;
            return reads < 3 ? { ManagedBy: 'lab-service' } : await real.getTags(worker);
          };
        }
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });

    expect((await stage.fleetOf({ client: stale }).assign(worker, ONE)).assignment?.lab).toBe('lab-1');
    expect(reads).toBe(3);
  });
});

describe('two processes that assign the same worker, with leases,', () => {
  it('come one after the other, however slow the first one is', async () => {
    const { stage, worker, leases } = await prepare();
    const [looked, go] = [latch(), latch()];
    const CreateTags = async (): Promise<void> => {
      looked.open();
      await go.opened;
    };
    const slow = stage.fleetOf({ client: gatedClient(stage, { before: { CreateTags } }), leases });
    const quick = stage.fleetOf({ leases });

    const first = slow.assign(worker, TWO);
    await looked.opened;
    const second = failure(quick.assign(worker, ONE));
    go.open();

    expect((await first).tags).toMatchObject({ AssignedLab: 'lab-2', AssignmentToken: '1' });
    expect(await second).toMatchObject({ kind: 'worker-assigned', assignedLab: 'lab-2' });
    expect(leases.held).toEqual([]);
  });

  it('write nothing once their lease is lost, and say so', async () => {
    const { stage, worker, leases } = await prepare();
    const looked = latch();
    const go = latch();
    const DescribeInstanceStatus = async (): Promise<void> => {
      looked.open();
      await go.opened;
    };
    // A process that stands still renews nothing.
    const standing: LeaseStore = {
      acquire: (...call) => leases.acquire(...call),
      renew: () => new Promise(() => undefined),
      release: (lease) => leases.release(lease),
      read: (key) => leases.read(key),
    };
    const client = gatedClient(stage, { after: { DescribeInstanceStatus } });
    const slow = stage.fleetOf({ client, leases: standing });

    const late = failure(slow.assign(worker, TWO));
    await looked.opened;
    leases.expire(`instance/us-east-1/${worker.instanceId}`);
    const early = await stage.fleetOf({ leases }).assign(worker, ONE);
    go.open();
    await stage.clock.advance(60_000);

    expect(await late).toMatchObject({ kind: 'conflict', retryable: true });
    expect(early.tags['AssignmentToken']).toBe('2');
    expect((await stage.fleet.get(worker)).assignment).toMatchObject(ONE);
    expect(stage.actions.filter((action) => action === 'CreateTags')).toHaveLength(1);
  });

  it('give up what is on its way once the lease is lost', async () => {
    const { stage, worker, leases } = await prepare();
    const arriving = latch();
    const go = latch();
    const CreateTags = async (): Promise<void> => {
      arriving.open();
      await go.opened;
    };
    const client = gatedClient(stage, { before: { CreateTags }, timePasses: true });
    const slow = stage.fleetOf({ client, leases });

    const late = failure(slow.assign(worker, TWO));
    await arriving.opened;
    leases.expire(`instance/us-east-1/${worker.instanceId}`);
    await stage.clock.advance(12_000);
    go.open();
    const error = await late;

    expect(error).toMatchObject({ kind: 'conflict', retryable: true, instanceIds: [worker.instanceId] });
    expect(error.message).toMatch(/assign: the lease on .* was lost, so nothing more was written/);
    expect(await stage.client.getTags(worker)).not.toHaveProperty('AssignedLab');
  });

  it('follow a holder that was killed, once its lease has expired', async () => {
    const { stage, worker, leases } = await prepare();
    await leases.acquire(`instance/us-east-1/${worker.instanceId}`, { owner: 'killed', durationSeconds: 30 });
    const begin = stage.clock.now();

    const assigned = await stage.fleetOf({ leases }).assign(worker, ONE);

    expect(assigned.tags['AssignmentToken']).toBe('2');
    expect(stage.clock.now() - begin).toBeGreaterThanOrEqual(30_000);
    expect(stage.clock.now() - begin).toBeLessThan(40_000);
  });

  it('are told when somebody keeps the lease for ever', async () => {
    const { stage, worker, leases } = await prepare();
    await leases.acquire(`instance/us-east-1/${worker.instanceId}`, {
      owner: 'other',
      durationSeconds: 9_999,
    });

    const error = await failure(stage.fleetOf({ leases }).assign(worker, ONE));

    expect(error).toMatchObject({ kind: 'conflict', retryable: true, conflictsWith: 'change' });
    expect(error.message).toMatch(/somebody else has held the lease .* for 60 s, and nothing was done/);
  });

  it('write nothing where a later lease has written', async () => {
    const { stage, worker } = await prepare();
    await stage.client.addTags(worker, { AssignmentToken: '7' });
    const fleet = stage.fleetOf({ leases: new SharedLeases(stage.clock) });

    const error = await failure(fleet.assign(worker, ONE));

    expect(error).toMatchObject({ kind: 'conflict', retryable: false });
    expect(error.message).toMatch(
      /under lease 7, which is later than this one, 1.*AssignmentToken with removeTags/,
    );
    expect(await stage.client.getTags(worker)).not.toHaveProperty('AssignedLab');
  });

  it('keep the lease while they wait for what takes long', async () => {
    const { stage, worker, leases } = await prepare();
    const fleet = stage.fleetOf({ leases });
    await fleet.assign(worker, ONE);
    const terminate = async (): Promise<void> => {
      await stage.clock.sleep(300_000);
    };
    let rival: Promise<FleetWorker> | undefined;

    await fleet.release(worker, {
      then: 'terminate',
      terminate: async () => {
        rival = stage.fleetOf({ leases }).assign(worker, TWO);
        rival.catch(() => undefined);
        await terminate();
        await stage.client.terminateInstance(worker);
      },
    });

    expect(leases.calls.filter((call) => call.startsWith('renew')).length).toBeGreaterThan(20);
    await expect(rival).rejects.toMatchObject({ kind: 'conflict' });
  });
});
