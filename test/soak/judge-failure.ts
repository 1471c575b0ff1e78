import { Ec2WorkerError, LaunchFailedError, type LaunchResult, WaitTimeoutError } from 'ec2-worker-client';
import type { Weather } from './weather.js';

/** What was tried when an error came. */
export interface Trial {
  readonly region: string;
  /** When it began, by the clock of AWS. */
  readonly startedAt: number;
  readonly now: number;
  readonly deadline: AbortSignal | undefined;
  /** Of a wait with a limit of its own. */
  readonly maxWaitMs: number | undefined;
}

/** What is wrong with an error, by what has really happened; `undefined` if it is the one that is called for. */
export function faultOf(thrown: unknown, trial: Trial, weather: Weather): string | undefined {
  if (!Ec2WorkerError.isInstance(thrown)) return `none of ours: ${String(thrown)}`;
  if (thrown.region !== trial.region) return `names the region ${String(thrown.region)}: ${thrown.message}`;
  if (thrown.kind === 'aborted')
    return trial.deadline?.aborted === true ? undefined : `nobody aborted: ${thrown.message}`;
  if (WaitTimeoutError.isInstance(thrown)) {
    const { maxWaitMs, startedAt, now } = trial;
    const isDue = maxWaitMs !== undefined && now - startedAt >= maxWaitMs;
    return isDue ? undefined : `the time was not up: ${thrown.message}`;
  }
  if (LaunchFailedError.isInstance(thrown)) return faultOfLaunch(thrown, trial, weather);
  if (thrown.kind === 'authentication') {
    // One refresh is owed to every request; a second rotation on the way may be told.
    const rotations = weather.struck('authentication', trial.region, trial.startedAt);
    return rotations >= 2 ? undefined : `after ${rotations} rotations: ${thrown.message}`;
  }
  const isCalledFor = weather.struck(thrown.kind, trial.region, trial.startedAt) > 0;
  return isCalledFor ? undefined : `nothing of the kind ${thrown.kind} has struck: ${thrown.message}`;
}

/** What a launch failed of is told by its failures. */
function faultOfLaunch(
  { result }: { readonly result: LaunchResult },
  trial: Trial,
  weather: Weather,
): string | undefined {
  if (result.failures.length === 0) return 'a launch failed of nothing';
  for (const { error } of result.failures) {
    const fault = faultOf(error, trial, weather);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
