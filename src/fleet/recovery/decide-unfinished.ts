import { InstanceState } from '../../model/instance-state.js';
import { isEnding } from '../discovery/is-ending.js';
import type { RecoveryHistory } from './recovery-history.js';
import type { RecoveryRule } from './recovery-policy.js';
import type { RecoveryFacts, RecoveryVerdict } from './recovery-verdict.js';
import { act, leave } from './verdicts.js';

/** How soon to look at a step again that is under way, in milliseconds. */
const SOON_MS = 15_000;

/** Decides how to go on with a step that was begun, by whatever process; `undefined` if there is none. */
export function decideUnfinished(
  facts: RecoveryFacts,
  history: RecoveryHistory,
  rule: RecoveryRule,
): RecoveryVerdict | undefined {
  if (isEnding(facts.state)) return leave('not-running', `it is ${facts.state}`);
  if (history.step === 'replace') {
    return history.replacedBy === undefined
      ? decideReplacement(facts, history, rule)
      : decideRelease(facts, rule);
  }
  if (history.step === 'stop-start') return decideStopStart(facts, history, rule);
  return undefined;
}

/** Of a stop and start the start is never left out, whatever else is the matter. */
function decideStopStart(
  facts: RecoveryFacts,
  history: RecoveryHistory,
  rule: RecoveryRule,
): RecoveryVerdict | undefined {
  const { now, state, health, isProtected } = facts;
  const { stage } = history;
  // It has run since: whoever stops it now has a reason of their own.
  if (stage === undefined) return undefined;
  const elapsed = elapsedSince(history, now);
  switch (state) {
    case InstanceState.STOPPED:
      return mayReplaceInstead(facts, history, rule)
        ? act('launch', 'replace', 'unfinished', 'it was stopped and cannot be started')
        : act('start', 'stop-start', 'unfinished', 'it was stopped');
    case InstanceState.STOPPING:
      if (elapsed < rule.stopTimeoutMs || isProtected) return underWay(now, 'it is stopping');
      return act('force-stop', 'stop-start', 'unfinished', 'it does not stop');
    case InstanceState.PENDING:
      return underWay(now, 'it is starting');
    default:
      if (stage === 'starting') return act('finish', 'stop-start', 'unfinished', 'it runs again');
      // It runs on. Its state may be an old one, so that for some time nobody can tell.
      if (elapsed >= rule.coolDownMs) return act('finish', 'stop-start', 'unfinished', 'it has not stopped');
      return health === 'impaired' && !isProtected
        ? act('stop', 'stop-start', 'unfinished', 'it was to be stopped')
        : undefined;
  }
}

/** A worker that AWS has no capacity to start again may be replaced, once it was tried for a while. */
function mayReplaceInstead(facts: RecoveryFacts, history: RecoveryHistory, rule: RecoveryRule): boolean {
  const { now, isProtected, isAssigned, budgetLeft } = facts;
  if (history.stage !== 'starting' || elapsedSince(history, now) < rule.coolDownMs) return false;
  if (isProtected || budgetLeft <= 0 || (isAssigned && rule.assigned !== 'recover')) return false;
  const { forgetAfterMs, attemptsPerStep } = rule;
  const taken = history.attempts.filter(
    ({ step, at }) => step === 'replace' && now.getTime() - at.getTime() < forgetAfterMs,
  );
  return rule.ladders.system.includes('replace') && taken.length < attemptsPerStep;
}

function elapsedSince({ at }: RecoveryHistory, now: Date): number {
  return now.getTime() - (at?.getTime() ?? 0);
}

function decideReplacement(
  { now, health, isProtected, replacement }: RecoveryFacts,
  history: RecoveryHistory,
  { replacementTimeoutMs }: RecoveryRule,
): RecoveryVerdict {
  const elapsed = elapsedSince(history, now);
  if (isProtected) return act('abandon', 'replace', 'protected', 'it is protected by now');
  if (health === 'healthy') return act('abandon', 'replace', 'replacement-failed', 'it is well by itself');
  if (replacement === 'healthy') {
    return act('hand-over', 'replace', 'replacement-healthy', 'another can take its place');
  }
  if (elapsed >= replacementTimeoutMs) {
    return act('abandon', 'replace', 'replacement-failed', 'its replacement was not healthy in time');
  }
  if (replacement === undefined)
    return act('launch', 'replace', 'unfinished', 'its replacement is not there');
  return underWay(now, 'its replacement is not healthy yet');
}

function decideRelease(
  { now, state, isProtected }: RecoveryFacts,
  { replacedThen }: RecoveryRule,
): RecoveryVerdict {
  if (isProtected) return act('forget', 'replace', 'protected', 'it was replaced, but is protected');
  const isToStop = replacedThen === 'stop';
  if (isToStop && state === InstanceState.STOPPING) return underWay(now, 'it was replaced and is stopping');
  if (isToStop && state === InstanceState.STOPPED) {
    return act('forget', 'replace', 'replaced', 'it was replaced and is stopped');
  }
  return act('release', 'replace', 'replaced', 'another has taken its place');
}

function underWay(now: Date, what: string): RecoveryVerdict {
  return leave('in-progress', what, new Date(now.getTime() + SOON_MS));
}
