import type { LaunchSpecification } from '../../ec2/launch-specification.js';
import { AbortedError } from '../../errors/aborted-error.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { adviseOnLostLaunch, failureMessage, type LaunchRecovery } from '../../errors/failure-message.js';
import { leavesOutcomeOpen } from '../../errors/leaves-outcome-open.js';
import { NetworkError } from '../../errors/network-error.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { graceMs, listByToken, settlingMs } from './find-earlier-launch.js';

/** What a request to launch came to. */
export type AttemptOutcome =
  | { readonly kind: 'launched'; readonly instances: readonly WorkerInstance[] }
  /** Nothing was launched. */
  | { readonly kind: 'refused'; readonly error: Ec2WorkerError }
  /** Nobody knows what else was launched beside these: another launch may be one too many. */
  | {
      readonly kind: 'unknown';
      readonly error: Ec2WorkerError;
      readonly instances: readonly WorkerInstance[];
    };

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5_000;

/** A call that launches under a token. */
type TokenCall = OperationCall & { readonly clientToken: string; readonly recovery: LaunchRecovery };

/**
 * Asks EC2 to launch. When no reply tells what came of it, the instances are looked up by the client token.
 *
 * @throws AbortedError, and nothing else.
 */
export async function attemptLaunch(
  context: WorkerContext,
  call: OperationCall,
  specification: LaunchSpecification,
  recovery: LaunchRecovery,
): Promise<AttemptOutcome> {
  const { clientToken } = specification;
  const launchCall = { ...call, clientToken, recovery };
  try {
    const instances = await context.ec2.launch(specification, launchCall);
    if (instances.length > 0) return { kind: 'launched', instances };
    return await recover(context, launchCall, specification, emptyReply(context, launchCall));
  } catch (thrown) {
    const error = requireFailure(thrown, context, launchCall);
    if (!leavesOutcomeOpen(error)) return { kind: 'refused', error };
    return await recover(context, launchCall, specification, error);
  }
}

async function recover(
  context: WorkerContext,
  call: TokenCall,
  specification: LaunchSpecification,
  error: Ec2WorkerError,
): Promise<AttemptOutcome> {
  const refusal = refusalBehind(error);
  const limitMs = refusal === undefined ? graceMs(context) : settlingMs(context);
  const found = await lookUp(context, call, limitMs);
  if (found === undefined || (found.length === 0 && refusal === undefined)) {
    return { kind: 'unknown', error, instances: [] };
  }
  // The attempt whose reply was lost has launched nothing, so the refusal that came after it counts.
  if (found.length === 0 && refusal !== undefined) return { kind: 'refused', error: refusal };
  if (found.length >= specification.count) return { kind: 'launched', instances: found };
  // There may be more that EC2 does not show yet. It answers the same token with all of them, and launches none.
  try {
    const instances = await context.ec2.launch(specification, call);
    if (instances.length >= found.length) return { kind: 'launched', instances };
    return { kind: 'unknown', error, instances: found };
  } catch (thrown) {
    return { kind: 'unknown', error: requireFailure(thrown, context, call, found), instances: found };
  }
}

/** EC2 has refused the same token after a reply was lost, so that it is likely that nothing was launched. */
function refusalBehind({ cause }: Ec2WorkerError): Ec2WorkerError | undefined {
  return Ec2WorkerError.isInstance(cause) && !leavesOutcomeOpen(cause) ? cause : undefined;
}

/**
 * Looks for what the token has launched until EC2 shows it, or should have. Whatever took the reply away may
 * take these as well for a while. `undefined` if EC2 has not answered in the end.
 */
async function lookUp(
  context: WorkerContext,
  call: TokenCall,
  limitMs: number,
): Promise<readonly WorkerInstance[] | undefined> {
  const { clock } = context;
  const endsAt = clock.now() + limitMs;
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    try {
      const found = await listByToken(context, call, call.clientToken);
      if (found.length > 0 || clock.now() >= endsAt) return found;
    } catch (thrown) {
      const { retryable } = requireFailure(thrown, context, call);
      if (!retryable || clock.now() >= endsAt) return undefined;
    }
    await sleep(context, call, Math.min(delay, endsAt - clock.now()));
  }
}

async function sleep(context: WorkerContext, call: TokenCall, milliseconds: number): Promise<void> {
  try {
    await context.clock.sleep(milliseconds, call.abortSignal);
  } catch (thrown) {
    requireFailure(thrown, context, call);
  }
}

/**
 * What went wrong, if it is a failure and not the caller's own abort.
 *
 * @throws AbortedError with the token of the launch and the ids of what it was `found` to have launched, and whatever
 * is none of our errors, and so a mistake of ours.
 */
function requireFailure(
  thrown: unknown,
  { region }: WorkerContext,
  call: TokenCall,
  found: readonly WorkerInstance[] = [],
): Ec2WorkerError {
  const { operation, clientToken, abortSignal } = call;
  if (abortSignal?.aborted === true) {
    const instanceIds = found.map(({ instanceId }) => instanceId);
    throw new AbortedError({ operation, region, instanceIds, clientToken, cause: abortSignal.reason });
  }
  if (!Ec2WorkerError.isInstance(thrown) || AbortedError.isInstance(thrown)) throw thrown;
  return thrown;
}

function emptyReply(
  { region }: WorkerContext,
  { operation, clientToken, recovery }: TokenCall,
): NetworkError {
  const text = 'the reply names no instance';
  const advice = adviseOnLostLaunch(clientToken, recovery);
  const message = failureMessage({ operation, region, text, advice });
  return new NetworkError({ operation, region, clientToken, message });
}
