import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import type { Location } from './network-layout.js';

/** What a checked RunInstances request comes to. */
export interface LaunchSpecification {
  readonly request: RunInstancesRequest;
  readonly imageId: string;
  readonly instanceType: string;
  readonly location: Location;
  readonly groupIds: readonly string[];
  readonly assignPublicIp: boolean;
  readonly spot: boolean;
}
