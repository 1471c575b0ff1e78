import type { PortCall } from './ec2-port.js';

/** A subnet, as far as a launch has to fit it. */
export interface SubnetTraits {
  readonly subnetId: string;
  readonly vpcId: string | undefined;
  readonly availabilityZone: string | undefined;
}

/** A security group, as far as a launch has to fit it. */
export interface SecurityGroupTraits {
  readonly groupId: string;
  readonly vpcId: string | undefined;
}

/** Networks, in one region and for one identity. Every list holds at least one id; one that is missing rejects. */
export interface NetworkPort {
  readSubnets(subnetIds: readonly string[], call: PortCall): Promise<readonly SubnetTraits[]>;
  readSecurityGroups(groupIds: readonly string[], call: PortCall): Promise<readonly SecurityGroupTraits[]>;
}
