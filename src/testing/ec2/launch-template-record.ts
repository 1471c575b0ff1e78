import type { LaunchTemplateSpecification, RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import { stableHex } from '../identity/stable-digits.js';
import { ServiceError } from '../wire/service-error.js';

/** One version of a launch template; they are numbered from 1. */
export interface LaunchTemplateVersionRecord {
  readonly number: number;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly data: RequestLaunchTemplateData;
}

/** A launch template that was made. */
export interface LaunchTemplateRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly tags: readonly (readonly [string, string])[];
  readonly versions: readonly LaunchTemplateVersionRecord[];
  readonly defaultVersion: number;
}

/** The template that is meant by id or by name; `undefined` for one that was never made. */
export function findTemplate(
  templates: ReadonlyMap<string, LaunchTemplateRecord>,
  { LaunchTemplateId: id, LaunchTemplateName: name }: LaunchTemplateSpecification,
): LaunchTemplateRecord | undefined {
  if (id !== undefined) return templates.get(id);
  return [...templates.values()].find((template) => template.name === name);
}

/** The image of a template that nobody has made: each is taken to exist, and to name this one. */
export const TEMPLATE_IMAGE = 'ami-0123456789abcdef0';

/** A template that nobody has made, as it is taken to be. */
export function impliedTemplate(
  { LaunchTemplateId, LaunchTemplateName }: LaunchTemplateSpecification,
  { accountId, now }: { readonly accountId: string; readonly now: number },
): LaunchTemplateRecord {
  return {
    id: LaunchTemplateId ?? `lt-0${stableHex(LaunchTemplateName ?? '', 16)}`,
    name: LaunchTemplateName ?? 'simulated',
    createdAt: now,
    createdBy: `arn:aws:iam::${accountId}:user/simulated`,
    tags: [],
    versions: [{ number: 1, description: undefined, createdAt: now, data: { ImageId: TEMPLATE_IMAGE } }],
    defaultVersion: 1,
  };
}

/**
 * The version that is meant by its number, `$Latest` or `$Default`, which is the one if none is named.
 *
 * @throws ServiceError `InvalidLaunchTemplateId.VersionNotFound`
 */
export function requireVersion(
  { id, versions, defaultVersion }: LaunchTemplateRecord,
  version = '$Default',
): LaunchTemplateVersionRecord {
  const found =
    version === '$Latest'
      ? versions.at(-1)
      : versions.find(
          ({ number }) => String(number) === (version === '$Default' ? `${defaultVersion}` : version),
        );
  if (found !== undefined) return found;
  throw new ServiceError(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${version} for the launch template with ID ${id}.`,
  );
}
