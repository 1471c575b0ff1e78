import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { RecoveryDecision } from 'ec2-worker-client/fleet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { launchSettingsOf, PROMPT, RecoveryStage, shortOf } from './recovery-stage.js';

describe('recovery', () => {
  it('goes on by itself until the worker is well, and tells each decision once', async () => {
    const stage = new RecoveryStage();
    const worker = await stage.add();
    void stage.clock.sleep(100_000).then(() => stage.aws.impair(worker.instanceId, { check: 'system' }));
    const heard: unknown[] = [];
    const hear = (decision: unknown): void => {
      const { instanceId } = (decision as RecoveryDecision).worker;
      if (instanceId === worker.instanceId) heard.push(decision);
    };
    subscribe('ec2-worker-client:fleet:recovery', hear);
    onTestFinished(() => void unsubscribe('ec2-worker-client:fleet:recovery', hear));

    const told = [];
    for await (const decision of stage.fleet.recovery({ launchSettingsOf, policy: PROMPT })) {
      told.push(decision);
      if (decision.action === 'start') stage.aws.recover(worker.instanceId);
      if (decision.action === 'forget') break;
    }

    const short = told.map(shortOf);
    expect(short.filter((each) => each.endsWith('done'))).toEqual([
      'stop done',
      'start done',
      'finish done',
      'forget done',
    ]);
    expect(short).toEqual(expect.arrayContaining(['none in-progress', 'none initializing', 'none healthy']));
    expect(short.filter((each, index) => each === short[index - 1])).toEqual([]);
    expect(heard).toEqual(told);
    expect(stage.clock.pendingSleeps).toBe(0);
  });

  it('waits until it has seen a worker ill for several times', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('instance');
    const begin = stage.clock.now();

    const options = { policy: PROMPT, minSightings: 4, everySeconds: 30 };
    for await (const { action } of stage.fleet.recovery(options)) if (action === 'reboot') break;

    expect(stage.clock.now() - begin).toBeGreaterThanOrEqual(60_000);
    expect(stage.clock.now() - begin).toBeLessThan(180_000);
  });

  it('calls for help again when a worker falls ill again that was well in between', async () => {
    const stage = new RecoveryStage();
    const { instanceId } = await stage.impaired('instance', { tags: { AssignedLab: 'bgp-101' } });
    const controller = new AbortController();
    void stage.clock.sleep(3_600_000).then(() => controller.abort('nobody was called'));

    const told: string[] = [];
    const options = { policy: PROMPT, abortSignal: controller.signal };
    for await (const decision of stage.fleet.recovery(options)) {
      told.push(shortOf(decision));
      if (told.length === 2) break;
      stage.aws.recover(instanceId);
      void stage.clock.sleep(300_000).then(() => stage.aws.impair(instanceId, { check: 'instance' }));
    }

    expect(told).toEqual(['escalate assigned', 'escalate assigned']);
  });

  it('rides out a time in which the fleet cannot be read, and warns of it', async () => {
    const stage = new RecoveryStage();
    await stage.impaired('instance');
    const warnings: string[] = [];
    const warn = (message: string): void => void warnings.push(message);
    const logger = { debug: () => undefined, info: () => undefined, warn, error: () => undefined };
    const upAgain = stage.clock.now() + 600_000;
    const when = (): boolean => stage.clock.now() < upAgain;
    stage.aws.fail({ code: 'Unavailable', httpStatus: 503, times: Number.POSITIVE_INFINITY, when });

    const told: string[] = [];
    for await (const decision of stage.fleetOf({ logger }).recovery({ policy: PROMPT })) {
      told.push(shortOf(decision));
      if (decision.outcome === 'done') break;
    }

    expect(told.at(-1)).toBe('reboot done');
    expect(stage.clock.now()).toBeGreaterThan(upAgain);
    expect(warnings).toContain('recovery: the fleet could not be looked at, which is tried again');
  });

  it('ends with its signal and with an error, and leaves no timer', async () => {
    const stage = new RecoveryStage();
    await stage.add();
    const controller = new AbortController();
    const read = async (abortSignal?: AbortSignal): Promise<void> => {
      for await (const _ of stage.fleet.recovery({ abortSignal })) expect.unreachable();
    };
    void stage.clock.sleep(200_000).then(() => controller.abort('enough'));

    expect(await failure(read(controller.signal))).toMatchObject({ kind: 'aborted', cause: 'enough' });
    stage.aws.fail({ action: 'DescribeInstances', code: 'UnauthorizedOperation', times: 99 });
    expect(await failure(read())).toMatchObject({ kind: 'permission-denied' });
    expect(stage.clock.pendingSleeps).toBe(0);
  });
});
