import type { Ec2Sender } from '../ec2/ec2-request.js';
import { SdkImagePort } from '../ec2/sdk-image-port.js';
import { SdkInstanceTypePort } from '../ec2/sdk-instance-type-port.js';
import { SdkLaunchTemplatePort } from '../ec2/sdk-launch-template-port.js';
import { SdkNetworkPort } from '../ec2/sdk-network-port.js';
import { LaunchCatalog } from '../operations/fitness/launch-catalog.js';
import { ImageCatalog } from '../operations/images/image-catalog.js';
import { CapacityMemory } from '../operations/launch/capacity-memory.js';
import { LaunchKeys } from '../operations/launch/launch-keys.js';
import type { LaunchParts } from '../operations/worker-context.js';
import type { SessionOptions } from './session-options.js';

/** Builds what the launches of a session work with. */
export function launchParts(
  sender: Ec2Sender,
  { region, clock, logger }: Pick<SessionOptions, 'region' | 'clock' | 'logger'>,
): LaunchParts {
  const instanceTypes = new SdkInstanceTypePort(sender, region);
  return {
    images: new ImageCatalog({ port: new SdkImagePort(sender, region), clock, logger }),
    instanceTypes,
    launchCatalog: new LaunchCatalog(instanceTypes, new SdkNetworkPort(sender, region), clock),
    launchTemplates: new SdkLaunchTemplatePort(sender, region),
    capacity: new CapacityMemory(clock),
    launchKeys: new LaunchKeys(clock),
  };
}
