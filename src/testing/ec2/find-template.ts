import { ServiceError } from '../wire/service-error.js';
import { missingParameter } from './action.js';
import type { Ec2Region } from './ec2-region.js';
import { findTemplate, type LaunchTemplateRecord } from './launch-template-record.js';

/** How a request names a launch template. */
interface TemplateName {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/**
 * The launch template that a request names.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * @throws ServiceError `InvalidLaunchTemplateId.Malformed` or `.NotFound`, or `InvalidLaunchTemplateName.NotFoundException`
 */
export function requireTemplate(given: TemplateName, region: Ec2Region): LaunchTemplateRecord {
  const { LaunchTemplateId: id, LaunchTemplateName: name } = given;
  if (id === undefined && name === undefined) throw missingParameter('LaunchTemplateId');
  if (id !== undefined && !/^lt-[0-9a-f]{17}$/.test(id)) {
    throw new ServiceError('InvalidLaunchTemplateId.Malformed', `Invalid id: "${id}" (expecting "lt-...")`);
  }
  const template = findTemplate(region.launchTemplates, given);
  if (template !== undefined) return template;
  if (id !== undefined) {
    throw new ServiceError(
      'InvalidLaunchTemplateId.NotFound',
      `The specified launch template, with template ID ${id}, does not exist.`,
    );
  }
  throw new ServiceError(
    'InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${name}, does not exist.`,
  );
}
