import { expectList } from '../aws/expect-list.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { PortCall } from './ec2-port.js';
import { type Ec2Sender, readRequest } from './ec2-request.js';
import type { NetworkPort, SecurityGroupTraits, SubnetTraits } from './network-port.js';

/** The network port over the AWS SDK. What is asked for by id comes on one page. */
export class SdkNetworkPort implements NetworkPort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async readSubnets(subnetIds: readonly string[], call: PortCall): Promise<readonly SubnetTraits[]> {
    const request = readRequest('DescribeSubnets', this.#region, call);
    const input = { SubnetIds: [...subnetIds] };
    const rows = await this.#sender.send(request, async ({ client, sdk }, options) => {
      const output = await client.send(new sdk.DescribeSubnetsCommand(input), options);
      return expectList(output.Subnets);
    });
    return rows.flatMap(({ SubnetId: subnetId, VpcId: vpcId, AvailabilityZone: availabilityZone }) =>
      subnetId === undefined ? [] : [{ subnetId, vpcId, availabilityZone }],
    );
  }

  async readSecurityGroups(
    groupIds: readonly string[],
    call: PortCall,
  ): Promise<readonly SecurityGroupTraits[]> {
    const request = readRequest('DescribeSecurityGroups', this.#region, call);
    const input = { GroupIds: [...groupIds] };
    const rows = await this.#sender.send(request, async ({ client, sdk }, options) => {
      const output = await client.send(new sdk.DescribeSecurityGroupsCommand(input), options);
      return expectList(output.SecurityGroups);
    });
    return rows.flatMap(({ GroupId: groupId, VpcId: vpcId }) =>
      groupId === undefined ? [] : [{ groupId, vpcId }],
    );
  }
}
