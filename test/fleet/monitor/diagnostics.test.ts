import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FleetEvent } from 'ec2-worker-client/fleet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { turns } from '../../client/worker-simulation.js';
import { FleetStage } from '../fleet-stage.js';
import { isOf, takeUntil } from './monitor-stage.js';

function listen(type: FleetEvent['type'], hear: (event: unknown) => void): void {
  const name = `ec2-worker-client:fleet:${type}`;
  subscribe(name, hear);
  onTestFinished(() => {
    unsubscribe(name, hear);
  });
}

describe('the diagnostics channels of a fleet', () => {
  it('have every event that the reader has, and nobody can change it', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add();
    const heard: unknown[] = [];
    for (const type of ['appeared', 'health-changed', 'impaired'] as const) {
      listen(type, (event) => heard.push(event));
    }
    void stage.clock.sleep(60_000).then(() => stage.aws.impair(instanceId, { check: 'system' }));

    const events = await takeUntil(stage.fleet.monitor(), isOf('impaired'));

    expect(heard).toEqual(events);
    expect(heard.every((event) => Object.isFrozen(event))).toBe(true);
  });

  it('do no harm when somebody who listens throws', async () => {
    const stage = new FleetStage();
    await stage.add();
    const uncaught = process.listeners('uncaughtException');
    const thrown: unknown[] = [];
    process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => thrown.push(error));
    onTestFinished(() => {
      process.removeAllListeners('uncaughtException');
      for (const listener of uncaught) process.on('uncaughtException', listener);
    });
    listen('appeared', () => {
      throw new Error('a careless listener');
    });

    expect(await takeUntil(stage.fleet.monitor(), isOf('appeared'))).toHaveLength(1);
    await turns();
    expect(thrown).toEqual([new Error('a careless listener')]);
  });
});
