import type { Tags } from '../../model/tags.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import { tagOf, timeOf } from '../discovery/read-tags.js';
import type { RecoveryStep } from './recovery-policy.js';

/** A step that was begun to recover a worker. */
export interface RecoveryAttempt {
  readonly step: RecoveryStep;
  readonly at: Date;
}

/** What was done to recover a worker, as its tags tell. */
export interface RecoveryHistory {
  /** The last step; `undefined` if there was none, or it is over. */
  readonly step: RecoveryStep | undefined;
  /** How far a stop and start has come. */
  readonly stage: 'stopping' | 'starting' | undefined;
  /** When the step, or its stage, was begun. */
  readonly at: Date | undefined;
  /** What was begun, the latest last. */
  readonly attempts: readonly RecoveryAttempt[];
  /** The worker that has taken its place. */
  readonly replacedBy: string | undefined;
}

const STEPS: readonly string[] = ['reboot', 'stop-start', 'replace'];

/** So many attempts fit into the value of a tag. */
const MOST_ATTEMPTS = 7;

/** Reads what a worker's tags tell. What cannot be read counts as not there. */
export function readHistory(tags: Tags): RecoveryHistory {
  const [step, stage] = (tagOf(tags, FleetTag.RECOVERY_STEP) ?? '').split(':');
  return {
    step: asStep(step),
    stage: stage === 'stopping' || stage === 'starting' ? stage : undefined,
    at: timeOf(tagOf(tags, FleetTag.RECOVERY_AT)),
    attempts: readAttempts(tagOf(tags, FleetTag.RECOVERY_ATTEMPTS) ?? ''),
    replacedBy: tagOf(tags, FleetTag.REPLACED_BY),
  };
}

/** The tags of a step that is begun now. */
export function beginStep(history: RecoveryHistory, step: RecoveryStep, at: Date): Tags {
  const attempts = [...history.attempts, { step, at }].slice(-MOST_ATTEMPTS);
  return {
    [FleetTag.RECOVERY_STEP]: step === 'stop-start' ? 'stop-start:stopping' : step,
    [FleetTag.RECOVERY_AT]: isoOf(at),
    [FleetTag.RECOVERY_ATTEMPTS]: writeAttempts(attempts),
  };
}

/** Attempts as the value of a tag. */
export function writeAttempts(attempts: readonly RecoveryAttempt[]): string {
  return attempts.map(({ step, at }) => `${step}@${isoOf(at)}`).join(' ');
}

/** A time as it is written in tags: whole seconds are enough. */
export function isoOf(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

function readAttempts(text: string): readonly RecoveryAttempt[] {
  return text.split(' ').flatMap((part) => {
    const [name, time] = part.split('@');
    const [step, at] = [asStep(name), timeOf(time)];
    return step === undefined || at === undefined ? [] : [{ step, at }];
  });
}

function asStep(text: string | undefined): RecoveryStep | undefined {
  return STEPS.includes(text ?? '') ? (text as RecoveryStep) : undefined;
}
