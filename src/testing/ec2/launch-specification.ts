import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import type { Location } from './network-layout.js';
import type { SubnetRecord } from './simulated-network.js';

/** What a checked RunInstances request comes to, but for the place that is found for it. */
export interface LaunchDraft {
  /** With what its launch template adds. */
  readonly request: RunInstancesRequest;
  readonly imageId: string;
  readonly instanceType: string;
  /** Where it may go; a single place if it chooses one. */
  readonly locations: readonly SubnetRecord[];
  /** The zone that the request chooses, by name or by its subnet. */
  readonly chosenZone: string | undefined;
  readonly groupIds: readonly string[];
  readonly assignPublicIp: boolean;
  readonly spot: boolean;
}

/** What a checked RunInstances request comes to. */
export interface LaunchSpecification extends LaunchDraft {
  readonly location: Location;
}
