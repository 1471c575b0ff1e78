import { isRecord } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { WorkerImageSettings, WorkerSettings } from '../settings/worker-settings.js';
import {
  type LaunchToComplete,
  type RestrictedCall,
  refuseForbiddenRegion,
  refuseForbiddenTypes,
} from './refuse-forbidden.js';

/** What may supply a part of a launch: the caller comes first, a template next, the settings last. */
interface Launch extends RestrictedCall {
  readonly input: LaunchToComplete;
}

/**
 * Completes a launch by the settings: with the default type, the image, the network and the key pair of the
 * region, the default tags, and a check of its fitness, since the settings are those of workers for Cisco Modeling
 * Labs. What the caller gives wins; with a launch template, only the tags and the check are added. Without settings,
 * the launch stays as it is.
 *
 * @throws InvalidParameterError for a region or a type that the settings do not allow, and for a region that
 * they have no image, network or key pair for: it names the entry that is missing.
 */
export function applyWorkerSettings<Input extends LaunchToComplete>(
  input: Input,
  settings: WorkerSettings | undefined,
  region: string,
  operation = 'createInstance',
): Input {
  // What is no launch at all is refused by the check that follows.
  if (settings === undefined || !isRecord(input)) return input;
  const launch = { input, settings, region, operation };
  refuseForbiddenRegion(launch);
  const filledIn = usesTemplate(input) ? {} : fillIn(launch);
  const { checkFitness = true } = input;
  const completed = { ...input, ...filledIn, ...defaultTags(launch), checkFitness };
  refuseForbiddenTypes(launch, completed, filledIn.instanceType !== undefined);
  return completed;
}

function fillIn(launch: Launch): Partial<CreateInstanceInput> {
  const { input, settings } = launch;
  const chosen = input.overrides?.InstanceType ?? input.instanceType;
  return {
    ...(chosen === undefined ? { instanceType: settings.worker.defaultInstanceType } : {}),
    ...image(launch),
    ...network(launch),
    ...keyPair(launch),
  };
}

/** The name of the image goes with its id, also where the caller has chosen the same one. */
function image({ input, settings, region, operation }: Launch): Partial<CreateInstanceInput> {
  const chosen = input.overrides?.ImageId ?? input.amiId;
  const entry = entryOf(settings.worker.ami, region);
  if (chosen === undefined) {
    if (entry === undefined)
      throw missingEntry(operation, region, 'amiId', 'worker.ami', settings.worker.ami);
    return { amiId: entry.amiId, ...nameOf(entry, input) };
  }
  return chosen === entry?.amiId ? nameOf(entry, input) : {};
}

function nameOf({ amiName }: WorkerImageSettings, input: CreateInstanceInput): Partial<CreateInstanceInput> {
  return input.amiName === undefined && amiName !== undefined ? { amiName } : {};
}

/** Each part that the caller leaves open is filled in, so that another subnet keeps its security groups. */
function network({ input, settings, region, operation }: Launch): Partial<CreateInstanceInput> {
  if (input.overrides?.NetworkInterfaces !== undefined) return {};
  const entries = settings.worker.network;
  const entry = entryOf(entries, region);
  const { place, groups, isBesideInterface } = chosenNetwork(input);
  if (entry === undefined) {
    const isOpen = (place ?? groups) === undefined && !arePlaced(input.choices);
    if (!isOpen || Object.keys(entries).length === 0) return {};
    throw missingEntry(operation, region, 'subnetId', 'worker.network', entries);
  }
  const { subnetId, securityGroupIds, assignPublicIp } = entry;
  return {
    ...(place === undefined && subnetId !== undefined ? { subnetId } : {}),
    ...(groups === undefined && securityGroupIds !== undefined ? { securityGroupIds } : {}),
    ...(input.assignPublicIp === undefined && !isBesideInterface ? { assignPublicIp } : {}),
  };
}

/** What the caller has chosen of the network. */
function chosenNetwork({ overrides = {}, ...input }: CreateInstanceInput): {
  /** A subnet, or a zone in whose default subnet to launch. */
  readonly place: string | undefined;
  readonly groups: readonly string[] | undefined;
  /** A public address is asked for on an interface, and EC2 takes no network beside one. */
  readonly isBesideInterface: boolean;
} {
  const { SubnetId, SecurityGroupIds, Placement } = overrides;
  return {
    place: SubnetId ?? input.subnetId ?? Placement?.AvailabilityZone ?? input.availabilityZone,
    groups: SecurityGroupIds ?? input.securityGroupIds,
    isBesideInterface: SubnetId !== undefined || SecurityGroupIds !== undefined,
  };
}

/** Whether each of several choices says itself where to launch. */
function arePlaced(choices: unknown): boolean {
  if (!Array.isArray(choices) || choices.length === 0) return false;
  return choices.every(
    (choice) => isRecord(choice) && (choice['subnetId'] ?? choice['availabilityZone']) !== undefined,
  );
}

function keyPair({ input, settings, region, operation }: Launch): Partial<CreateInstanceInput> {
  if ((input.overrides?.KeyName ?? input.keyName) !== undefined) return {};
  const entries = settings.worker.keyPairs;
  const keyName = entryOf(entries, region);
  if (keyName !== undefined) return { keyName };
  if (Object.keys(entries).length === 0) return {};
  throw missingEntry(operation, region, 'keyName', 'worker.keyPairs', entries);
}

/** Tags that are none are left to the check that follows. */
function defaultTags({ input, settings }: Launch): Partial<CreateInstanceInput> {
  const { defaultTags: tags } = settings.worker;
  const isOpen = input.tags === undefined || isRecord(input.tags);
  if (!isOpen || Object.keys(tags).length === 0) return {};
  const { Name: _, ...others } = tags;
  return { tags: { ...others, ...input.tags } };
}

function usesTemplate({ launchTemplate, overrides }: CreateInstanceInput): boolean {
  return (launchTemplate ?? overrides?.LaunchTemplate) !== undefined;
}

function entryOf<Entry>(entries: Readonly<Record<string, Entry>>, region: string): Entry | undefined {
  return Object.hasOwn(entries, region) ? entries[region] : undefined;
}

function missingEntry(
  operation: string,
  region: string,
  parameter: string,
  path: string,
  entries: Readonly<Record<string, unknown>>,
): InvalidParameterError {
  const regions = Object.keys(entries);
  const others = regions.length === 0 ? 'no region' : regions.join(', ');
  return new InvalidParameterError({
    operation,
    region,
    parameter,
    expected: `given, or in the settings as ${path}.${region}`,
    message:
      `${operation}: ${parameter} is not given, and the settings have no ${path}.${region}, but have it for ` +
      `${others}. Add it, or give ${parameter}.`,
  });
}
