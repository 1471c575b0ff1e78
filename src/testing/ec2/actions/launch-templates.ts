import type {
  CreateLaunchTemplateRequest,
  CreateLaunchTemplateResult,
  DeleteLaunchTemplateRequest,
  DeleteLaunchTemplateResult,
  DescribeLaunchTemplatesRequest,
  DescribeLaunchTemplatesResult,
  LaunchTemplate,
  ModifyLaunchTemplateRequest,
  ModifyLaunchTemplateResult,
} from '@aws-sdk/client-ec2';
import {
  CreateLaunchTemplate$,
  DeleteLaunchTemplate$,
  DescribeLaunchTemplates$,
  ModifyLaunchTemplate$,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import { type ActionContext, type Ec2Action, missingParameter } from '../action.js';
import { applyFilters, type FilterFields, tagField } from '../filters.js';
import { requireTemplate } from '../find-template.js';
import { findTemplate, type LaunchTemplateRecord, requireVersion } from '../launch-template-record.js';
import { paginate } from '../pagination.js';
import { checkTags } from '../tag-rules.js';

export const createLaunchTemplate: Ec2Action = { schema: CreateLaunchTemplate$, perform: create };
export const deleteLaunchTemplate: Ec2Action = { schema: DeleteLaunchTemplate$, perform: remove };
export const describeLaunchTemplates: Ec2Action = { schema: DescribeLaunchTemplates$, perform: describe };
export const modifyLaunchTemplate: Ec2Action = { schema: ModifyLaunchTemplate$, perform: modify };

const NAME = /^[\w().\-/]{3,128}$/;

function create(
  request: CreateLaunchTemplateRequest,
  { region, now, commit }: ActionContext,
): CreateLaunchTemplateResult {
  const { LaunchTemplateName: name, LaunchTemplateData: data, VersionDescription: description } = request;
  if (name === undefined) throw missingParameter('LaunchTemplateName');
  if (data === undefined) throw missingParameter('LaunchTemplateData');
  if (!NAME.test(name)) {
    throw new ServiceError(
      'InvalidLaunchTemplateName.MalformedException',
      'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.',
    );
  }
  if (findTemplate(region.launchTemplates, { LaunchTemplateName: name }) !== undefined) {
    throw new ServiceError(
      'InvalidLaunchTemplateName.AlreadyExistsException',
      'Launch template name already in use.',
    );
  }
  const tags = (request.TagSpecifications ?? []).flatMap(({ Tags }) => Tags ?? []);
  const { accountId, ids } = region.account;
  const template: LaunchTemplateRecord = {
    id: ids.next('lt'),
    name,
    createdAt: now,
    createdBy: `arn:aws:iam::${accountId}:user/simulated`,
    tags: checkTags(tags),
    versions: [{ number: 1, description, createdAt: now, data }],
    defaultVersion: 1,
  };
  commit();
  region.launchTemplates.set(template.id, template);
  return { LaunchTemplate: describeTemplate(template) };
}

function remove(
  request: DeleteLaunchTemplateRequest,
  { region, commit }: ActionContext,
): DeleteLaunchTemplateResult {
  const template = requireTemplate(request, region);
  commit();
  region.launchTemplates.delete(template.id);
  return { LaunchTemplate: describeTemplate(template) };
}

function describe(
  request: DescribeLaunchTemplatesRequest,
  { region }: ActionContext,
): DescribeLaunchTemplatesResult {
  const { LaunchTemplateIds: ids = [], LaunchTemplateNames: names = [] } = request;
  const named = [
    ...ids.map((LaunchTemplateId) => requireTemplate({ LaunchTemplateId }, region)),
    ...names.map((LaunchTemplateName) => requireTemplate({ LaunchTemplateName }, region)),
  ];
  const listed = ids.length + names.length > 0 ? named : [...region.launchTemplates.values()];
  const matching = applyFilters(listed.map(describeTemplate), request.Filters, templateFields);
  const { items, nextToken } = paginate(matching, request, ({ LaunchTemplateId = '' }) => LaunchTemplateId);
  return { LaunchTemplates: [...items], NextToken: nextToken };
}

/** All that can be changed of a template is which of its versions is the default one. */
function modify(
  request: ModifyLaunchTemplateRequest,
  { region, commit }: ActionContext,
): ModifyLaunchTemplateResult {
  const template = requireTemplate(request, region);
  const { number } = requireVersion(template, request.DefaultVersion);
  commit();
  const changed = { ...template, defaultVersion: number };
  region.launchTemplates.set(template.id, changed);
  return { LaunchTemplate: describeTemplate(changed) };
}

function describeTemplate(template: LaunchTemplateRecord): LaunchTemplate {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    CreateTime: new Date(template.createdAt),
    CreatedBy: template.createdBy,
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: template.versions.length,
    Tags: template.tags.map(([Key, Value]) => ({ Key, Value })),
  };
}

const templateFields: FilterFields<LaunchTemplate> = (name) => {
  if (name === 'launch-template-name') return (template) => [template.LaunchTemplateName];
  if (name === 'create-time') return (template) => [template.CreateTime?.toISOString()];
  return tagField(name, (template: LaunchTemplate) => template.Tags ?? []);
};
