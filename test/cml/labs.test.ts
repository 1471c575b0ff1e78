import { describe, expect, it } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

const LABS = [
  { title: 'Routing', state: 'STARTED', nodeCount: 5 },
  { title: 'Switching', state: 'STOPPED' },
  { title: 'Drawn', state: 'DEFINED_ON_CORE' },
] as const;

describe('labs', () => {
  it('counts those that are started, not all there are', async () => {
    const { host } = await setCmlStage({ labs: [...LABS] });

    expect(await host.labs()).toEqual({ total: 3, active: 1, unclear: 0, scope: 'all', labs: undefined });
  });

  it('counts none on a host without any', async () => {
    const { host } = await setCmlStage();

    expect(await host.labs({ details: true })).toEqual({
      total: 0,
      active: 0,
      unclear: 0,
      scope: 'all',
      labs: [],
    });
  });

  it('lists each where that is asked for', async () => {
    const { host, cml } = await setCmlStage({ labs: [...LABS] });

    const { labs = [] } = await host.labs({ details: true });

    expect(labs.map(({ title }) => title)).toEqual(['Routing', 'Switching', 'Drawn']);
    expect(labs[0]).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      title: 'Routing',
      state: 'STARTED',
      ownerId: cml.userIds['service'],
      ownerName: 'service',
      nodeCount: 5,
      linkCount: 4,
      createdAt: new Date('2026-01-10T09:00:00Z'),
      modifiedAt: new Date('2026-01-10T10:00:00Z'),
    });
  });

  it('leaves out a lab that is gone when it is asked for', async () => {
    const { host } = await setCmlStage({ labs: [...LABS, { state: 'STARTED', vanishes: true }] });

    expect(await host.labs()).toMatchObject({ total: 3, active: 1 });
  });

  it('takes an unknown state neither for active nor for not', async () => {
    const { host } = await setCmlStage({ labs: [{ state: 'HIBERNATED' }, { state: 'STARTED' }] });

    expect(await host.labs()).toMatchObject({ total: 2, active: 1, unclear: 1 });
  });

  it('says so where the account may not be shown all', async () => {
    const users = [
      { username: 'student', password: 'secret', admin: false },
      { username: 'teacher', password: 'secret' },
    ];
    const { host, cml } = await setCmlStage({ users, labs: [{ state: 'STARTED' }] });
    cml.putLab({ state: 'STARTED', ownerId: cml.userIds['teacher'] });

    expect(await host.labs()).toMatchObject({ total: 1, active: 1, scope: 'visible' });
  });

  it('reads four at a time', async () => {
    const { host, cml } = await setCmlStage({
      labs: Array.from({ length: 30 }, () => ({ state: 'STARTED' })),
    });

    expect(await host.labs()).toMatchObject({ total: 30, active: 30 });
    expect(cml.connections).toBeLessThanOrEqual(4);
  });

  it('fails rather than to count only some', async () => {
    const { host, cml } = await setCmlStage({ labs: [...LABS] });
    cml.fail({ path: /^\/labs\/.+/, status: 500 });

    expect(await failureOf(host.labs())).toMatchObject({ kind: 'service-unavailable', code: 'SERVER_ERROR' });
  });

  it('does not take a list that is not there for one without labs', async () => {
    const { host, cml } = await setCmlStage({ labs: [...LABS] });
    cml.fail({ path: '/labs', status: 404 });

    expect(await failureOf(host.labs())).toMatchObject({ kind: 'resource-not-found', code: 'NOT_FOUND' });
  });

  it.each([[{}], [[1, 2]], [null], ['text']])('does not take %j for a list of labs', async (body) => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/labs', status: 200, body });

    expect(await failureOf(host.labs())).toMatchObject({ code: 'NOT_JSON' });
  });
});

describe('stats', () => {
  it('reads figures in bytes and percent, and how full a disk is by what is free', async () => {
    const { host, cml } = await setCmlStage({ labs: [...LABS], diskFreeShare: 0.25 });
    const GIB = 1_073_741_824;

    const stats = await host.stats();

    expect(stats).toMatchObject({
      cpu: { count: 8, percent: 12.5 },
      memory: { usedBytes: 10 * GIB, freeBytes: 54 * GIB, totalBytes: 64 * GIB, usedShare: 0.15625 },
      disk: { usedShare: 0.75 },
      controllerDisk: { usedShare: 0.75 },
      nodes: { total: 9, running: 5, allocatedCpus: 5, allocatedMemoryBytes: 5 * 524_288 * 1_024 },
    });
    expect(stats.computes).toHaveLength(1);
    expect(stats.computes[0]).toMatchObject({
      hostname: 'cml-controller',
      isController: true,
      nodes: { running: 5 },
    });
    expect(cml.requests.at(-1)?.path).toBe('/system_stats');
  });

  it('does not take what is missing for zero', async () => {
    const { host, cml } = await setCmlStage();
    const computes = { one: { stats: { dominfo: { running_nodes: 3 } } }, two: { stats: {} } };
    cml.fail({
      path: '/system_stats',
      status: 200,
      body: { computes, all: { disk: { used: 1, total: 0 } } },
    });
    cml.fail({ path: '/system_stats', status: 200, body: {} });

    const [partial, empty] = [await host.stats(), await host.stats()];

    expect(partial.nodes).toEqual({
      total: undefined,
      running: undefined,
      allocatedCpus: undefined,
      allocatedMemoryBytes: undefined,
    });
    expect(partial.computes[0]?.nodes.running).toBe(3);
    expect([partial.cpu, partial.disk, empty.nodes.running, empty.computes]).toEqual([
      undefined,
      undefined,
      undefined,
      [],
    ]);
  });

  it('keeps a figure that is zero', async () => {
    const { host } = await setCmlStage();

    expect((await host.stats()).nodes).toMatchObject({ total: 0, running: 0, allocatedMemoryBytes: 0 });
  });

  it.each(['2.9.0', '2.9.1', 'newer'] as const)('takes the answers of %s', async (drift) => {
    const { host } = await setCmlStage({ drift });

    expect(await host.stats()).toMatchObject({ cpu: { percent: 12.5 } });
    expect(await host.probe()).toMatchObject({ phase: 'ready' });
  });
});
