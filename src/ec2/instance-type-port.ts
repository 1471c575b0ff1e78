import type { HardwareVirtualization } from '../model/fitness-report.js';
import type { PortCall } from './ec2-port.js';

/** Types of instances, in one region and for one identity. */
export interface InstanceTypePort {
  /** How the guests on a type get hardware virtualisation. Rejects for a type that the region does not have. */
  readVirtualization(instanceType: string, call: PortCall): Promise<HardwareVirtualization>;
  /** The zones that offer a type. */
  readZones(instanceType: string, call: PortCall): Promise<readonly string[]>;
  /** Gives a stopped instance another type. */
  change(instanceId: string, instanceType: string, call: PortCall): Promise<void>;
}
