import type { RunInstancesRequest, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import type { Ec2Region } from './ec2-region.js';
import { findTemplate, requireVersion } from './launch-template-record.js';

/**
 * A launch with what its template supplies: whatever the request leaves out, and the tags whose keys it does
 * not name itself.
 */
export function withLaunchTemplate(request: RunInstancesRequest, region: Ec2Region): RunInstancesRequest {
  const { LaunchTemplate: specification } = request;
  const template = specification && findTemplate(region.launchTemplates, specification);
  if (template === undefined) return request;
  const version = requireVersion(template, specification?.Version);
  const own = Object.entries(request).filter(([, value]) => value !== undefined);
  return {
    ...(version.data as Partial<RunInstancesRequest>),
    ...(Object.fromEntries(own) as unknown as RunInstancesRequest),
    TagSpecifications: mergeTags(version.data.TagSpecifications, request.TagSpecifications),
  };
}

/** The tags that EC2 itself puts on an instance that was launched from a template. */
export function templateTags(
  request: RunInstancesRequest,
  region: Ec2Region,
): readonly (readonly [string, string])[] {
  const { LaunchTemplate: specification } = request;
  const template = specification && findTemplate(region.launchTemplates, specification);
  if (template === undefined) return [];
  const { number } = requireVersion(template, specification?.Version);
  return [
    ['aws:ec2launchtemplate:id', template.id],
    ['aws:ec2launchtemplate:version', String(number)],
  ];
}

function mergeTags(
  ofTemplate: readonly TagSpecification[] = [],
  ofRequest: readonly TagSpecification[] = [],
): TagSpecification[] {
  const types = new Set([...ofTemplate, ...ofRequest].map(({ ResourceType }) => ResourceType));
  return [...types].map((ResourceType) => {
    const tagsIn = (specifications: readonly TagSpecification[]): Tag[] =>
      specifications.filter((each) => each.ResourceType === ResourceType).flatMap(({ Tags }) => Tags ?? []);
    const own = tagsIn(ofRequest);
    const supplied = tagsIn(ofTemplate).filter(({ Key }) => own.every((tag) => tag.Key !== Key));
    return { ResourceType, Tags: [...supplied, ...own] };
  });
}
