import { AbortedError } from '../../errors/aborted-error.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { InstanceStatusChecks } from '../../model/instance-status-checks.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import { inParallel } from '../../time/in-parallel.js';
import type { FleetContext, FleetTarget } from '../fleet-context.js';
import { cmlVersionOf } from './cml-version.js';
import { failureOf } from './failure-of.js';
import type { FleetFailure, FleetListing } from './fleet-listing.js';
import type { FleetWorker } from './fleet-worker.js';
import { canMatch, checkCriteria, meetsCriteria } from './match-criteria.js';
import { isOwned } from './ownership.js';
import { toFleetWorker } from './to-fleet-worker.js';
import type { WorkerCriteria } from './worker-criteria.js';

/** How many accounts and regions are read at a time. */
const TARGETS_AT_ONCE = 8;

/** How to read a fleet. */
export interface FleetCallOptions {
  /** Ends the call with an `AbortedError`; nothing is sent afterwards. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** What to list, and for which call. */
export interface Listing extends FleetCallOptions {
  readonly operation: string;
  readonly criteria: WorkerCriteria;
  /** Leaves out the checks, for those who do not care how workers are. Default `false`. */
  readonly withoutChecks?: boolean | undefined;
}

/** Lists the workers of a fleet: a paged listing for each account and region, and their checks by hundreds. */
export async function listWorkers(context: FleetContext, listing: Listing): Promise<FleetListing> {
  const { operation, criteria, abortSignal } = listing;
  checkCriteria(criteria, operation);
  if (!canMatch(criteria)) return { workers: [], failures: [], complete: true };
  const targets = await context.targets(criteria.regions);
  const parts = await inParallel(targets, TARGETS_AT_ONCE, async (target) => {
    if (abortSignal?.aborted === true) throw new AbortedError({ operation, cause: abortSignal.reason });
    return await listTarget(context, target, listing);
  });
  const failures = parts.flatMap((part) => part.failures);
  const lost = failures.filter(({ missing }) => missing === 'instances');
  // An empty fleet and one that nobody can see are not the same: whoever does not look at failures has to hear of it.
  if (lost[0] !== undefined && lost.length === targets.length) throw lost[0].error;
  return { workers: parts.flatMap((part) => part.workers), failures, complete: failures.length === 0 };
}

interface Part {
  readonly workers: readonly FleetWorker[];
  readonly failures: readonly FleetFailure[];
}

async function listTarget(context: FleetContext, target: FleetTarget, listing: Listing): Promise<Part> {
  const { roleArn } = target;
  try {
    const instances = await readInstances(context, target, listing);
    const read = listing.withoutChecks === true ? NO_CHECKS : await readChecks(instances, target, listing);
    const { settings } = context;
    const workers = instances.map((instance) =>
      toFleetWorker(instance, { roleArn, settings, checks: read.checks.get(instance.instanceId) }),
    );
    return { workers, failures: read.failure === undefined ? [] : [read.failure] };
  } catch (thrown) {
    return { workers: [], failures: [failureOf(thrown, target, 'instances', listing)] };
  }
}

async function readInstances(
  { ownership, settings, clock }: FleetContext,
  { client, region }: FleetTarget,
  { criteria, abortSignal }: Listing,
): Promise<WorkerInstance[]> {
  const { tags, instanceTypes, states, imageIds } = criteria;
  const owned = { [ownership.key]: ownership.value ?? (true as const) };
  const filter = { tags: { ...owned, ...tags }, instanceTypes, states, imageIds };
  const instances = await client.listInstances(filter, { region, abortSignal });
  const now = clock.now();
  // That a tag was asked for is not taken as a proof that it is there.
  return instances.filter(
    (instance) =>
      isOwned(instance.tags, ownership) &&
      meetsCriteria({ ...instance, cmlVersion: cmlVersionOf(instance, settings) }, criteria, now),
  );
}

interface ReadChecks {
  readonly checks: ReadonlyMap<string, InstanceStatusChecks>;
  readonly failure?: FleetFailure;
}

const NO_CHECKS: ReadChecks = { checks: new Map() };

/** The checks of all instances at once, which the client asks for by hundreds. */
async function readChecks(
  instances: readonly WorkerInstance[],
  target: FleetTarget,
  listing: Listing,
): Promise<ReadChecks> {
  const { client, region } = target;
  const { abortSignal } = listing;
  const checks = new Map<string, InstanceStatusChecks>();
  const errors: unknown[] = [];
  await Promise.all(
    instances.map(async ({ instanceId }) => {
      try {
        const ref = { instanceId, region };
        checks.set(instanceId, await client.getInstanceStatusChecks(ref, { abortSignal }));
      } catch (error) {
        if (!isGone(error)) errors.push(error);
      }
    }),
  );
  if (errors.length === 0) return { checks };
  return { checks, failure: failureOf(errors[0], target, 'checks', listing) };
}

/** An instance may go between the listing and its checks: then it is listed without. */
function isGone(error: unknown): boolean {
  return Ec2WorkerError.isInstance(error) && error.kind === 'instance-not-found';
}
