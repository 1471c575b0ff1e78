import type { AwsRegion } from '../../model/aws-region.js';
import type { FleetFailure } from '../discovery/fleet-listing.js';
import { type FleetCallOptions, listWorkers } from '../discovery/list-workers.js';
import type { WorkerCriteria } from '../discovery/worker-criteria.js';
import type { FleetContext } from '../fleet-context.js';
import { checkTags, type TagProblem } from './check-tags.js';
import type { TagPolicy } from './tag-policy.js';

/** How the tags of one worker stand. */
export interface WorkerTagAudit {
  /** The worker. */
  readonly instanceId: string;
  /** Its region. */
  readonly region: AwsRegion;
  /** The role by which its account is reached; `undefined` for the client's own account. */
  readonly roleArn: string | undefined;
  /** Its name; `undefined` if it has none. */
  readonly name: string | undefined;
  /** Whether its tags comply with the policy. */
  readonly compliant: boolean;
  /** What is wrong with them, and what to do. */
  readonly problems: readonly TagProblem[];
}

/** How the tags of a fleet stand. Plain data. */
export interface TagAudit {
  /** Each worker. */
  readonly workers: readonly WorkerTagAudit[];
  /** How many there are, as far as they could be read. */
  readonly total: number;
  /** How many comply. */
  readonly compliant: number;
  /** How many workers have which problem with a tag, by the tag's key. */
  readonly byTag: Readonly<Record<string, Readonly<Partial<Record<TagProblem['problem'], number>>>>>;
  /** One row for each problem, for a table: no nesting, and nothing but text. */
  readonly rows: readonly TagAuditRow[];
  /** What could not be read. */
  readonly failures: readonly FleetFailure[];
  /** Whether every worker could be read. */
  readonly complete: boolean;
}

/** A problem as a row of a table. */
export interface TagAuditRow {
  /** The worker. */
  readonly instanceId: string;
  /** Its region. */
  readonly region: string;
  /** Its name; empty if it has none. */
  readonly name: string;
  /** The tag. */
  readonly key: string;
  /** What is wrong with it. */
  readonly problem: string;
  /** The value that it has; empty if it is missing. */
  readonly value: string;
  /** What to do. */
  readonly message: string;
}

/** Holds the tags of a fleet against a policy. */
export async function auditTags(
  context: FleetContext,
  policy: TagPolicy,
  criteria: WorkerCriteria,
  { abortSignal }: FleetCallOptions,
): Promise<TagAudit> {
  const call = { operation: 'auditTags', criteria, abortSignal, withoutChecks: true };
  const { workers: listed, failures, complete } = await listWorkers(context, call);
  const workers = listed.map(({ instanceId, region, roleArn, name, tags }): WorkerTagAudit => {
    const problems = checkTags(policy, tags);
    return { instanceId, region, roleArn, name, compliant: problems.length === 0, problems };
  });
  return {
    workers,
    total: workers.length,
    compliant: workers.filter(({ compliant }) => compliant).length,
    byTag: countByTag(workers),
    rows: workers.flatMap(toRows),
    failures,
    complete,
  };
}

function countByTag(workers: readonly WorkerTagAudit[]): TagAudit['byTag'] {
  const counts = new Map<string, Map<TagProblem['problem'], number>>();
  for (const { key, problem } of workers.flatMap(({ problems }) => problems)) {
    const ofKey = counts.get(key) ?? new Map<TagProblem['problem'], number>();
    counts.set(key, ofKey.set(problem, (ofKey.get(problem) ?? 0) + 1));
  }
  return Object.fromEntries([...counts].map(([key, ofKey]) => [key, Object.fromEntries(ofKey)]));
}

function toRows({ instanceId, region, name = '', problems }: WorkerTagAudit): TagAuditRow[] {
  return problems.map(({ key, problem, value = '', message }) => {
    return { instanceId, region, name, key, problem, value, message };
  });
}
