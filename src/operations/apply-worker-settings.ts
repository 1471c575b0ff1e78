import { describeType, isRecord } from '../errors/describe-type.js';
import { didYouMean } from '../errors/did-you-mean.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { WorkerImageSettings, WorkerSettings } from '../settings/worker-settings.js';

/** A launch, or several, with whatever a plan may try in place of the first choice. */
export type LaunchToComplete = CreateInstanceInput & {
  readonly choices?: readonly { readonly instanceType?: string | undefined }[] | undefined;
};

/** What may supply a part of a launch: the caller comes first, a template next, the settings last. */
interface Launch {
  readonly input: LaunchToComplete;
  readonly settings: WorkerSettings;
  readonly region: string;
  readonly operation: string;
}

/**
 * Completes a launch by the settings: with the default type, the image, the network and the key pair of the
 * region, and the default tags. What the caller gives wins; with a launch template, only the tags are added.
 * Without settings, the launch stays as it is.
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
  const completed = { ...input, ...filledIn, ...defaultTags(launch) };
  refuseForbiddenTypes({ ...launch, input: completed }, filledIn.instanceType !== undefined);
  return completed;
}

/**
 * Refuses a region that the settings do not allow.
 *
 * @throws InvalidParameterError naming those that they do.
 */
export function refuseForbiddenRegion({
  settings,
  region,
  operation,
}: Pick<Launch, 'settings' | 'region' | 'operation'>): void {
  const { allowedRegions } = settings.aws;
  if (allowedRegions.includes(region)) return;
  throw new InvalidParameterError({
    operation,
    region,
    parameter: 'region',
    expected: `one of ${allowedRegions.join(', ')}`,
    received: region,
    message:
      `${operation}: the region ${region} is not allowed. The settings' aws.allowedRegions are ` +
      `${allowedRegions.join(', ')}: name one of them, or add ${region} there.`,
  });
}

function refuseForbiddenTypes(launch: Launch, isDefault: boolean): void {
  const { input, settings } = launch;
  const { allowedInstanceTypes } = settings.worker;
  const isAllowed = (type: unknown): boolean => allowedInstanceTypes.includes(type as string);
  const type: unknown = input.overrides?.InstanceType ?? input.instanceType;
  if (!isAllowed(type)) throw forbiddenType(launch, 'instanceType', type, isDefault);
  const choices: unknown = input.choices;
  if (!Array.isArray(choices)) return;
  for (const [index, choice] of choices.entries()) {
    const other = isRecord(choice) ? choice['instanceType'] : undefined;
    if (other === undefined || isAllowed(other)) continue;
    throw forbiddenType(launch, `choices.${index}.instanceType`, other, false);
  }
}

function forbiddenType(
  { settings, region, operation }: Launch,
  parameter: string,
  type: unknown,
  isDefault: boolean,
): InvalidParameterError {
  const { allowedInstanceTypes } = settings.worker;
  const allowed = allowedInstanceTypes.join(', ');
  const named = typeof type === 'string' ? type : describeType(type);
  // A template's own type is not known here, so that it must be named to be allowed.
  const fault =
    type === undefined
      ? 'must be named, since that of a launch template cannot be checked'
      : `${named}${isDefault ? ', the default,' : ''} is not allowed`;
  const remedy = isDefault ? 'name one of them, or make it worker.defaultInstanceType' : 'name one of them';
  const hint = typeof type === 'string' && !isDefault ? didYouMean(type, allowedInstanceTypes) : '';
  return new InvalidParameterError({
    operation,
    region,
    parameter,
    expected: `one of ${allowed}`,
    received: type === undefined ? 'nothing' : named,
    message:
      `${operation}: ${parameter} ${fault}. The settings' worker.allowedInstanceTypes are ${allowed}: ` +
      `${remedy}.${hint}`,
  });
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
  const { overrides } = input;
  if (overrides?.NetworkInterfaces !== undefined) return {};
  const entries = settings.worker.network;
  const entry = entryOf(entries, region);
  const subnetId = overrides?.SubnetId ?? input.subnetId;
  const securityGroupIds = overrides?.SecurityGroupIds ?? input.securityGroupIds;
  if (entry === undefined) {
    const isOpen = subnetId === undefined && securityGroupIds === undefined;
    if (!isOpen || Object.keys(entries).length === 0) return {};
    throw missingEntry(operation, region, 'subnetId', 'worker.network', entries);
  }
  // On an interface, which a public address is asked for on, EC2 takes no network beside it.
  const isBeside = overrides?.SubnetId !== undefined || overrides?.SecurityGroupIds !== undefined;
  return {
    ...(subnetId === undefined && entry.subnetId !== undefined ? { subnetId: entry.subnetId } : {}),
    ...(securityGroupIds === undefined && entry.securityGroupIds !== undefined
      ? { securityGroupIds: entry.securityGroupIds }
      : {}),
    ...(input.assignPublicIp === undefined && !isBeside ? { assignPublicIp: entry.assignPublicIp } : {}),
  };
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
