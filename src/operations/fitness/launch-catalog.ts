import type { PortCall } from '../../ec2/ec2-port.js';
import type { InstanceTypePort } from '../../ec2/instance-type-port.js';
import type { NetworkPort, SecurityGroupTraits, SubnetTraits } from '../../ec2/network-port.js';
import type { HardwareVirtualization } from '../../model/fitness-report.js';
import type { Clock } from '../../time/clock.js';
import { Remembered } from '../remembered.js';

/** AWS extends types to more zones now and then. */
const OFFERING_LIFE_MS = 5 * 60_000;

/** What a launch has to fit: types, their zones and networks, each read once. */
export class LaunchCatalog {
  readonly #types: InstanceTypePort;
  readonly #networks: NetworkPort;
  readonly #virtualization: Remembered<HardwareVirtualization>;
  readonly #zones: Remembered<readonly string[]>;
  readonly #subnets: Remembered<readonly SubnetTraits[]>;
  readonly #groups: Remembered<readonly SecurityGroupTraits[]>;

  constructor(types: InstanceTypePort, networks: NetworkPort, clock: Clock) {
    this.#types = types;
    this.#networks = networks;
    // What a type can do, and which VPC a subnet or a group is in, never changes.
    this.#virtualization = new Remembered(clock, Number.POSITIVE_INFINITY);
    this.#subnets = new Remembered(clock, Number.POSITIVE_INFINITY);
    this.#groups = new Remembered(clock, Number.POSITIVE_INFINITY);
    this.#zones = new Remembered(clock, OFFERING_LIFE_MS);
  }

  virtualizationOf(instanceType: string, call: PortCall): Promise<HardwareVirtualization> {
    return this.#virtualization.get(instanceType, call, (reading) =>
      this.#types.readVirtualization(instanceType, reading),
    );
  }

  zonesOffering(instanceType: string, call: PortCall): Promise<readonly string[]> {
    return this.#zones.get(instanceType, call, (reading) => this.#types.readZones(instanceType, reading));
  }

  async subnet(subnetId: string, call: PortCall): Promise<SubnetTraits | undefined> {
    const [subnet] = await this.#subnets.get(subnetId, call, (reading) =>
      this.#networks.readSubnets([subnetId], reading),
    );
    return subnet;
  }

  securityGroups(groupIds: readonly string[], call: PortCall): Promise<readonly SecurityGroupTraits[]> {
    const ids = [...new Set(groupIds)].sort();
    return this.#groups.get(ids.join(), call, (reading) => this.#networks.readSecurityGroups(ids, reading));
  }
}
