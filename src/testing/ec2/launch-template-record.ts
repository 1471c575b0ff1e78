import type { LaunchTemplateSpecification, RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
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

/** The template that is meant by id or by name; `undefined` for one that does not exist. */
export function findTemplate(
  templates: ReadonlyMap<string, LaunchTemplateRecord>,
  { LaunchTemplateId: id, LaunchTemplateName: name }: LaunchTemplateSpecification,
): LaunchTemplateRecord | undefined {
  if (id !== undefined) return templates.get(id);
  return [...templates.values()].find((template) => template.name === name);
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
