import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIVITY_CATEGORIES } from '../../src/cml/idle/activity-categories.js';
import { summarizeEvents } from '../../src/cml/idle/summarize-events.js';
import { failureOf, setCmlStage } from './cml-stage.js';

const HUMAN = 'cccccccc-0000-4000-8000-000000000003';
const at = (time: string): Date => new Date(`2026-01-10T${time}Z`);

describe('activity', () => {
  it('finds the latest sign of use among much that is none', async () => {
    const { host, cml } = await setCmlStage();
    cml.record(
      { category: 'user_activity', userId: HUMAN, at: at('10:00:00') },
      { category: 'start_lab', at: at('10:05:00') },
      { category: 'system_stats', at: at('10:59:00') },
      { category: 'stop_node', at: at('09:00:00') },
    );

    expect(await host.activity()).toEqual({
      known: true,
      lastActivityAt: at('10:05:00'),
      lastEventAt: at('10:59:00'),
      events: 4,
      ignored: 0,
      unreadable: 0,
    });
  });

  it('does not see its own polling, whatever its user id looks like', async () => {
    const { host, cml } = await setCmlStage({ recordsOwnCalls: true });
    cml.record({ category: 'user_activity', userId: HUMAN, at: at('10:00:00') });

    await host.activity();
    const activity = await host.activity();

    expect(activity).toMatchObject({ known: true, lastActivityAt: at('10:00:00'), ignored: 2 });
  });

  it('sees a person who works as the built-in admin of an older system', async () => {
    const { host, cml } = await setCmlStage();
    const builtIn = '00000000-0000-4000-a000-000000000000';
    cml.record({ category: 'user_activity', userId: builtIn, at: at('10:00:00') });

    expect(await host.activity()).toMatchObject({ lastActivityAt: at('10:00:00'), ignored: 0 });
  });

  it('leaves out other services that are named', async () => {
    const { host, cml } = await setCmlStage();
    cml.record({ category: 'user_activity', userId: HUMAN, at: at('10:00:00') });

    expect(await host.activity({ ignoreUserIds: [HUMAN.toUpperCase()] })).toMatchObject({
      lastActivityAt: undefined,
      ignored: 1,
    });
  });

  it('counts what our own account does to labs, which is on behalf of somebody', async () => {
    const { host, cml } = await setCmlStage();
    cml.record({ category: 'start_lab', userId: cml.userIds['service'], at: at('10:00:00') });

    expect(await host.activity()).toMatchObject({ lastActivityAt: at('10:00:00') });
  });

  it.each(['wipe_node', 'packet_capture', 'queue_node', 'import_lab'])(
    'takes %s for use',
    async (category) => {
      const { host, cml } = await setCmlStage();
      cml.record({ category, at: at('10:00:00') });

      expect(await host.activity()).toMatchObject({ lastActivityAt: at('10:00:00') });
    },
  );

  it.each([
    '2026-01-10T10:05:00',
    '2026-01-10T10:05:00.810Z',
    '2026-01-10T10:05:00+00:00',
    '2026-01-10 10:05:00',
  ])('reads the time %s', async (timestamp) => {
    const { host, cml } = await setCmlStage();
    cml.record({ category: 'start_lab', timestamp });

    const activity = await host.activity();

    expect(activity.known && activity.lastActivityAt?.toISOString().slice(0, 19)).toBe('2026-01-10T10:05:00');
  });

  it('counts times that it cannot read, rather than to drop them', async () => {
    const { host, cml } = await setCmlStage();
    cml.record(
      { category: 'start_lab', timestamp: 'yesterday' },
      { category: 'system_stats', timestamp: '?' },
    );

    expect(await host.activity()).toMatchObject({
      known: true,
      lastActivityAt: undefined,
      events: 2,
      unreadable: 1,
    });
  });

  it('goes by categories of the caller', async () => {
    const { host, cml } = await setCmlStage();
    cml.record(
      { category: 'lab_autostart', at: at('10:00:00') },
      { category: 'start_lab', at: at('11:00:00') },
    );

    expect(await host.activity({ categories: ['lab_autostart'] })).toMatchObject({
      lastActivityAt: at('10:00:00'),
    });
  });

  it.each([
    [{ categories: [] }, 'categories'],
    [{ categories: 'start_lab' as never }, 'categories'],
    [{ ignoreUserIds: HUMAN as never }, 'ignoreUserIds'],
  ])('refuses %j before anything is sent', async (options, parameter) => {
    const { host, cml } = await setCmlStage();

    expect(await failureOf(host.activity(options))).toMatchObject({ kind: 'invalid-parameter', parameter });
    expect(cml.requests).toEqual([]);
  });

  it.each([
    [{ status: 403 }, /planned fault/],
    [{ status: 404 }, /404/],
    [{ status: 500 }, /500/],
    [{ status: 200, body: {} }, /no list of events/],
    [{ status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }, /no JSON/],
  ])('knows nothing after %j, and says why', async (fault, reason) => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/telemetry/events', ...fault });

    expect(await host.activity()).toEqual({ known: false, reason: expect.stringMatching(reason) });
  });

  it('knows nothing of a list that is too long to be read', async () => {
    const stage = await setCmlStage({}, { maxBodyBytes: 20_000 });
    for (let count = 0; count < 1_000; count += 1) stage.cml.record({ category: 'system_stats' });

    expect(await stage.host.activity()).toEqual({
      known: false,
      reason: expect.stringMatching(/larger than 20000 bytes/),
    });
  });

  it('knows nothing where it cannot tell its own calls from those of others', async () => {
    const stage = await setCmlStage();
    stage.cml.fail({ path: '/telemetry/events', status: 200, body: [], times: 2 });
    const host = stage.connect({ credentials: { token: 'opaque' } });

    expect(await host.activity()).toEqual({ known: false, reason: expect.stringMatching(/ignoreUserIds/) });
    expect(await host.activity({ ignoreUserIds: [HUMAN] })).toMatchObject({ known: true });
  });

  it('fails where the host itself cannot be asked', async () => {
    const { host, cml } = await setCmlStage();
    await cml.setPhase('refuse');

    expect(await failureOf(host.activity())).toMatchObject({ kind: 'network', code: 'REFUSED' });
  });
});

describe('a summary of events', () => {
  const rule = { categories: ACTIVITY_CATEGORIES, ignoredUserIds: ['own'] };
  const events = fc.array(
    fc.oneof(
      fc.record({
        category: fc.constantFrom('start_lab', 'user_activity', 'system_stats'),
        timestamp: fc.constantFrom('2026-01-10T10:05:00', '2026-01-11T10:05:00+00:00', 'never'),
        data: fc.constantFrom({}, { user_id: 'own' }, { user_id: 'other' }, null),
      }),
      fc.anything(),
    ),
  );

  it('does not depend on their order, and stumbles over nothing', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(summarizeEvents(list.toReversed(), rule)).toEqual(summarizeEvents(list, rule));
      }),
    );
  });

  it('names only categories that CML has', () => {
    expect(ACTIVITY_CATEGORIES).not.toContain('wipe_lab');
    expect(Object.isFrozen(ACTIVITY_CATEGORIES)).toBe(true);
  });
});
