import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRecovery } from '../../../src/fleet/recovery/decide-recovery.js';
import type { RecoveryHistory } from '../../../src/fleet/recovery/recovery-history.js';
import type { RecoveryStep } from '../../../src/fleet/recovery/recovery-policy.js';
import type { RecoveryFacts } from '../../../src/fleet/recovery/recovery-verdict.js';
import { resolvePolicy } from '../../../src/fleet/recovery/resolve-policy.js';
import { failure } from '../../client/worker-simulation.js';
import { FleetStage } from '../fleet-stage.js';

const NOW = new Date('2026-03-04T12:00:00Z');
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);
const RULE = resolvePolicy({}, 'recover');

/** A worker whose instance check has failed for ten minutes, with nothing in the way. */
const ILL: RecoveryFacts = {
  now: NOW,
  state: 'running',
  health: 'impaired',
  failing: ['instance'],
  impairedSince: ago(600),
  isConfirmed: true,
  isProtected: false,
  isAssigned: false,
  mayRecoverItself: true,
  scheduledEvents: [],
  isReplacement: false,
  replacement: undefined,
  budgetLeft: 5,
};

const NEW: RecoveryHistory = {
  step: undefined,
  stage: undefined,
  at: undefined,
  attempts: [],
  replacedBy: undefined,
};

const having = (...steps: RecoveryStep[]): RecoveryHistory => ({
  ...NEW,
  step: steps.at(-1) === 'replace' ? undefined : steps.at(-1),
  at: ago(900),
  attempts: steps.map((step) => ({ step, at: ago(900) })),
});

const decide = (facts: Partial<RecoveryFacts> = {}, history: RecoveryHistory = NEW, rule = RULE) => {
  const { action, reason } = decideRecovery({ ...ILL, ...facts }, history, rule);
  return `${action} ${reason}`;
};

const EVENT = { code: 'instance-retirement', description: '', state: 'active', notAfter: undefined } as const;

describe('what is decided about an impaired worker', () => {
  it.each<[string, Partial<RecoveryFacts>, RecoveryHistory, string]>([
    ['instance check', {}, NEW, 'reboot impaired'],
    ['after a reboot', {}, having('reboot'), 'stop impaired'],
    ['after a stop and start', {}, having('reboot', 'stop-start'), 'launch impaired'],
    ['after everything', {}, having('reboot', 'stop-start', 'replace'), 'escalate ladder-exhausted'],
    ['system check', { failing: ['system'] }, NEW, 'stop impaired'],
    ['both checks', { failing: ['instance', 'system'] }, NEW, 'stop impaired'],
    ['system check again', { failing: ['system'] }, having('stop-start'), 'launch impaired'],
    ['volumes', { failing: ['attachedEbs'] }, NEW, 'escalate no-step'],
    ['volumes, and the guest for it', { failing: ['instance', 'attachedEbs'] }, NEW, 'escalate no-step'],
    ['protected', { isProtected: true }, NEW, 'none protected'],
    ['assigned', { isAssigned: true }, NEW, 'escalate assigned'],
    ['a short time', { impairedSince: ago(119) }, NEW, 'none hysteresis'],
    ['nobody knows since when', { impairedSince: undefined }, NEW, 'none hysteresis'],
    ['not seen often enough', { isConfirmed: false }, NEW, 'none hysteresis'],
    ['EC2 may mend it', { failing: ['system'], impairedSince: ago(599) }, NEW, 'none auto-recovery'],
    ['no budget', { budgetLeft: 0 }, NEW, 'escalate budget-spent'],
    ['an event now', { scheduledEvents: [{ ...EVENT, notBefore: NOW }] }, NEW, 'none scheduled-event'],
    [
      'an event tomorrow',
      { scheduledEvents: [{ ...EVENT, notBefore: ago(-86_400) }] },
      NEW,
      'reboot impaired',
    ],
    [
      'an event now, but it is replaced',
      { scheduledEvents: [{ ...EVENT, notBefore: NOW }] },
      having('reboot', 'stop-start'),
      'launch impaired',
    ],
    ['a replacement', { isReplacement: true }, NEW, 'none is-replacement'],
    ['initializing', { health: 'initializing' }, NEW, 'none initializing'],
    ['unknown', { health: 'unknown' }, NEW, 'none unknown-health'],
    ['stopped by somebody', { state: 'stopped', health: 'off' }, NEW, 'none not-running'],
  ])('%s', (_, facts, history, expected) => {
    expect(decide(facts, history)).toBe(expected);
  });

  it('is to wait after each step, and to forget it in the end', () => {
    const touched = { ...having('reboot'), at: ago(599) };
    expect(decide({}, touched)).toBe('none cool-down');
    expect(decideRecovery(ILL, touched, RULE).againAt).toEqual(ago(-1));
    const old = {
      ...NEW,
      step: 'reboot',
      at: ago(3_600),
      attempts: [{ step: 'reboot', at: ago(3_600) }],
    } as const;
    expect(decide({}, old)).toBe('reboot impaired');
    expect(decide({ health: 'healthy', failing: [] }, old)).toBe('forget over');
    expect(decide({ health: 'healthy', failing: [] }, having('reboot'))).toBe('none healthy');
  });

  it('leaves EC2 no time where it recovers nothing', () => {
    const facts: Partial<RecoveryFacts> = { failing: ['system'], impairedSince: ago(200) };
    expect(decide({ ...facts, mayRecoverItself: false })).toBe('stop impaired');
  });

  it('goes by the policy about workers in use', () => {
    const reboot = resolvePolicy({ assigned: 'reboot' }, 'recover');
    const recover = resolvePolicy({ assigned: 'recover' }, 'recover');
    const assigned = { isAssigned: true };

    expect(decide(assigned, NEW, reboot)).toBe('reboot impaired');
    expect(decide(assigned, having('reboot'), reboot)).toBe('escalate assigned');
    expect(decide(assigned, having('reboot'), recover)).toBe('stop impaired');
  });

  it('goes by its ladders, and how often each step may be tried', () => {
    const rule = resolvePolicy({ ladders: { attachedEbs: ['stop-start'] }, attemptsPerStep: 2 }, 'recover');

    expect(decide({ failing: ['attachedEbs'] }, NEW, rule)).toBe('stop impaired');
    expect(decide({}, having('reboot'), rule)).toBe('reboot impaired');
    expect(decide({}, having('reboot', 'reboot'), rule)).toBe('stop impaired');
  });
});

describe('how a step is gone on with', () => {
  const stopping = { ...NEW, step: 'stop-start', stage: 'stopping', at: ago(60) } as const;
  const starting = { ...stopping, stage: 'starting' } as const;
  const replacing = { ...NEW, step: 'replace', at: ago(60) } as const;
  const replaced = { ...replacing, replacedBy: 'i-2' };

  it.each<[string, Partial<RecoveryFacts>, RecoveryHistory, string]>([
    ['the stop got lost', {}, stopping, 'stop unfinished'],
    ['it stops', { state: 'stopping', health: 'off' }, stopping, 'none in-progress'],
    [
      'it hangs',
      { state: 'stopping', health: 'off' },
      { ...stopping, at: ago(300) },
      'force-stop unfinished',
    ],
    ['it is stopped', { state: 'stopped', health: 'off' }, stopping, 'start unfinished'],
    [
      'protected by now',
      { state: 'stopped', health: 'off', isProtected: true },
      stopping,
      'start unfinished',
    ],
    ['the start got lost', { state: 'stopped', health: 'off' }, starting, 'start unfinished'],
    [
      'no capacity for long',
      { state: 'stopped', health: 'off' },
      { ...starting, at: ago(600) },
      'launch unfinished',
    ],
    ['it starts', { state: 'pending', health: 'off' }, starting, 'none in-progress'],
    ['it has started', { health: 'initializing' }, starting, 'finish unfinished'],
    ['the launch got lost', {}, replacing, 'launch unfinished'],
    ['the other comes up', { replacement: 'initializing' }, replacing, 'none in-progress'],
    ['the other is well', { replacement: 'healthy' }, replacing, 'hand-over replacement-healthy'],
    [
      'it is well itself',
      { health: 'healthy', replacement: 'initializing' },
      replacing,
      'abandon replacement-failed',
    ],
    ['protected', { isProtected: true, replacement: 'healthy' }, replacing, 'abandon protected'],
    ['too late', { replacement: 'impaired' }, { ...replacing, at: ago(1_800) }, 'abandon replacement-failed'],
    ['handed over', {}, replaced, 'release replaced'],
    ['handed over, protected', { isProtected: true }, replaced, 'forget protected'],
    ['released', { state: 'stopping', health: 'off' }, replaced, 'none in-progress'],
    ['released and stopped', { state: 'stopped', health: 'off' }, replaced, 'forget replaced'],
    ['over', { state: 'terminated', health: 'off' }, replaced, 'none not-running'],
  ])('%s', (_, facts, history, expected) => {
    expect(decide(facts, history)).toBe(expected);
  });
});

describe('every decision', () => {
  const date = fc.integer({ min: 0, max: 8_000 }).map(ago);
  const step = fc.constantFrom<RecoveryStep>('reboot', 'stop-start', 'replace');
  const facts: fc.Arbitrary<RecoveryFacts> = fc.record({
    now: fc.constant(NOW),
    state: fc.constantFrom('pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'),
    health: fc.constantFrom('healthy', 'impaired', 'initializing', 'unknown', 'off'),
    failing: fc.subarray(['instance', 'system', 'attachedEbs'] as const),
    impairedSince: fc.option(date, { nil: undefined }),
    isConfirmed: fc.boolean(),
    isProtected: fc.boolean(),
    isAssigned: fc.boolean(),
    mayRecoverItself: fc.boolean(),
    scheduledEvents: fc.constantFrom([], [{ ...EVENT, notBefore: NOW }]),
    isReplacement: fc.boolean(),
    replacement: fc.constantFrom(undefined, 'healthy', 'impaired', 'initializing', 'unknown', 'off'),
    budgetLeft: fc.integer({ min: -1, max: 3 }),
  });
  const history: fc.Arbitrary<RecoveryHistory> = fc.record({
    step: fc.option(step, { nil: undefined }),
    stage: fc.constantFrom(undefined, 'stopping', 'starting'),
    at: fc.option(date, { nil: undefined }),
    attempts: fc.array(fc.record({ step, at: date }), { maxLength: 4 }),
    replacedBy: fc.constantFrom(undefined, 'i-2'),
  });

  it('to begin something is about a worker that runs, is impaired, free, and for whom there is budget', () => {
    fc.assert(
      fc.property(facts, history, (given, past) => {
        const { action, reason } = decideRecovery(given, past, RULE);
        if (reason !== 'impaired') return;
        expect(action).toMatch(/^(reboot|stop|launch)$/);
        expect(given).toMatchObject({ state: 'running', health: 'impaired', isConfirmed: true });
        expect([given.isProtected, given.isAssigned, given.isReplacement]).toEqual([false, false, false]);
        expect(given.budgetLeft).toBeGreaterThan(0);
        expect(NOW.getTime() - (given.impairedSince?.getTime() ?? NOW.getTime())).toBeGreaterThanOrEqual(
          120_000,
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('spares a worker that is protected, and releases one only for another that was well', () => {
    fc.assert(
      fc.property(facts, history, (given, past) => {
        const { action } = decideRecovery(given, past, RULE);
        if (given.isProtected) expect(action).toMatch(/^(none|start|finish|abandon|forget)$/);
        if (action === 'release') expect(past.replacedBy).toBeDefined();
        if (action === 'hand-over') expect(given.replacement).toBe('healthy');
        if (given.health === 'unknown' || given.health === 'initializing') {
          expect(action).not.toMatch(/^(reboot|stop)$/);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a policy', () => {
  it.each([
    [{ attemptsPerStep: 0 }, 'policy.attemptsPerStep'],
    [{ minImpairedSeconds: -1 }, 'policy.minImpairedSeconds'],
    [{ coolDownSeconds: 900, forgetAfterSeconds: 800 }, 'policy.forgetAfterSeconds'],
    [{ assigned: 'maybe' }, 'policy.assigned'],
    [{ replacedThen: 'hide' }, 'policy.replacedThen'],
    [{ budget: { perHour: 0 } }, 'policy.budget.perHour'],
    [{ budget: { percentPerHour: 101 } }, 'policy.budget.percentPerHour'],
    [{ ladders: { application: [] } }, 'policy.ladders.application'],
    [{ ladders: { system: ['pray'] } }, 'policy.ladders.system'],
  ])('that makes no sense is refused: %j', async (policy, parameter) => {
    const stage = new FleetStage();

    const error = await failure(stage.fleet.recover({ policy: policy as never }));

    expect(error).toMatchObject({ kind: 'invalid-parameter', operation: 'recover', parameter });
    expect(stage.actions).toEqual([]);
  });
});
