import type {
  CreateTagsRequest,
  DeleteTagsRequest,
  DescribeTagsRequest,
  DescribeTagsResult,
  Tag,
  TagDescription,
} from '@aws-sdk/client-ec2';
import { CreateTags$, DeleteTags$, DescribeTags$ } from '@aws-sdk/client-ec2';
import { type ActionContext, type Ec2Action, requireList } from '../action.js';
import { applyFilters, type FilterFields } from '../filters.js';
import { paginate } from '../pagination.js';
import { checkTags, mergeTags, refuseReservedKey } from '../tag-rules.js';
import { requireResources, taggableResources } from '../taggable.js';

export const createTags: Ec2Action = { schema: CreateTags$, perform: create };
export const deleteTags: Ec2Action = { schema: DeleteTags$, perform: remove };
export const describeTags: Ec2Action = { schema: DescribeTags$, perform: describe };

function create(request: CreateTagsRequest, { region, commit }: ActionContext): object {
  const resourceIds = requireList(request.Resources, 'ResourceId');
  const pairs = checkTags(requireList(request.Tags, 'Tag'));
  const ids = requireResources(resourceIds, region);
  const merged = ids.map((id) => [id, mergeTags(region, id, pairs)] as const);
  commit();
  for (const [id, tags] of merged) region.setTags(id, tags);
  return {};
}

/**
 * Without tags every tag of the caller goes; a tag with a value goes only if it has that value.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html
 */
function remove(request: DeleteTagsRequest, { region, commit }: ActionContext): object {
  const ids = requireResources(requireList(request.Resources, 'ResourceId'), region);
  const doomed = request.Tags ?? [];
  for (const { Key } of doomed) refuseReservedKey(Key ?? '');
  commit();
  for (const id of ids) {
    const kept = region.tagsOf(id).filter((tag) => !isDoomed(tag, doomed));
    region.setTags(
      id,
      kept.map((tag) => [tag.Key ?? '', tag.Value ?? '']),
    );
  }
  return {};
}

function isDoomed(tag: Tag, doomed: readonly Tag[]): boolean {
  if (doomed.length === 0) return tag.Key?.startsWith('aws:') !== true;
  return doomed.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value));
}

function describe(request: DescribeTagsRequest, { region, now }: ActionContext): DescribeTagsResult {
  const tags = taggableResources(region, now).flatMap(({ resourceId, resourceType }) =>
    region.tagsOf(resourceId).map((tag): TagDescription => {
      return { ...tag, ResourceId: resourceId, ResourceType: resourceType };
    }),
  );
  const matching = applyFilters(tags, request.Filters, tagFields);
  const { items, nextToken } = paginate(matching, request, (tag) => `${tag.ResourceId}/${tag.Key}`);
  return { Tags: [...items], NextToken: nextToken };
}

const tagFields: FilterFields<TagDescription> = (name) => {
  if (name === 'key') return (tag) => [tag.Key];
  if (name === 'value') return (tag) => [tag.Value];
  if (name === 'resource-id') return (tag) => [tag.ResourceId];
  if (name === 'resource-type') return (tag) => [tag.ResourceType];
  if (name.startsWith('tag:')) return (tag) => (tag.Key === name.slice('tag:'.length) ? [tag.Value] : []);
  return undefined;
};
