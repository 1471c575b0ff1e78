import type { Ec2Action } from '../action.js';
import { createImage, deregisterImage } from './create-image.js';
import { createSnapshot, createSnapshots } from './create-snapshots.js';
import { describeImages } from './describe-images.js';
import { describeInstanceStatus } from './describe-instance-status.js';
import { describeInstanceTypeOfferings, describeInstanceTypes } from './describe-instance-types.js';
import { describeInstances } from './describe-instances.js';
import {
  describeKeyPairs,
  describeSecurityGroups,
  describeSubnets,
  describeVpcs,
} from './describe-network.js';
import { describeRegions } from './describe-regions.js';
import { deleteSnapshot, describeSnapshots } from './describe-snapshots.js';
import { describeSpotInstanceRequests, describeSpotPriceHistory } from './describe-spot.js';
import { describeVolumes } from './describe-volumes.js';
import { getConsoleOutput } from './get-console-output.js';
import { describeInstanceAttribute, modifyInstanceAttribute } from './instance-attributes.js';
import { createLaunchTemplateVersion, describeLaunchTemplateVersions } from './launch-template-versions.js';
import {
  createLaunchTemplate,
  deleteLaunchTemplate,
  describeLaunchTemplates,
  modifyLaunchTemplate,
} from './launch-templates.js';
import { monitorInstances, unmonitorInstances } from './monitor-instances.js';
import { rebootInstances } from './reboot-instances.js';
import { runInstances } from './run-instances.js';
import { startInstances } from './start-instances.js';
import { stopInstances } from './stop-instances.js';
import { createTags, deleteTags, describeTags } from './tags.js';
import { terminateInstances } from './terminate-instances.js';

/** Every action of the simulated EC2. */
export const EC2_ACTIONS: readonly Ec2Action[] = [
  createImage,
  createLaunchTemplate,
  createLaunchTemplateVersion,
  createSnapshot,
  createSnapshots,
  createTags,
  deleteLaunchTemplate,
  deleteSnapshot,
  deleteTags,
  deregisterImage,
  describeImages,
  describeInstanceAttribute,
  describeInstances,
  describeInstanceStatus,
  describeInstanceTypeOfferings,
  describeInstanceTypes,
  describeKeyPairs,
  describeLaunchTemplates,
  describeLaunchTemplateVersions,
  describeRegions,
  describeSecurityGroups,
  describeSnapshots,
  describeSpotInstanceRequests,
  describeSpotPriceHistory,
  describeSubnets,
  describeTags,
  describeVolumes,
  describeVpcs,
  getConsoleOutput,
  modifyInstanceAttribute,
  modifyLaunchTemplate,
  monitorInstances,
  rebootInstances,
  runInstances,
  startInstances,
  stopInstances,
  terminateInstances,
  unmonitorInstances,
];
