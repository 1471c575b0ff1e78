import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { PermissionDeniedError } from '../errors/permission-denied-error.js';
import type { AccessReport, DeniedAction, RegionStatus } from '../model/access-report.js';
import { AwsRegion } from '../model/aws-region.js';
import { checkFeatures } from '../permissions/check-features.js';
import { actionsOf, WORKER_FEATURES, type WorkerFeature } from '../permissions/worker-feature.js';
import { inParallel } from '../time/in-parallel.js';
import { type AccessProbes, makeProbes } from './access-probes.js';
import type { CheckAccessOptions } from './check-access-options.js';
import { readRegionStatus } from './check-region.js';
import type { OperationCall, WorkerContext } from './worker-context.js';

/** How many actions are tried at a time. */
const AT_ONCE = 4;

/** Features that not every service uses, and whose actions it then has no need of. */
const SPECIAL: readonly WorkerFeature[] = [
  'volume-keys',
  'accounts',
  'instance-profiles',
  'image-parameters',
  'launch-templates',
  'denial-details',
  'metrics',
  'volumes',
  'snapshots',
  'snapshot-removal',
  'image-creation',
  'relaunch',
  'spot',
  'leases',
  'lease-table',
  'prices',
];

/** What comes only after the caller was found to be allowed. */
const BEYOND_PERMISSION: readonly string[] = [
  'instance-not-found',
  'resource-not-found',
  'incorrect-state',
  'operation-not-permitted',
  'quota-exceeded',
  'insufficient-capacity',
  'unsupported',
];

const KNOWN_REGIONS: readonly string[] = Object.values(AwsRegion);

/** What ends the whole check. */
const FATAL: readonly string[] = ['aborted', 'authentication'];

/** What AWS said of one action. */
type Finding = 'allowed' | 'unknown' | 'ignored-dry-run' | DeniedAction;

/** Asks AWS of each action whether the caller may do it, without doing any. */
export async function checkAccess(
  context: WorkerContext,
  directory: WorkerContext,
  call: OperationCall,
  options: CheckAccessOptions,
): Promise<AccessReport> {
  if (options.features !== undefined) checkFeatures(options.features, call.operation);
  const features = options.features ?? WORKER_FEATURES.filter((feature) => !SPECIAL.includes(feature));
  const actions = actionsOf(features);
  const probes = makeProbes(context, call, options);
  const identity = await context.identity.readCaller(call);
  const regionStatus = await findRegionStatus(context, directory, call, probes);
  const findings = regionStatus === 'enabled' ? await probeAll(actions, probes) : new Map<string, Finding>();
  return { ...identity, region: context.region, regionStatus, ...sort(actions, findings) };
}

/** Reading comes first: it shows whether dry runs are taken for what they are. */
async function probeAll(actions: readonly string[], probes: AccessProbes): Promise<Map<string, Finding>> {
  const isReading = (action: string): boolean => !probes.changes(action);
  const reading = actions.filter(isReading);
  const findings = new Map(await probeEach(reading, probes));
  const dryRuns = [...findings].filter(([action]) => probes.isDryRun(action)).map(([, finding]) => finding);
  const areIgnored = dryRuns.includes('ignored-dry-run') && !dryRuns.includes('allowed');
  // Where they are not, a change would be carried out.
  if (areIgnored) return findings;
  const changing = actions.filter((action) => !isReading(action));
  for (const [action, finding] of await probeEach(changing, probes)) findings.set(action, finding);
  return findings;
}

function probeEach(
  actions: readonly string[],
  probes: AccessProbes,
): Promise<(readonly [string, Finding])[]> {
  return inParallel(actions, AT_ONCE, async (action) => [action, await probe(action, probes)] as const);
}

async function probe(action: string, probes: AccessProbes): Promise<Finding> {
  const send = probes.of(action);
  if (send === undefined) return 'unknown';
  try {
    return (await send()) ? 'allowed' : 'ignored-dry-run';
  } catch (error) {
    return judge(action, error);
  }
}

function judge(action: string, error: unknown): Finding {
  if (!Ec2WorkerError.isInstance(error) || FATAL.includes(error.kind)) throw error;
  if (error.kind === 'permission-denied') {
    return { action: error.action ?? action, reason: error.denySource ?? error.message };
  }
  return BEYOND_PERMISSION.includes(error.kind) && error.httpStatus !== undefined ? 'allowed' : 'unknown';
}

/** Without the permission to ask, what the region itself answers tells. */
async function findRegionStatus(
  context: WorkerContext,
  directory: WorkerContext,
  call: OperationCall,
  probes: AccessProbes,
): Promise<RegionStatus> {
  try {
    return await readRegionStatus(directory, call, context.region);
  } catch (error) {
    if (!PermissionDeniedError.isInstance(error)) throw error;
    return await askTheRegionItself(context.region, probes);
  }
}

async function askTheRegionItself(region: string, probes: AccessProbes): Promise<RegionStatus> {
  try {
    await probes.of('ec2:DescribeRegions')?.();
  } catch (error) {
    if (!Ec2WorkerError.isInstance(error) || error.kind === 'aborted') throw error;
    // The credentials are known elsewhere: only here they are not.
    if (error.kind === 'authentication') return 'not-opted-in';
    if (error.kind === 'network' && error.httpStatus === undefined) {
      // A network that is down says nothing of a region that there is.
      if (KNOWN_REGIONS.includes(region)) throw error;
      return 'unknown-region';
    }
  }
  return 'enabled';
}

/** A refusal may be about another action than the one that was sent, such as the tags of a launch. */
function sort(
  actions: readonly string[],
  findings: ReadonlyMap<string, Finding>,
): Pick<AccessReport, 'allowed' | 'denied' | 'unknown'> {
  const denied = new Map<string, DeniedAction>();
  for (const finding of findings.values()) {
    if (typeof finding === 'object' && !denied.has(finding.action)) denied.set(finding.action, finding);
  }
  const others = actions.filter((action) => !denied.has(action));
  const isAllowed = (action: string): boolean =>
    ['allowed', 'ignored-dry-run'].includes(findings.get(action) as string);
  return {
    allowed: others.filter(isAllowed),
    denied: [...denied.values()],
    unknown: others.filter((action) => !isAllowed(action)),
  };
}
