import { AbortedError } from '../errors/aborted-error.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { adviseOnLostLaunch, failureMessage, type LaunchRecovery } from '../errors/failure-message.js';
import { NetworkError } from '../errors/network-error.js';
import { sanitizeCause } from '../errors/sanitize-cause.js';
import { ADVICE } from './advice.js';
import { meaningOfKnownCode } from './aws-error-codes.js';
import { type CreationOptions, createWorkerError } from './create-worker-error.js';
import { type Decision, decideMeaning, FOREIGN_REPLY_ADVICE } from './decide-meaning.js';
import { ForeignReply } from './foreign-reply.js';
import { instanceIdsNamedIn } from './instance-ids-named-in.js';
import { readAwsError } from './read-aws-error.js';
import { adviseOnDenial, readPermissionDenial } from './read-permission-denial.js';

/** The families that share the quota of standard instances. */
const STANDARD_FAMILIES: readonly string[] = ['a', 'c', 'd', 'h', 'i', 'is', 'im', 'm', 'r', 't', 'z'];

/** What was being done when something was thrown. */
export interface AwsErrorContext {
  /** The caller's method, such as `startInstance`. */
  readonly operation: string;
  /** The IAM action, such as `ec2:StartInstances`. Some codes mean something else on a launch. */
  readonly action?: string | undefined;
  readonly region?: string | undefined;
  readonly instanceIds?: readonly string[] | undefined;
  /** Of a launch: goes into the error, so that the caller can look what became of it. */
  readonly clientToken?: string | undefined;
  /** Of a launch: how to find out what became of it. Default: by the token. */
  readonly recovery?: LaunchRecovery | undefined;
  /** Of a launch: tells which quota its type falls under. */
  readonly instanceType?: string | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** Makes one of our errors of whatever was thrown below; one that is ours already stays as it is. */
export function translateAwsError(thrown: unknown, context: AwsErrorContext): Ec2WorkerError {
  if (Ec2WorkerError.isInstance(thrown)) return thrown;
  if (isAbort(thrown, context)) return aborted(thrown, context);
  if (thrown instanceof ForeignReply) return foreignReply(context, thrown.message);
  return describeDecision(decideMeaning(thrown, context.action), thrown, context);
}

function foreignReply(context: AwsErrorContext, detail: string): NetworkError {
  const text = `answered, but not by AWS: ${detail}`;
  return new NetworkError({
    ...basics(context),
    message: failureMessage({ ...context, text, advice: adviseOnFault(context, FOREIGN_REPLY_ADVICE) }),
    httpStatus: 200,
  });
}

/** Whether what was thrown is AWS's way to say that a dry run would have succeeded. */
export function isDryRunSuccess(thrown: unknown): boolean {
  return readAwsError(thrown).codes.some(
    ({ code, text }) => meaningOfKnownCode(code, { text })?.trait === 'dry-run',
  );
}

function isAbort(thrown: unknown, { abortSignal }: AwsErrorContext): boolean {
  return abortSignal?.aborted === true || (thrown instanceof Error && thrown.name === 'AbortError');
}

function aborted(thrown: unknown, context: AwsErrorContext): AbortedError {
  const { abortSignal } = context;
  const cause: unknown = abortSignal?.aborted === true ? abortSignal.reason : sanitizeCause(thrown);
  return new AbortedError({ ...basics(context), cause });
}

/** What every error tells of the call. */
function basics({ operation, region, instanceIds, clientToken }: AwsErrorContext) {
  return { operation, region, instanceIds, clientToken };
}

function describeDecision(decision: Decision, thrown: unknown, context: AwsErrorContext): Ec2WorkerError {
  const { meaning, code, report } = decision;
  const { text, advice, details } = detailsOf(decision, context);
  const instanceIds = idsAtFault(decision.text, context.instanceIds);
  const { requestId, httpStatus } = report;
  return createWorkerError(meaning.kind, {
    ...basics(context),
    ...details,
    message: failureMessage({ ...context, instanceIds, text, code, requestId, advice }),
    instanceIds,
    code,
    requestId,
    httpStatus,
    retryable: meaning.retryable,
    fallbackScope: meaning.fallbackScope,
    cause: thrown,
  });
}

/** The ids that AWS names, if the call was about them; else all that the call was about. */
function idsAtFault(text: string, instanceIds: readonly string[] = []): readonly string[] {
  const named = instanceIdsNamedIn(text);
  if (instanceIds.length === 0) return named;
  const atFault = instanceIds.filter((id) => named.includes(id));
  return atFault.length === 0 ? instanceIds : atFault;
}

interface Details {
  readonly text: string;
  readonly advice: string | undefined;
  readonly details: Partial<CreationOptions>;
}

/** What the kind of the error adds to its message and its properties. */
function detailsOf({ meaning, text, report }: Decision, context: AwsErrorContext): Details {
  const advice = meaning.advice ?? ADVICE[meaning.kind];
  switch (meaning.kind) {
    case 'permission-denied': {
      const { text: shortened, ...denial } = readPermissionDenial(text);
      const action = actionOf(denial.action, context.action);
      return {
        text: shortened,
        advice: meaning.advice ?? adviseOnDenial(denial, action),
        details: { ...denial, action },
      };
    }
    case 'quota-exceeded':
      return {
        text,
        advice,
        details: { quotaCode: isStandardFamily(context.instanceType) ? meaning.quotaCode : undefined },
      };
    case 'throttled':
      return {
        text,
        advice,
        details: { retryAfterSeconds: report.retryAfterSeconds ?? meaning.retryAfterSeconds },
      };
    case 'conflict':
      return { text, advice, details: { conflictsWith: meaning.conflictsWith } };
    case 'invalid-parameter':
      return { text, advice, details: { parameter: meaning.parameter } };
    case 'network':
      return { text: withHost(text, report.host), advice: adviseOnFault(context, advice), details: {} };
    case 'service-unavailable':
      return { text, advice: adviseOnFault(context, advice), details: {} };
    default:
      return { text, advice, details: {} };
  }
}

/**
 * Whether the quotas of the standard families hold for a type; likely, if the type is not known.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits
 */
function isStandardFamily(instanceType = ''): boolean {
  const family = /^[a-z]+/.exec(instanceType)?.[0] ?? 'm';
  return STANDARD_FAMILIES.includes(family);
}

/** Some name a service by how its requests are signed, such as `monitoring` for CloudWatch. */
function actionOf(named: string | undefined, sent: string | undefined): string | undefined {
  const isSame = named?.split(':').at(-1) === sent?.split(':').at(-1);
  return named === undefined || isSame ? (sent ?? named) : named;
}

/** A launch that met a fault may have been carried out, so its next attempt needs the same token. */
function adviseOnFault(
  { clientToken, recovery }: AwsErrorContext,
  advice: string | undefined,
): string | undefined {
  return clientToken === undefined ? advice : adviseOnLostLaunch(clientToken, recovery);
}

function withHost(text: string, host: string | undefined): string {
  return host === undefined || text.includes(host) ? text : `${text} at ${host}`;
}
