import { stableHex, stableNumber } from '../identity/stable-digits.js';

/** Where an instance stands. */
export interface Location {
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly vpcId: string;
}

const ZONES = ['a', 'b', 'c'] as const;

/** The zones of a region, each with a default subnet. */
export function zonesOf(region: string): readonly string[] {
  return ZONES.map((zone) => `${region}${zone}`);
}

/** The zone of a subnet that nobody has described: always the same one. */
export function zoneOfSubnet(region: string, subnetId: string): string {
  return `${region}${ZONES[stableNumber(subnetId, ZONES.length)] ?? 'a'}`;
}

/** The id of the default VPC of a region. */
export function defaultVpcId(region: string): string {
  return `vpc-0${stableHex(`vpc/${region}`, 16)}`;
}

/** The id of the default subnet of a zone. */
export function defaultSubnetId(availabilityZone: string): string {
  return `subnet-0${stableHex(`subnet/${availabilityZone}`, 16)}`;
}

/** The id of the security group that an instance gets when none is asked for. */
export function defaultGroupId(region: string): string {
  return `sg-0${stableHex(`sg/${region}`, 16)}`;
}

/** A private address in 172.31.0.0/16, for the n-th instance of a region. */
export function privateAddress(index: number): string {
  return `172.31.${Math.floor(index / 250) % 256}.${(index % 250) + 4}`;
}

/** A public address; all are of 198.18.0.0/15, the range for benchmarks, which nobody routes. */
export function publicAddress(index: number): string {
  return `198.18.${Math.floor(index / 250) % 256}.${(index % 250) + 4}`;
}
