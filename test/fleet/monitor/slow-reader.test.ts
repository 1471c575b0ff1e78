import type { InstanceStatusChecks } from 'ec2-worker-client';
import type { FleetEvent, FleetWorker } from 'ec2-worker-client/fleet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../src/fleet/monitor/event-queue.js';
import { type MergeableEvent, mergeEvents } from '../../../src/fleet/monitor/merge-events.js';
import { MonitorLedger } from '../../../src/fleet/monitor/monitor-ledger.js';
import { tellCheckChanges, tellTagChanges } from '../../../src/fleet/monitor/tell-changes.js';
import { type WorkerMemo, workerOf } from '../../../src/fleet/monitor/worker-memo.js';
import { checksOf } from '../../waiters/checks-fixture.js';
import { FleetStage } from '../fleet-stage.js';
import { isOf } from './monitor-stage.js';

const REGION = 'us-east-1';

/** One thing that may happen to a worker. */
interface Happening {
  readonly id: string;
  readonly what: 'tags' | 'impaired' | 'healthy' | 'stopped' | 'reboot-plan' | 'no-plan' | 'vanish';
  readonly value: string;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  id: fc.constantFrom('i-1', 'i-2'),
  what: fc.constantFrom('tags', 'impaired', 'healthy', 'stopped', 'reboot-plan', 'no-plan', 'vanish'),
  value: fc.constantFrom('a', 'b', 'c'),
});

function workerNamed(instanceId: string): FleetWorker {
  const checks = checksOf({ instanceState: 'running' });
  const tags = { Name: instanceId };
  const known = { instanceId, region: REGION, name: instanceId, tags, instanceState: 'running', checks };
  return { ...known, roleArn: undefined, lifecycle: 'on-demand', healthy: true } as unknown as FleetWorker;
}

/** The events of what has happened, by somebody who knows of the ones before. */
function eventsOf(known: MonitorLedger, { id, what, value }: Happening, at: Date): MergeableEvent[] {
  const memo = known.get(id);
  if (memo === undefined) {
    const instance = workerNamed(id);
    const worker = { instanceId: id, region: REGION, roleArn: undefined, name: id } as const;
    return [{ type: 'appeared', at, worker, instance }];
  }
  const subject = { at, worker: workerOf(memo) };
  if (what === 'vanish') return [{ type: 'vanished', ...subject, lastSeen: at, why: 'terminated' }];
  if (what === 'tags') {
    const lab = value === 'c' ? {} : { AssignedLab: value };
    return tellTagChanges(memo, { Name: id, [value]: value, ...lab }, at);
  }
  return ofChecks(memo, what, value, at);
}

function ofChecks(memo: WorkerMemo, what: Happening['what'], value: string, at: Date): MergeableEvent[] {
  const subject = { at, worker: workerOf(memo) };
  const plan = { code: 'system-reboot', description: value, notBefore: at, notAfter: undefined };
  const checks: InstanceStatusChecks = {
    ...checksOf({
      instanceState: what === 'stopped' ? 'stopped' : 'running',
      system: what === 'impaired' ? 'impaired' : 'ok',
    }),
    scheduledEvents: what === 'reboot-plan' ? [{ ...plan, state: 'active' }] : [],
  };
  const events: MergeableEvent[] = [...tellCheckChanges(memo, checks, at)];
  if (what === 'impaired' && memo.impairedFor === undefined) {
    events.push({ type: 'impaired', ...subject, failing: ['system'], since: at });
  }
  if (what === 'healthy' && memo.impairedFor !== undefined) events.push({ type: 'recovered', ...subject });
  return events;
}

function happen(happenings: readonly Happening[], known: MonitorLedger): MergeableEvent[] {
  return happenings.flatMap((each, index) => {
    const events = eventsOf(known, each, new Date(1_000 * index));
    for (const event of events) known.hear(event);
    return events;
  });
}

const byId = (ledger: MonitorLedger) =>
  Object.fromEntries(
    ledger.workers.map((memo) => [memo.instanceId, JSON.parse(JSON.stringify(memo)) as unknown]),
  );

describe('events that were put together', () => {
  const histories = fc.tuple(fc.array(happening, { maxLength: 12 }), fc.array(happening, { maxLength: 40 }));

  it('leave the reader with the same knowledge as all of them', () => {
    fc.assert(
      fc.property(histories, ([told, waiting]) => {
        const reader = new MonitorLedger();
        happen(told, reader);
        const known = reader.copy();
        const events = happen(waiting, known);

        for (const event of mergeEvents(events)) reader.hear(event);

        expect(byId(reader)).toEqual(byId(known));
      }),
    );
  });

  it('are few, however much has happened', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 300 }), (happenings) => {
        const merged = mergeEvents(happen(happenings, new MonitorLedger()));

        expect(merged.length).toBeLessThanOrEqual(2 * 9);
      }),
    );
  });

  it('lose neither an impairment nor the end of a worker', () => {
    fc.assert(
      fc.property(histories, ([told, waiting]) => {
        const known = new MonitorLedger();
        happen(told, known);
        const before = new Set(known.workers.map(({ instanceId }) => instanceId));
        const events = happen(waiting, known);
        const merged = mergeEvents(events);

        for (const id of before) {
          const of = (list: readonly MergeableEvent[], type: FleetEvent['type']) =>
            list.some((event) => event.type === type && 'worker' in event && event.worker.instanceId === id);
          expect(of(merged, 'vanished')).toBe(of(events, 'vanished'));
          if (!of(events, 'vanished')) expect(of(merged, 'impaired')).toBe(of(events, 'impaired'));
        }
      }),
    );
  });
});

describe('a queue of events', () => {
  it('tells first that it has put some together', async () => {
    const queue = new EventQueue(3, () => 5_000);
    const events = happen(
      [
        { id: 'i-1', what: 'healthy', value: 'a' },
        ...['impaired', 'healthy', 'impaired'].map((what) => ({ id: 'i-1', what, value: 'a' }) as Happening),
      ],
      new MonitorLedger(),
    );
    for (const event of events) queue.put(event);

    const first = await queue.take();
    expect(first).toEqual({ type: 'lagged', at: new Date(5_000), merged: expect.any(Number) });
    expect((await queue.take()).type).toBe('appeared');
  });

  it('hands over what is there before it ends', async () => {
    const queue = new EventQueue(3, () => 0);
    for (const event of happen([{ id: 'i-1', what: 'healthy', value: 'a' }], new MonitorLedger())) {
      queue.put(event);
    }
    queue.close('over');

    expect((await queue.take()).type).toBe('appeared');
    await expect(queue.take()).rejects.toBe('over');
  });
});

describe('a monitor with a slow reader', () => {
  it('goes on with what is newest, and says so', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add();
    const { clock, client } = stage;
    const monitor = stage.fleet.monitor({ maxBuffered: 2, listEverySeconds: 10 });
    const events: FleetEvent[] = [];

    for await (const event of monitor) {
      events.push(event);
      if (event.type === 'tags-changed') break;
      if (event.type !== 'appeared') continue;
      for (let count = 0; count < 10; count += 1) {
        await client.addTags(instanceId, { Count: `${count}` });
        await clock.sleep(20_000);
      }
    }

    expect(events.filter(isOf('lagged'))).toHaveLength(1);
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'tags-changed', added: { Count: expect.stringMatching(/[89]/) } });
  });
});
