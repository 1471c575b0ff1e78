import type { Step } from '../step.js';

const TEMPLATE = { LaunchTemplateName: 'worker' };

export const launchTemplateSteps: readonly Step[] = [
  {
    name: 'make a launch template',
    service: 'ec2',
    action: 'CreateLaunchTemplate',
    input: { ...TEMPLATE, LaunchTemplateData: { ImageId: '{image}', InstanceType: 't3.micro' } },
    observe: ['LaunchTemplate.[LaunchTemplateName, DefaultVersionNumber, LatestVersionNumber]'],
    expect: [['worker', 1, 1]],
  },
  {
    name: 'make a launch template twice',
    service: 'ec2',
    action: 'CreateLaunchTemplate',
    input: { ...TEMPLATE, LaunchTemplateData: { InstanceType: 't3.micro' } },
    expect: 'InvalidLaunchTemplateName.AlreadyExistsException',
  },
  {
    name: 'make another version',
    service: 'ec2',
    action: 'CreateLaunchTemplateVersion',
    input: { ...TEMPLATE, SourceVersion: '1', LaunchTemplateData: { InstanceType: 't3.small' } },
    observe: ['LaunchTemplateVersion.VersionNumber', 'LaunchTemplateVersion.LaunchTemplateData.InstanceType'],
    expect: [2, 't3.small'],
  },
  {
    name: 'make it the default',
    service: 'ec2',
    action: 'ModifyLaunchTemplate',
    input: { ...TEMPLATE, DefaultVersion: '2' },
    observe: ['LaunchTemplate.DefaultVersionNumber'],
    expect: [2],
  },
  {
    name: 'describe launch templates',
    service: 'ec2',
    action: 'DescribeLaunchTemplates',
    input: { LaunchTemplateNames: ['worker'] },
    observe: ['LaunchTemplates[].[LaunchTemplateName, LatestVersionNumber]'],
    expect: [[['worker', 2]]],
  },
  {
    name: 'describe its versions',
    service: 'ec2',
    action: 'DescribeLaunchTemplateVersions',
    input: TEMPLATE,
    observe: ['sort(LaunchTemplateVersions[].VersionNumber)'],
    expect: [[1, 2]],
  },
  {
    name: 'launch from it',
    service: 'ec2',
    action: 'RunInstances',
    input: { LaunchTemplate: { ...TEMPLATE, Version: '2' }, MinCount: 1, MaxCount: 1 },
    observe: ['Instances[].InstanceType'],
    expect: [['t3.small']],
  },
  {
    name: 'launch from a template that does not exist',
    service: 'ec2',
    action: 'RunInstances',
    input: { LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0' }, MinCount: 1, MaxCount: 1 },
    expect: 'InvalidLaunchTemplateId.NotFound',
  },
  {
    name: 'describe the versions of a template that does not exist',
    service: 'ec2',
    action: 'DescribeLaunchTemplateVersions',
    input: { LaunchTemplateName: 'nobody-made-it' },
    expect: 'InvalidLaunchTemplateName.NotFoundException',
  },
  {
    name: 'delete a launch template',
    service: 'ec2',
    action: 'DeleteLaunchTemplate',
    input: TEMPLATE,
    observe: ['LaunchTemplate.LaunchTemplateName'],
    expect: ['worker'],
  },
];
