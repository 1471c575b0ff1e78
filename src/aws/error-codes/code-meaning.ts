import type { ConflictDetails } from '../../errors/worker-error-details.js';
import type { FallbackScope, WorkerErrorKind } from '../../errors/worker-error-kind.js';

/** What an AWS error code means to a caller. */
export interface CodeMeaning {
  readonly kind: WorkerErrorKind;
  /** Default: as the class of the kind has it. */
  readonly retryable?: boolean;
  readonly fallbackScope?: FallbackScope;
  /** In Service Quotas. */
  readonly quotaCode?: string;
  /** The least time that makes sense before the next attempt, where AWS documents one. */
  readonly retryAfterSeconds?: number;
  /** Of a conflict: with what. */
  readonly conflictsWith?: NonNullable<ConflictDetails['conflictsWith']>;
  /** The input that the code is about, where it is always the same. */
  readonly parameter?: string;
  /** What a retry loop, a dry run or a conditional write has to know beyond the kind. */
  readonly trait?:
    | 'clock-skew'
    | 'expired-credentials'
    | 'clock-skew-or-expired'
    | 'dry-run'
    | 'failed-condition';
  /** What to do about it. Default: the advice of the kind. */
  readonly advice?: string;
}

/** A meaning that a code has in some cases only. */
export interface SpecialCase extends CodeMeaning {
  /** The case is given if AWS's text matches … */
  readonly whenText?: RegExp;
  /** … and the IAM action of the call is this one. */
  readonly whenAction?: string;
}

/** What a code means, and what else where the text or the action tells: the first case that is given wins. */
export interface CodeRule extends CodeMeaning {
  readonly cases?: readonly SpecialCase[];
}

/** Rules by code. Of `Client.` prefixes, `Exception` suffixes and spelling variants one is enough. */
export type CodeTable = Readonly<Record<string, CodeRule>>;

/** The action that launches instances: some codes mean something else there. */
export const LAUNCH_ACTION = 'ec2:RunInstances';

/** The same rule for several codes. */
export function sameRule(rule: CodeRule, codes: readonly string[]): CodeTable {
  return Object.fromEntries(codes.map((code) => [code, rule]));
}
