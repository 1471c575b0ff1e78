import type { LaunchTemplateRef } from '../model/create-instance-input.js';
import type { PortCall } from './ec2-port.js';

/** What a launch template says of the machines that it launches, as far as a launch has to know it. */
export interface TemplateTraits {
  readonly instanceType: string | undefined;
  /** An AMI id. */
  readonly imageId: string | undefined;
  readonly subnetId: string | undefined;
  readonly availabilityZone: string | undefined;
  readonly securityGroupIds: readonly string[] | undefined;
  readonly nestedVirtualization: boolean | undefined;
}

/** Launch templates, in one region and for one identity. */
export interface LaunchTemplatePort {
  /** Reads the version that a launch would take. Rejects for one that does not exist. */
  read(template: LaunchTemplateRef, call: PortCall): Promise<TemplateTraits>;
}
