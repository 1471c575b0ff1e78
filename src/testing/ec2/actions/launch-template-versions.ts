import type {
  CreateLaunchTemplateVersionRequest,
  CreateLaunchTemplateVersionResult,
  DescribeLaunchTemplateVersionsRequest,
  DescribeLaunchTemplateVersionsResult,
  LaunchTemplateVersion,
} from '@aws-sdk/client-ec2';
import { CreateLaunchTemplateVersion$, DescribeLaunchTemplateVersions$ } from '@aws-sdk/client-ec2';
import { type ActionContext, type Ec2Action, missingParameter } from '../action.js';
import type { Ec2Region } from '../ec2-region.js';
import { requireTemplate } from '../find-template.js';
import { resolveImage } from '../image-reference.js';
import {
  type LaunchTemplateRecord,
  type LaunchTemplateVersionRecord,
  requireVersion,
} from '../launch-template-record.js';
import { paginate } from '../pagination.js';

export const createLaunchTemplateVersion: Ec2Action = {
  schema: CreateLaunchTemplateVersion$,
  perform: create,
};
export const describeLaunchTemplateVersions: Ec2Action = {
  schema: DescribeLaunchTemplateVersions$,
  perform: describe,
};

/** A new version stands by itself, unless it names another one to build on. */
function create(
  request: CreateLaunchTemplateVersionRequest,
  { region, now, commit }: ActionContext,
): CreateLaunchTemplateVersionResult {
  const template = requireTemplate(request, region);
  const { LaunchTemplateData: data, SourceVersion: source, VersionDescription: description } = request;
  if (data === undefined) throw missingParameter('LaunchTemplateData');
  const base = source === undefined ? {} : requireVersion(template, source).data;
  const number = template.versions.length + 1;
  const version = { number, description, createdAt: now, data: { ...base, ...data } };
  commit();
  region.launchTemplates.set(template.id, { ...template, versions: [...template.versions, version] });
  return { LaunchTemplateVersion: describeVersion(template, version) };
}

function describe(
  request: DescribeLaunchTemplateVersionsRequest,
  { region }: ActionContext,
): DescribeLaunchTemplateVersionsResult {
  const { Versions: names = [], ResolveAlias } = request;
  const described = templatesOf(request, region).flatMap((template) => {
    const versions =
      names.length > 0 ? names.map((name) => requireVersion(template, name)) : template.versions.toReversed();
    return versions.map((version) =>
      describeVersion(template, ResolveAlias === true ? withResolvedImage(version, region) : version),
    );
  });
  // Versions of several templates may have the same number.
  const idOf = (version: LaunchTemplateVersion): string =>
    `${version.LaunchTemplateId}/${version.VersionNumber}`;
  const { items, nextToken } = paginate(described, request, idOf);
  return { LaunchTemplateVersions: [...items], NextToken: nextToken };
}

/** The template that a request names, or all if it names none, which takes versions such as `$Latest`. */
function templatesOf(
  request: DescribeLaunchTemplateVersionsRequest,
  region: Ec2Region,
): readonly LaunchTemplateRecord[] {
  const { LaunchTemplateId, LaunchTemplateName, Versions = [] } = request;
  if ((LaunchTemplateId ?? LaunchTemplateName) === undefined) {
    if (Versions.length === 0) throw missingParameter('LaunchTemplateId');
    return [...region.launchTemplates.values()];
  }
  return [requireTemplate(request, region)];
}

function withResolvedImage(
  version: LaunchTemplateVersionRecord,
  region: Ec2Region,
): LaunchTemplateVersionRecord {
  const { ImageId } = version.data;
  if (ImageId === undefined) return version;
  return { ...version, data: { ...version.data, ImageId: resolveImage(ImageId, region) } };
}

function describeVersion(
  template: LaunchTemplateRecord,
  { number, description, createdAt, data }: LaunchTemplateVersionRecord,
): LaunchTemplateVersion {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: number,
    VersionDescription: description,
    CreateTime: new Date(createdAt),
    CreatedBy: template.createdBy,
    DefaultVersion: number === template.defaultVersion,
    LaunchTemplateData: data,
  };
}
