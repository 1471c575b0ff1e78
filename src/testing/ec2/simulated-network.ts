import type { IdFactory } from './id-factory.js';
import {
  defaultGroupId,
  defaultSubnetId,
  defaultVpcId,
  type Location,
  zoneOfSubnet,
  zonesOf,
} from './network-layout.js';

/** A subnet to launch into. */
export interface SimulatedSubnet {
  /** Default: the next free id. */
  readonly subnetId?: string | undefined;
  /** Such as `us-east-1b`. */
  readonly availabilityZone: string;
  /** Default: the region's default VPC. */
  readonly vpcId?: string | undefined;
  /** How many instances have room for their private address. Default 4091, as in a /20. */
  readonly addresses?: number | undefined;
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Default: the one that the zone is in. */
  readonly region?: string | undefined;
}

/** A security group to launch with. */
export interface SimulatedSecurityGroup {
  /** Default: the next free id. */
  readonly groupId?: string | undefined;
  /** Default `workers`. */
  readonly name?: string | undefined;
  /** Default: the region's default VPC. */
  readonly vpcId?: string | undefined;
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Default `us-east-1`. */
  readonly region?: string | undefined;
}

/** A subnet of a region, complete. */
export interface SubnetRecord extends Location {
  readonly addresses: number;
  readonly isDefault: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A security group of a region, complete. */
export interface GroupRecord {
  readonly groupId: string;
  readonly name: string;
  readonly vpcId: string;
  readonly tags: Readonly<Record<string, string>>;
}

const ADDRESSES_OF_SLASH_20 = 4_091;

/**
 * The network of a region. Every well-formed id exists, so that tests need no set-up; what was put there has
 * the traits that it was put there with.
 */
export class RegionNetwork {
  readonly #region: string;
  readonly #subnets = new Map<string, SubnetRecord>();
  readonly #groups = new Map<string, GroupRecord>();
  readonly #keyPairs = new Set<string>();

  constructor(region: string) {
    this.#region = region;
    for (const zone of zonesOf(region)) {
      const subnetId = defaultSubnetId(zone);
      this.#subnets.set(subnetId, { ...this.#describe(subnetId, zone), isDefault: true });
    }
    const groupId = defaultGroupId(region);
    this.#groups.set(groupId, { ...this.group(groupId), name: 'default' });
  }

  get defaultVpcId(): string {
    return defaultVpcId(this.#region);
  }

  /** Those that were put there, and the default ones. */
  get subnets(): readonly SubnetRecord[] {
    return [...this.#subnets.values()];
  }

  /** Those that were put there, and the default one. */
  get groups(): readonly GroupRecord[] {
    return [...this.#groups.values()];
  }

  get keyPairs(): readonly string[] {
    return [...this.#keyPairs];
  }

  /** Every VPC that anything here is in. */
  get vpcIds(): readonly string[] {
    return [...new Set([...this.subnets, ...this.groups].map(({ vpcId }) => vpcId))];
  }

  subnet(subnetId: string): SubnetRecord {
    return this.#subnets.get(subnetId) ?? this.#describe(subnetId, zoneOfSubnet(this.#region, subnetId));
  }

  group(groupId: string): GroupRecord {
    const known = this.#groups.get(groupId);
    return known ?? { groupId, name: `group-of-${groupId}`, vpcId: this.defaultVpcId, tags: {} };
  }

  putSubnet(subnet: SimulatedSubnet, ids: IdFactory): string {
    const { subnetId = ids.next('subnet'), availabilityZone, ...others } = subnet;
    const { vpcId, addresses, tags } = this.#describe(subnetId, availabilityZone);
    const record = {
      vpcId: others.vpcId ?? vpcId,
      addresses: others.addresses ?? addresses,
      tags: others.tags ?? tags,
    };
    this.#subnets.set(subnetId, { subnetId, availabilityZone, isDefault: false, ...record });
    return subnetId;
  }

  putGroup(group: SimulatedSecurityGroup, ids: IdFactory): string {
    const { groupId = ids.next('sg'), name = 'workers', vpcId = this.defaultVpcId, tags = {} } = group;
    this.#groups.set(groupId, { groupId, name, vpcId, tags });
    return groupId;
  }

  putKeyPair(name: string): void {
    this.#keyPairs.add(name);
  }

  /** Where a launch may go: into the subnet or the zone that it chooses, or else into any zone. */
  locations(subnetId: string | undefined, zone: string | undefined): readonly SubnetRecord[] {
    if (subnetId !== undefined) return [this.subnet(subnetId)];
    const zones = zone === undefined ? zonesOf(this.#region) : [zone];
    return zones.map((each) => {
      const id = defaultSubnetId(each);
      return this.#subnets.get(id) ?? { ...this.#describe(id, each), isDefault: true };
    });
  }

  #describe(subnetId: string, availabilityZone: string): SubnetRecord {
    return {
      subnetId,
      availabilityZone,
      vpcId: this.defaultVpcId,
      addresses: ADDRESSES_OF_SLASH_20,
      isDefault: false,
      tags: {},
    };
  }
}
