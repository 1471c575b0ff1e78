import { InstanceState } from '../../model/instance-state.js';
import { decideUnfinished } from './decide-unfinished.js';
import type { RecoveryHistory } from './recovery-history.js';
import type { RecoveryRule, RecoveryStep } from './recovery-policy.js';
import type { RecoveryFacts, RecoveryVerdict } from './recovery-verdict.js';
import { act, escalate, leave } from './verdicts.js';

const FIRST_ACTIONS = { reboot: 'reboot', 'stop-start': 'stop', replace: 'launch' } as const;

/**
 * Decides what to do about a worker, from what is known of it: no I/O, no clock of its own. What was begun is gone on
 * with first; a new step is begun only for a worker that runs and whose checks fail, never on a guess.
 */
export function decideRecovery(
  facts: RecoveryFacts,
  history: RecoveryHistory,
  rule: RecoveryRule,
): RecoveryVerdict {
  const unfinished = decideUnfinished(facts, history, rule);
  if (unfinished !== undefined) return unfinished;
  if (facts.isReplacement) return leave('is-replacement', 'its checks decide whether it takes the place');
  if (facts.state !== InstanceState.RUNNING) return leave('not-running', `it is ${facts.state}`);
  switch (facts.health) {
    case 'impaired':
      break;
    case 'healthy':
      return isOver(facts, history, rule)
        ? act('forget', undefined, 'over', 'it has been well since')
        : leave('healthy', 'its checks pass');
    case 'initializing':
      return leave('initializing', 'its checks have not been made yet');
    default:
      return leave('unknown-health', 'nobody knows how it is');
  }
  if (facts.isProtected) return leave('protected', 'it is protected');
  return waitFor(facts, history, rule) ?? chooseStep(facts, history, rule);
}

/** Whether what was done to recover a worker is so long ago that it does not count any more. */
function isOver(
  { now }: RecoveryFacts,
  { step, at, attempts }: RecoveryHistory,
  rule: RecoveryRule,
): boolean {
  const last = Math.max(at?.getTime() ?? 0, ...attempts.map((attempt) => attempt.at.getTime()));
  const hasHistory = step !== undefined || attempts.length > 0;
  return hasHistory && now.getTime() - last >= rule.forgetAfterMs;
}

/** Whatever gives reason to wait with an impaired worker. */
function waitFor(
  { now, failing, impairedSince, isConfirmed, mayRecoverItself }: RecoveryFacts,
  { at, attempts }: RecoveryHistory,
  rule: RecoveryRule,
): RecoveryVerdict | undefined {
  const since = impairedSince?.getTime() ?? now.getTime();
  const longEnoughAt = new Date(since + rule.minImpairedMs);
  if (impairedSince === undefined || now < longEnoughAt) {
    return leave('hysteresis', 'its checks have not failed for long', longEnoughAt);
  }
  if (!isConfirmed) return leave('hysteresis', 'it was not seen to fail often enough');
  const coolAt = new Date((at?.getTime() ?? 0) + rule.coolDownMs);
  if (now < coolAt) return leave('cool-down', 'something was done to it not long ago', coolAt);
  const graceEndsAt = new Date(since + rule.autoRecoveryGraceMs);
  const wasTouched = attempts.some((attempt) => attempt.at.getTime() >= since);
  if (failing.includes('system') && mayRecoverItself && !wasTouched && now < graceEndsAt) {
    return leave('auto-recovery', 'EC2 may recover it by itself', graceEndsAt);
  }
  return undefined;
}

function chooseStep(facts: RecoveryFacts, history: RecoveryHistory, rule: RecoveryRule): RecoveryVerdict {
  const { now, failing, isAssigned, budgetLeft, scheduledEvents } = facts;
  const checks = `${failing.join(' and ')} ${failing.length > 1 ? 'checks fail' : 'check fails'}`;
  const ladder = ladderFor(facts, rule);
  if (ladder.length === 0) return escalate('no-step', undefined, `the ${checks}, for which there is no step`);
  const step = nextStep(ladder, facts, history, rule);
  if (step === undefined) {
    return escalate('ladder-exhausted', undefined, `the ${checks} after every step`);
  }
  if (isAssigned && rule.assigned !== 'recover' && (rule.assigned === 'escalate' || step !== 'reboot')) {
    return escalate('assigned', step, `the ${checks}, but a lab is assigned to it`);
  }
  const near = scheduledEvents.find(
    ({ state, notBefore }) =>
      state === 'active' && (notBefore?.getTime() ?? 0) - now.getTime() <= rule.eventHorizonMs,
  );
  if (near !== undefined && step !== 'replace') {
    return leave('scheduled-event', `AWS has scheduled an ${near.code} for it`);
  }
  if (budgetLeft <= 0) return escalate('budget-spent', step, `the ${checks}, but the budget is spent`);
  return act(FIRST_ACTIONS[step], step, 'impaired', `the ${checks}`);
}

/** A failing system check is the reason of the others; behind a failing volume a reboot does not help either. */
function ladderFor({ failing }: RecoveryFacts, { ladders }: RecoveryRule): readonly RecoveryStep[] {
  if (failing.includes('system')) return ladders.system;
  return failing.includes('attachedEbs') ? ladders.attachedEbs : ladders.instance;
}

/** The next step of a ladder: after the last one that was taken, or that one again if it may be. */
function nextStep(
  ladder: readonly RecoveryStep[],
  { now }: RecoveryFacts,
  { attempts }: RecoveryHistory,
  { forgetAfterMs, attemptsPerStep }: RecoveryRule,
): RecoveryStep | undefined {
  const recent = attempts.filter(({ at }) => now.getTime() - at.getTime() < forgetAfterMs);
  const taken = (step: RecoveryStep): number => recent.filter((attempt) => attempt.step === step).length;
  return ladder.find((step) => taken(step) < attemptsPerStep);
}
