import { randomUUID } from 'node:crypto';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { LaunchFailedError } from '../errors/launch-failed-error.js';
import type { CreateInstancesInput } from '../model/create-instances-input.js';
import type { FitnessFinding } from '../model/fitness-report.js';
import type { LaunchResult } from '../model/launch-result.js';
import { applyWorkerSettings } from './apply-worker-settings.js';
import { withKnownImageName } from './images/image-names.js';
import { carryOutLaunch, type LaunchOutcome } from './launch/carry-out-launch.js';
import { checkLaunches } from './launch/check-launches.js';
import { fitChoices } from './launch/fit-choices.js';
import { planChoices } from './launch/planned-choice.js';
import { copyOf, findRootDevice } from './launch/prepare-launch.js';
import { rollBack } from './launch/roll-back.js';
import type { OperationCall, WorkerContext } from './worker-context.js';

/** Launches several instances wherever AWS has them; what came to be is in the result, or in the error. */
export async function createInstances(
  context: WorkerContext,
  call: OperationCall,
  given: CreateInstancesInput,
): Promise<LaunchResult> {
  const completed = applyWorkerSettings(given, context.settings, context.region, call.operation);
  checkLaunches(completed, call.operation);
  const input = copyOf(completed, call.operation);
  const { count, minCount = 1, launchKey, clientToken = randomUUID() } = input;
  const rootDeviceName = await findRootDevice(context, call, input);
  const { choices, warnings } = await fitChoices(context, call, planChoices(input, input.choices));
  const intent = { key: launchKey ?? clientToken, isToken: launchKey === undefined };
  const mayRepeat = launchKey !== undefined || input.clientToken !== undefined;
  const plan = { choices, count, intent, launchKey, mayRepeat, rootDeviceName };
  const outcome = await carryOutLaunch(context, call, plan);
  const result = (rolledBack?: readonly string[]): LaunchResult =>
    resultOf(context, outcome, warnings, rolledBack);
  if (outcome.progress.instances.length >= minCount) return result();

  const rolledBack = input.rollback === true ? await rollBack(context, call, outcome.launchedIds) : undefined;
  throw launchFailed(context, call, result(rolledBack));
}

function resultOf(
  context: WorkerContext,
  { progress }: LaunchOutcome,
  warnings: readonly FitnessFinding[],
  rolledBack: readonly string[] | undefined,
): LaunchResult {
  const { attempts, missing, error } = progress;
  const gone = new Set(rolledBack);
  return {
    instances: progress.instances
      .filter(({ instanceId }) => !gone.has(instanceId))
      .map((worker) => withKnownImageName(context, worker)),
    failures: missing === 0 || error === undefined ? [] : [{ count: missing, error }],
    attempts,
    complete: missing === 0,
    warnings,
    rolledBack,
  };
}

/** Tells of the failure what its last reason tells: what a caller can do about it is the same. */
function launchFailed(
  { region }: WorkerContext,
  { operation }: OperationCall,
  result: LaunchResult,
): LaunchFailedError {
  const error = result.failures.at(-1)?.error;
  const details = Ec2WorkerError.isInstance(error) ? error : undefined;
  return new LaunchFailedError({
    operation,
    region,
    result,
    code: details?.code,
    requestId: details?.requestId,
    httpStatus: details?.httpStatus,
    retryable: details?.retryable,
    fallbackScope: details?.fallbackScope,
    clientToken: details?.clientToken,
  });
}
