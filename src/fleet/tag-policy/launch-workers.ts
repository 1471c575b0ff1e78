import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import type { AwsRegion } from '../../model/aws-region.js';
import type { CreateInstanceInput } from '../../model/create-instance-input.js';
import type { CreateInstancesInput } from '../../model/create-instances-input.js';
import type { LaunchResult } from '../../model/launch-result.js';
import type { Tags } from '../../model/tags.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import { launchTags } from '../../tags/launch-tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import type { FleetCallOptions } from '../discovery/list-workers.js';
import { isOwned } from '../discovery/ownership.js';
import { toFleetWorker } from '../discovery/to-fleet-worker.js';
import type { FleetContext, FleetTarget } from '../fleet-context.js';
import { checkTags } from './check-tags.js';
import type { TagPolicy } from './tag-policy.js';

/** Where to launch, and by which policy. */
export interface FleetLaunchOptions extends FleetCallOptions {
  /** A region of the fleet. Default: the fleet's, if it has but one. */
  readonly region?: AwsRegion | undefined;
  /** The role of an account of the fleet. Default: the fleet's account, if it has but one, else the client's own. */
  readonly roleArn?: string | undefined;
  /** How the workers have to be tagged. Default: nobody checks. */
  readonly policy?: TagPolicy | undefined;
}

/** What a launch of several workers into a fleet came to. */
export interface FleetLaunchResult extends LaunchResult {
  /** The instances of the result as workers of the fleet. */
  readonly workers: readonly FleetWorker[];
}

/** Launches a worker into a fleet, with its tag, and reads how it is. */
export async function launchWorker(
  context: FleetContext,
  input: CreateInstanceInput,
  options: FleetLaunchOptions,
): Promise<FleetWorker> {
  const operation = 'launch';
  const { target, tagged } = await prepare(context, input, options, operation);
  const call = { region: target.region, abortSignal: options.abortSignal };
  return await withStatus(context, target, await target.client.createInstance(tagged, call), options);
}

/** Launches several workers into a fleet, with its tag, and reads how they are. */
export async function launchWorkers(
  context: FleetContext,
  input: CreateInstancesInput,
  options: FleetLaunchOptions,
): Promise<FleetLaunchResult> {
  const operation = 'launchMany';
  const { target, tagged } = await prepare(context, input, options, operation);
  const call = { region: target.region, abortSignal: options.abortSignal };
  const result = await target.client.createInstances(tagged, call);
  const workers = await Promise.all(
    result.instances.map((instance) => withStatus(context, target, instance, options)),
  );
  return { ...result, workers };
}

async function prepare<Input extends CreateInstanceInput>(
  context: FleetContext,
  input: Input,
  options: FleetLaunchOptions,
  operation: string,
): Promise<{ readonly target: FleetTarget; readonly tagged: Input }> {
  const { ownership, settings } = context;
  const own = ownership.value === undefined ? {} : { [ownership.key]: ownership.value };
  const tagged = { ...input, tags: { ...input.tags, ...own } };
  const all = { ...settings?.worker.defaultTags, ...launchTags(tagged) };
  refuseOthers(input.tags ?? {}, all, context, operation);
  if (options.policy !== undefined) refuseProblems(options.policy, all, operation);
  return { target: await findTarget(context, options, operation), tagged };
}

/** A launch that would belong to somebody else, or to nobody, is no launch into the fleet. */
function refuseOthers(given: Tags, all: Tags, { ownership }: FleetContext, operation: string): void {
  const { key, value } = ownership;
  const isOther = value !== undefined && Object.hasOwn(given, key) && given[key] !== value;
  if (!isOther && isOwned(all, ownership)) return;
  const expected =
    value === undefined ? `given, or ownership.value of the fleet` : `"${value}", as the fleet has it`;
  const received = isOther ? 'another value' : 'none';
  throw new InvalidParameterError({ operation, parameter: `tags.${key}`, expected, received });
}

function refuseProblems(policy: TagPolicy, tags: Tags, operation: string): void {
  const problems = checkTags(policy, tags);
  if (problems.length === 0) return;
  const told = problems.map(({ message }) => message).join(' ');
  const message = `${operation}: the tags do not comply with the policy, and nothing was launched. ${told}`;
  const expected = 'tags that comply with the policy';
  throw new InvalidParameterError({ operation, parameter: 'tags', expected, message });
}

async function findTarget(
  context: FleetContext,
  { region, roleArn }: FleetLaunchOptions,
  operation: string,
): Promise<FleetTarget> {
  const targets = await context.targets();
  const ofRegion = region === undefined ? targets : targets.filter((target) => target.region === region);
  const roles = new Set(targets.map((target) => target.roleArn));
  const role = roleArn === undefined && roles.size === 1 ? targets[0]?.roleArn : roleArn;
  const fitting = ofRegion.filter((target) => target.roleArn === role);
  const [target] = fitting;
  if (target !== undefined && fitting.length === 1) return target;
  const parameter = ofRegion.length > 0 && fitting.length === 0 ? 'roleArn' : 'region';
  const known = [
    ...new Set(targets.map((each) => (parameter === 'region' ? each.region : (each.roleArn ?? 'own')))),
  ];
  const received = (parameter === 'region' ? region : roleArn) ?? 'none';
  throw new InvalidParameterError({ operation, parameter, expected: `one of ${known.join(', ')}`, received });
}

/** How a worker is, as far as EC2 shows it already. The launch is never lost for the sake of its status. */
async function withStatus(
  { settings }: FleetContext,
  { client, roleArn, region }: FleetTarget,
  instance: WorkerInstance,
  { abortSignal }: FleetLaunchOptions,
): Promise<FleetWorker> {
  const ref = { instanceId: instance.instanceId, region };
  const checks = await client.getInstanceStatusChecks(ref, { abortSignal }).catch(() => undefined);
  return toFleetWorker(instance, { roleArn, checks, settings });
}
