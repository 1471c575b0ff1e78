import type {
  DescribeLaunchTemplateVersionsCommandInput,
  ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import { ForeignReply } from '../aws/foreign-reply.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { LaunchTemplateRef } from '../model/create-instance-input.js';
import type { PortCall } from './ec2-port.js';
import { type Ec2Sender, readRequest } from './ec2-request.js';
import type { LaunchTemplatePort, TemplateTraits } from './launch-template-port.js';

/** The version that a launch takes which names none. */
const DEFAULT_VERSION = '$Default';

/** The port of launch templates over the AWS SDK. */
export class SdkLaunchTemplatePort implements LaunchTemplatePort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async read(template: LaunchTemplateRef, call: PortCall): Promise<TemplateTraits> {
    const request = readRequest('DescribeLaunchTemplateVersions', this.#region, call);
    const input: DescribeLaunchTemplateVersionsCommandInput = {
      ...('id' in template ? { LaunchTemplateId: template.id } : { LaunchTemplateName: template.name }),
      Versions: [template.version ?? DEFAULT_VERSION],
      // An image that the template names by a parameter is told by its id.
      ResolveAlias: true,
    };
    return await this.#sender.send(request, async ({ client, sdk }, options) => {
      const output = await client.send(new sdk.DescribeLaunchTemplateVersionsCommand(input), options);
      const [version] = expectList(output.LaunchTemplateVersions);
      if (version === undefined) throw new ForeignReply('the version is missing from the reply');
      return toTraits(version.LaunchTemplateData ?? {});
    });
  }
}

/** Subnet and groups stand on the first network interface, if there is one. */
function toTraits(data: ResponseLaunchTemplateData): TemplateTraits {
  const { InstanceType, ImageId, Placement, SecurityGroupIds = [], CpuOptions } = data;
  const networkInterface = data.NetworkInterfaces?.find(({ DeviceIndex }) => (DeviceIndex ?? 0) === 0);
  const groups = networkInterface?.Groups ?? SecurityGroupIds;
  const { NestedVirtualization: nested } = CpuOptions ?? {};
  return {
    instanceType: InstanceType,
    imageId: ImageId?.startsWith('ami-') === true ? ImageId : undefined,
    subnetId: networkInterface?.SubnetId,
    availabilityZone: Placement?.AvailabilityZone,
    securityGroupIds: groups.length === 0 ? undefined : groups,
    nestedVirtualization: nested === undefined ? undefined : nested === 'enabled',
  };
}
