import type { CreateInstanceInput, LaunchMarket } from '../model/create-instance-input.js';
import type { InstanceState } from '../model/instance-state.js';
import type { Tags } from '../model/tags.js';
import type { PortCall } from './ec2-port.js';

/** An instance as a launch would make it, but for its volumes and what only its attributes tell. */
export interface MachineDescription {
  readonly instanceId: string;
  readonly state: InstanceState;
  /** Such as `/dev/xvda`; `undefined` where EC2 does not say. */
  readonly rootDeviceName: string | undefined;
  /** The request that it was launched by, if it is a spot instance. */
  readonly spotRequestId: string | undefined;
  /** Those that AWS has put there included. */
  readonly tags: Tags;
  /** What a launch would be told. */
  readonly launch: Omit<CreateInstanceInput, 'name' | 'tags'>;
}

/** What instances are made of, in one region and for one identity. */
export interface MachinePort {
  /** @throws InstanceNotFoundError. */
  read(instanceId: string, call: PortCall): Promise<MachineDescription>;
  /** `undefined` for an instance without any. */
  readUserData(instanceId: string, call: PortCall): Promise<Uint8Array | undefined>;
  /** Whether the instance may not be terminated. */
  readProtection(instanceId: string, call: PortCall): Promise<boolean>;
  /** What the request of a spot instance asks for; `undefined` once EC2 has forgotten it. */
  readMarket(spotRequestId: string, call: PortCall): Promise<LaunchMarket | undefined>;
}
