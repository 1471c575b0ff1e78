import { describe, expect, it } from 'vitest';
import { failure, STRANGER } from '../../client/worker-simulation.js';
import { FleetStage, OWNED } from '../fleet-stage.js';
import { SharedLeases } from './shared-leases.js';

const LAB = { lab: 'bgp-101', student: 'ada', tags: { Course: 'ccna' } };
const SNOOZED = { IdleSnoozedUntil: '2030-01-01T00:00:00.000Z' };

async function prepare(withLeases = false) {
  const stage = new FleetStage();
  const leases = withLeases ? new SharedLeases(stage.clock) : undefined;
  const fleet = stage.fleetOf({ leases });
  const { instanceId } = await stage.add({ tags: SNOOZED });
  const worker = await fleet.assign(instanceId, LAB);
  stage.aws.clearRequests();
  return { stage, fleet, worker };
}

const changesOf = ({ actions }: FleetStage): string[] =>
  actions.filter((action) => !action.startsWith('Describe'));

describe('release', () => {
  it.each([false, true])(
    'clears the tags of the assignment and no others; with leases: %s',
    async (leases) => {
      const { stage, fleet, worker } = await prepare(leases);

      const released = await fleet.release(worker);

      expect(await stage.client.getTags(worker)).toEqual({ Name: 'worker-1', ...OWNED, Course: 'ccna' });
      expect(released).toEqual({
        instanceId: worker.instanceId,
        assignment: worker.assignment,
        change: undefined,
      });
      expect(changesOf(stage)).toEqual(['DeleteTags']);
      expect((await fleet.listAvailable()).workers).toHaveLength(1);
    },
  );

  it('clears further tags if it is told to', async () => {
    const { stage, fleet, worker } = await prepare();

    await fleet.release(worker, { tagKeys: ['Course'] });

    expect(await stage.client.getTags(worker)).toEqual({ Name: 'worker-1', ...OWNED });
  });

  it.each([
    ['stop', 'StopInstances', 'stopping'],
    ['terminate', 'TerminateInstances', 'shutting-down'],
  ] as const)(
    'clears the tags before it has the worker %s, and may be repeated',
    async (then, action, state) => {
      const { stage, fleet, worker } = await prepare();
      const options = { then, lab: LAB.lab };

      const released = await fleet.release(worker, options);
      const again = await fleet.release(worker, options);

      expect(released.change).toMatchObject({ currentState: state, changed: true });
      expect(again.change?.changed).toBe(false);
      expect(changesOf(stage).slice(0, 2)).toEqual(['DeleteTags', action]);
      expect((await stage.client.getInstanceDetails(worker)).tags).not.toHaveProperty('AssignedLab');
    },
  );

  it('has nothing left to do once the terminated worker is forgotten', async () => {
    const { stage, fleet, worker } = await prepare();
    await fleet.release(worker, { then: 'terminate' });
    await stage.aws.advance(7_200_000);

    const { change } = await fleet.release(worker, { then: 'terminate' });

    expect(change).toMatchObject({ currentState: 'terminated', changed: false });
    expect(await failure(fleet.release(worker))).toMatchObject({ kind: 'instance-not-found' });
    expect(await failure(fleet.release(STRANGER, { then: 'stop' }))).toMatchObject({
      kind: 'instance-not-found',
    });
  });

  it('terminates by a function that may do more, once the tags are cleared', async () => {
    const { stage, fleet, worker } = await prepare();
    const seen: unknown[] = [];

    const { change } = await fleet.release(worker, {
      then: 'terminate',
      terminate: async ({ instanceId }) => {
        seen.push((await stage.client.getTags(instanceId))['AssignedLab']);
        await stage.client.terminateInstance(instanceId, { force: true });
      },
    });

    expect(seen).toEqual([undefined]);
    expect(change).toBeUndefined();
    expect((await stage.client.getInstanceDetails(worker)).instanceState).toBe('shutting-down');
  });

  it('leaves a worker alone that another lab has', async () => {
    const { stage, fleet, worker } = await prepare();

    const error = await failure(fleet.release(worker, { lab: 'ospf-1', then: 'terminate' }));

    expect(error).toMatchObject({ kind: 'worker-assigned', assignedLab: 'bgp-101', operation: 'release' });
    expect(changesOf(stage)).toEqual([]);
  });

  it('does not stop a worker that somebody has taken since its tags were cleared', async () => {
    const { stage, fleet, worker } = await prepare();
    const rival = stage.fleetOf({ client: stage.connect() });
    const taking: Promise<unknown>[] = [];
    stage.aws.fail({
      action: 'DescribeInstances',
      code: 'RequestLimitExceeded',
      when: () => {
        if (!stage.actions.includes('DeleteTags')) return false;
        taking.push(rival.assign(worker, { lab: 'ospf-1' }));
        return true;
      },
    });

    const error = await failure(fleet.release(worker, { then: 'stop', lab: LAB.lab }));
    await Promise.all(taking);

    expect(error).toMatchObject({ kind: 'worker-assigned', assignedLab: 'ospf-1' });
    expect(changesOf(stage)).not.toContain('StopInstances');
    expect((await stage.fleet.get(worker)).healthy).toBe(true);
  });

  it.each(['stop', 'terminate'] as const)('never has a protected worker %s', async (then) => {
    const { stage, fleet, worker } = await prepare();
    // As people write it.
    await stage.client.addTags(worker, { Protected: ' True' });
    stage.aws.clearRequests();

    const error = await failure(fleet.release(worker, { then }));

    expect(error).toMatchObject({ kind: 'operation-not-permitted', instanceIds: [worker.instanceId] });
    expect(error.message).toMatch(/Protected = true, so nothing was done.*then: 'keep'/);
    expect(changesOf(stage)).toEqual([]);
    expect((await fleet.release(worker, { then: 'keep' })).assignment?.lab).toBe('bgp-101');
  });

  it("refuses what is not the fleet's own", async () => {
    const { stage, fleet } = await prepare();
    const foreign = await stage.launchHealthy({ tags: { AssignedLab: 'x' } });

    expect(await failure(fleet.release(foreign))).toMatchObject({ kind: 'operation-not-permitted' });
    expect(await stage.client.getTags(foreign)).toMatchObject({ AssignedLab: 'x' });
  });

  it('refuses options that mean nothing before anything is sent', async () => {
    const { stage, fleet, worker } = await prepare();
    for (const [parameter, value] of [
      ['then', 'delete'],
      ['lab', ''],
      ['tagKeys', ['']],
      ['terminate', true],
    ] as const) {
      const error = await failure(fleet.release(worker, { [parameter]: value }));
      expect(error).toMatchObject({ kind: 'invalid-parameter', parameter });
    }
    expect(stage.actions).toEqual([]);
  });
});
