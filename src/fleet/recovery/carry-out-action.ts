import { InstanceState } from '../../model/instance-state.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import type { LocatedWorker } from '../fleet-context.js';
import { beginStep, isoOf, type RecoveryHistory, readHistory } from './recovery-history.js';
import type { RecoveryOptions } from './recovery-options.js';
import type { RecoveryRule, RecoveryStep } from './recovery-policy.js';
import type { RecoveryVerdict } from './recovery-verdict.js';
import { assignmentKeys, handOver, isReserved, launchReplacement } from './replacement.js';

/** What an action works with: the worker and its replacement as they were read a moment ago. */
export interface ActionSubject {
  readonly worker: FleetWorker;
  readonly replacement: FleetWorker | undefined;
  readonly located: LocatedWorker;
  readonly now: Date;
  readonly rule: RecoveryRule;
  readonly options: RecoveryOptions;
}

const STEP_TAGS = [FleetTag.RECOVERY_STEP, FleetTag.RECOVERY_AT, FleetTag.RECOVERY_ATTEMPTS];

/**
 * Carries an action out. What is about to be done is written down before, as tags of the worker, so that whoever looks
 * next knows how to go on, also when this process is gone.
 *
 * @returns The replacement, if it was launched.
 */
export async function carryOutAction(
  { action, reason }: RecoveryVerdict,
  subject: ActionSubject,
): Promise<string | undefined> {
  const { worker, replacement, located, options } = subject;
  const { client, ref } = located;
  const { abortSignal } = options;
  const call = { abortSignal };
  const history = readHistory(worker.tags);
  switch (action) {
    case 'reboot':
      await begin('reboot', subject, history);
      await client.rebootInstance(ref, call);
      return undefined;
    case 'stop':
      if (reason !== 'unfinished') await begin('stop-start', subject, history);
      await client.stopInstance(ref, call);
      return undefined;
    case 'force-stop':
      await client.stopInstance(ref, { ...call, force: true });
      return undefined;
    case 'start':
      await start(subject, history);
      return undefined;
    case 'finish':
      await client.addTags(ref, { [FleetTag.RECOVERY_STEP]: 'stop-start' }, call);
      return undefined;
    case 'launch':
      return await launch(subject, history);
    case 'hand-over':
      if (replacement !== undefined) await handOver(worker, replacement, located, abortSignal);
      return undefined;
    case 'release':
      await release(subject, history);
      return undefined;
    case 'abandon':
      await abandon(subject);
      return undefined;
    case 'forget':
      await removeTags(subject, [...assignmentKeys(worker, history), ...STEP_TAGS]);
      return undefined;
    case 'none':
    case 'escalate':
      return undefined;
  }
}

/** @returns The history with the step in it. */
async function begin(
  step: RecoveryStep,
  { located, now, options }: ActionSubject,
  history: RecoveryHistory,
): Promise<RecoveryHistory> {
  const { abortSignal } = options;
  const tags = beginStep(history, step, now);
  await located.client.addTags(located.ref, tags, { abortSignal });
  return readHistory(tags);
}

/** A worker that was replaced before, and was started again since, is no longer what its tag says. */
async function launch(subject: ActionSubject, history: RecoveryHistory): Promise<string | undefined> {
  const { worker, located, now, options } = subject;
  if (history.step === 'replace') {
    const { at = now, attempts } = history;
    return await launchReplacement(worker, located, { at, attempts }, options);
  }
  if (history.replacedBy !== undefined) await removeTags(subject, [FleetTag.REPLACED_BY]);
  const { attempts } = await begin('replace', subject, history);
  return await launchReplacement(worker, located, { at: now, attempts }, options);
}

/** The stage is written first: of a worker that runs while it is to be stopped nobody could tell why. */
async function start({ located, now, options }: ActionSubject, { stage }: RecoveryHistory): Promise<void> {
  const { client, ref } = located;
  const { abortSignal } = options;
  if (stage !== 'starting') await client.addTags(ref, startingTags(now), { abortSignal });
  await client.startInstance(ref, { abortSignal });
}

function startingTags(now: Date): Record<string, string> {
  return { [FleetTag.RECOVERY_STEP]: 'stop-start:starting', [FleetTag.RECOVERY_AT]: isoOf(now) };
}

/** Its assignment has gone over to its replacement by now. */
async function release(subject: ActionSubject, history: RecoveryHistory): Promise<void> {
  const { worker, located, rule, options } = subject;
  const { client, ref } = located;
  const { abortSignal } = options;
  const keys = assignmentKeys(worker, history);
  if (keys.length > 0) await removeTags(subject, keys);
  if (rule.replacedThen === 'terminate') await client.terminateInstance(ref, { abortSignal });
  else await client.stopInstance(ref, { abortSignal });
}

/** A replacement that nobody else has been given meanwhile ends; the worker stays what it is. */
async function abandon(subject: ActionSubject): Promise<void> {
  const { worker, replacement, located, now, options } = subject;
  const { client, ref } = located;
  const { abortSignal } = options;
  if (replacement !== undefined && (replacement.assignment === undefined || isReserved(replacement))) {
    const successor = { instanceId: replacement.instanceId, region: ref.region };
    await client.terminateInstance(successor, { abortSignal });
  }
  if (worker.instanceState === InstanceState.STOPPED) {
    await client.addTags(ref, startingTags(now), { abortSignal });
  } else await removeTags(subject, [FleetTag.RECOVERY_STEP]);
}

async function removeTags({ located, options }: ActionSubject, keys: readonly string[]): Promise<void> {
  const { abortSignal } = options;
  await located.client.removeTags(located.ref, keys, { abortSignal });
}
